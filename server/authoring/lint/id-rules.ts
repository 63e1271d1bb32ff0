import type { Path } from '../issue.ts';
import type { ModuleSubject } from './module-subject.ts';
import { findRepeated, type Rule } from './rule.ts';

interface PlacedId {
  readonly value: string;
  readonly at: Path;
}

/** What is said of an id that is not the only one. */
export function sayRepeatedId(id: string): string {
  return `The id “${id}” is used before: records could not tell the two apart. Rename one.`;
}

/** Ids of a module: each names one thing. */
export const ID_RULES: readonly Rule<ModuleSubject>[] = [
  {
    code: 'DUPLICATE_ID',
    severity: 'error',
    *find({ module, blocks }) {
      const sections = module.sections.map(({ id }, index) => ({ value: id, at: ['sections', index, 'id'] }));
      // Sections and blocks share one page, and so their anchors.
      yield* findRepeated(
        [...sections, ...blocks.map(({ block, at }) => ({ value: block.id, at: [...at, 'id'] }))],
        sayRepeatedId,
      );
      yield* findRepeated(idsIn(module.objectives, ['objectives']), sayRepeatedId);
      yield* findRepeated(idsIn(module.sources, ['sources']), sayRepeatedId);
      for (const { block, at } of blocks) {
        for (const [list, ids] of idLists(block, at)) yield* findRepeated(idsIn(ids, list), sayRepeatedId);
      }
    },
  },
];

/** Every list below a value whose entries have ids. */
function idLists(value: object, at: Path): [Path, readonly { id: string }[]][] {
  return Object.entries(value).flatMap(([key, child]: [string, unknown]): [Path, readonly { id: string }[]][] => {
    if (typeof child !== 'object' || child === null) return [];
    const here = [...at, key];
    if (!Array.isArray(child)) return idLists(child, here);
    const entries = child as unknown[];
    const deeper = entries.flatMap((entry, index) =>
      typeof entry === 'object' && entry !== null ? idLists(entry, [...here, index]) : [],
    );
    return entries.every(hasId) ? [[here, entries], ...deeper] : deeper;
  });
}

function hasId(entry: unknown): entry is { id: string } {
  return typeof entry === 'object' && entry !== null && 'id' in entry && typeof entry.id === 'string';
}

/** Ids of a list with the place of each. */
export function idsIn(list: readonly { readonly id: string }[], at: Path): PlacedId[] {
  return list.map(({ id }, index) => ({ value: id, at: [...at, index, 'id'] }));
}
