/** Path without ending for a new file of a draft, of the words of its name: nothing there begins with it. */
export function freeStem(name: string, taken: readonly string[]): string {
  const words = stemOf(name);
  for (let count = 1; ; count += 1) {
    const stem = `media/${count === 1 ? words : `${words}-${count}`}`;
    if (!taken.some((path) => path.startsWith(`${stem}.`))) return stem;
  }
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
