import { allBlocks, type CompiledModule } from '../../standards/module/index.ts';

/** Files that a module shows or plays, paths from the package's root, each once. */
export function mediaOf(module: CompiledModule): string[] {
  const found = allBlocks(module).flatMap((block) => {
    if (block.type === 'image') return [block.src];
    if (block.type !== 'video') return [];
    return [block.src, ...(block.poster === null ? [] : [block.poster]), ...block.captions.map(({ src }) => src)];
  });
  return [...new Set(found)].sort();
}

/** Pixels of an SVG by its viewBox, so that the page does not jump while it loads; null where it has none. */
export function svgSize(text: string): { width: number; height: number } | null {
  const box = /<svg\b[^>]*\bviewBox="([^"]*)"/.exec(text)?.[1];
  const [, , width, height] = (box ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  return width !== undefined && height !== undefined && width > 0 && height > 0 ? { width, height } : null;
}
