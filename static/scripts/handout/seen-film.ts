import type { Stretch } from '../module/played-share.ts';

/** What was played of a film, and where it stood, seconds. */
export interface SeenFilm {
  readonly at: number;
  readonly stretches: readonly Stretch[];
}

/** Stretches that are kept at most: whoever jumps more often than that loses the shortest. */
const MOST_STRETCHES = 100;

/** Stretches joined where they touch, in order. */
export function joinStretches(stretches: readonly Stretch[]): Stretch[] {
  const joined: Stretch[] = [];
  for (const { start, end } of [...stretches].sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last !== undefined && start <= last.end + 0.5)
      joined.splice(-1, 1, { start: last.start, end: Math.max(last.end, end) });
    else joined.push({ start, end });
  }
  return joined;
}

/** Packs it for the suspend data: `93.4;0-61.2,70-93.4`. */
export function packFilm({ at, stretches }: SeenFilm): string {
  const joined = joinStretches(stretches);
  const kept =
    joined.length <= MOST_STRETCHES
      ? joined
      : joined
          .toSorted((a, b) => b.end - b.start - (a.end - a.start))
          .slice(0, MOST_STRETCHES)
          .sort((a, b) => a.start - b.start);
  const words = kept.map(({ start, end }) => `${tenths(start)}-${tenths(end)}`);
  return `${tenths(at)};${words.join(',')}`;
}

/** Reads what {@link packFilm} packed; the beginning and nothing played where it is nonsense. */
export function readFilm(text: string): SeenFilm {
  const [at = '', words = ''] = text.split(';');
  const stretches = words.split(',').flatMap((word) => {
    const [, start, end] = /^(\d+(?:\.\d)?)-(\d+(?:\.\d)?)$/.exec(word) ?? [];
    const isStretch = start !== undefined && end !== undefined && Number(end) > Number(start);
    return isStretch ? [{ start: Number(start), end: Number(end) }] : [];
  });
  const second = Number(at);
  return { at: Number.isFinite(second) && second > 0 ? second : 0, stretches };
}

const tenths = (seconds: number): string => String(Math.round(seconds * 10) / 10);
