/** Which pages of a document were seen, and which is open; pages count from 1. */
export interface SeenPages {
  readonly at: number;
  readonly seen: ReadonlySet<number>;
}

/** Packs it for the suspend data: `12;f03` (the open page; four pages a hexadecimal digit). */
export function packPages({ at, seen }: SeenPages, pages: number): string {
  let marks = '';
  for (let first = 1; first <= pages; first += 4) {
    const bits = [0, 1, 2, 3].filter((step) => seen.has(first + step)).reduce((sum, step) => sum + 2 ** step, 0);
    marks += bits.toString(16);
  }
  return `${at};${marks}`;
}

/** Reads what {@link packPages} packed; the first page and nothing seen where it is nonsense. */
export function readPages(text: string, pages: number): SeenPages {
  const [, at = '1', marks = ''] = /^(\d{1,4});([0-9a-f]{0,1000})$/.exec(text) ?? [];
  const seen = new Set<number>();
  for (const [place, mark] of Array.from(marks).entries()) {
    for (const step of [0, 1, 2, 3]) {
      const page = place * 4 + step + 1;
      if (page <= pages && (Number.parseInt(mark, 16) & (2 ** step)) !== 0) seen.add(page);
    }
  }
  return { at: Math.min(Math.max(1, Number(at)), pages), seen };
}
