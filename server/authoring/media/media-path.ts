import type { SniffedMedia } from './sniff-media.ts';

/** Path of a new file in a draft: of the words of its name, with the ending of what it is; `taken` are the paths there. */
export function freeMediaPath(
  name: string,
  { ending }: Pick<SniffedMedia, 'ending'>,
  taken: ReadonlySet<string>,
): string {
  const stem = stemOf(name);
  for (let count = 1; ; count += 1) {
    const path = `media/${count === 1 ? stem : `${stem}-${count}`}.${ending}`;
    if (!taken.has(path)) return path;
  }
}

/** Path of a smaller copy of a picture. */
export function variantPath(path: string, width: number): string {
  return `${stemPath(path)}.w${width}.webp`;
}

/** The picture's path without ending where a path is one of a smaller copy; null otherwise. */
export function variantOf(path: string): { readonly stem: string; readonly width: number } | null {
  const [, stem, width] = /^(media\/.+)\.w(\d{2,4})\.webp$/.exec(path) ?? [];
  return stem === undefined ? null : { stem, width: Number(width) };
}

/** A path without its ending. */
export function stemPath(path: string): string {
  return path.replace(/\.[a-z0-9]+$/, '');
}

function stemOf(name: string): string {
  const words = name
    .replace(/\.[^./\\]*$/, '')
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
  return words === '' ? 'file' : words;
}
