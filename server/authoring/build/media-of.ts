import { allBlocks, type ScoAnswers } from '../../standards/module/index.ts';
import { linkedMedia } from './render-prose.ts';

/**
 * Files that a module shows, plays or links to, paths from the package's root, each once. A link may stand in any prose, that of
 * an answer's reason too, so the rendered texts of module and key are asked; `there` are the files that the course has.
 */
export function mediaOf({ module, key }: ScoAnswers, there: readonly string[]): string[] {
  const shown = allBlocks(module).flatMap((block) => {
    if (block.type === 'image') return [block.src, ...(block.copies ?? []).map(({ src }) => src)];
    if (block.type !== 'video') return [];
    return [block.src, ...(block.poster === null ? [] : [block.poster]), ...block.captions.map(({ src }) => src)];
  });
  const linked = stringsIn([module, key]).flatMap(linkedMedia);
  return [...new Set([...shown, ...linked.filter((path) => there.includes(path))])].sort();
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

/** Smaller copies of a picture by their names, the narrowest first: `media/hall.w480.webp` of `media/hall.jpg`. */
export function copiesOf(path: string, there: readonly string[]): { src: string; width: number }[] {
  const stem = path.replace(/\.[a-z0-9]+$/, '');
  return there
    .flatMap((src) => {
      const width = src.startsWith(`${stem}.`) ? /^\.w(\d{2,4})\.webp$/.exec(src.slice(stem.length))?.[1] : undefined;
      return width === undefined || src === path ? [] : [{ src, width: Number(width) }];
    })
    .sort((a, b) => a.width - b.width);
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
