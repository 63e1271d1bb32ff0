import { isSourceList, isSourceMap, type SourceValue } from '../../standards/module/index.ts';
import { firstWords } from '../drafts/outline.ts';
import { variantOf } from './media-path.ts';

/** A place of a draft that shows or links to a file. */
export interface MediaPlace {
  /** `modules/01-gate.yaml` */
  readonly file: string;
  /** Id of the block or item, '' where there is none around. */
  readonly entry: string;
  /** Title of the module, bank or course. */
  readonly title: string;
  /** What the block or item says first. */
  readonly words: string;
}

const PATHS = /media\/[a-z0-9][a-z0-9._/-]*/g;

/** Where each file of `media/` is used in the values of a draft's files; a smaller copy is used where its picture is. */
export function mediaPlaces(
  files: readonly { readonly path: string; readonly data: SourceValue }[],
): ReadonlyMap<string, readonly MediaPlace[]> {
  const places = new Map<string, MediaPlace[]>();
  for (const { path: file, data } of files) {
    const title = isSourceMap(data) && typeof data['title'] === 'string' && data['title'] !== '' ? data['title'] : file;
    for (const { text, entry, words } of textsIn(data, '', '')) {
      for (const [found] of text.matchAll(PATHS)) {
        // A sentence may end with the name of the file.
        const path = found.replace(/[./-]+$/, '');
        const known = places.get(path) ?? [];
        const isThere = known.some((one) => one.file === file && one.entry === entry);
        if (!isThere) places.set(path, [...known, { file, entry, title, words }]);
      }
    }
  }
  return places;
}

/** True where nothing shows the file, and it is no smaller copy of one that is shown. */
export function isUnused(path: string, paths: readonly string[], places: ReadonlyMap<string, unknown>): boolean {
  if (places.has(path)) return false;
  const variant = variantOf(path);
  if (variant === null) return true;
  return !paths.some((other) => other.replace(/\.[a-z0-9]+$/, '') === variant.stem && places.has(other));
}

interface FoundText {
  readonly text: string;
  readonly entry: string;
  readonly words: string;
}

function textsIn(value: SourceValue, entry: string, words: string): FoundText[] {
  if (typeof value === 'string') return [{ text: value, entry, words }];
  if (isSourceList(value)) return value.flatMap((child) => textsIn(child, entry, words));
  if (!isSourceMap(value)) return [];
  // Blocks and items are named; what lies inside of them belongs to them.
  const { id } = value;
  const isNamed = typeof id === 'string' && ('type' in value || 'objective' in value);
  const [own, said] = isNamed ? [id, firstWords(value) || id] : [entry, words];
  return Object.values(value).flatMap((child) => textsIn(child, own, said));
}
