import type { Response } from './answer.ts';
import type { CompiledBlock } from './compiled-module.ts';
import { readList, readPairs, writePairs } from './response-text.ts';

/** Longest typed answer that the state keeps, characters. */
export const TYPED_LIMIT = 80;

/** A response with ids as places in their lists, a character each (base 36); what was typed stays as it is, cut where long. */
export function packResponse(block: CompiledBlock, response: Response): string {
  const lists = listsOf(block);
  if (lists === null) return response.slice(0, TYPED_LIMIT);
  const { items, targets } = lists;
  if (targets === null)
    return readList(response)
      .map((id) => place(items, id))
      .join('');
  const pairs = readPairs(response);
  return pairs === null || response === '' ? '' : items.map((id) => place(targets, pairs.get(id) ?? '')).join('');
}

/** The opposite of `packResponse`; '' where a place is none. */
export function unpackResponse(block: CompiledBlock, packed: string): Response {
  const lists = listsOf(block);
  if (lists === null) return packed;
  const { items, targets } = lists;
  const found = Array.from(packed, (code) => (targets ?? items)[Number.parseInt(code, 36)]);
  if (found.some((id) => id === undefined)) return '';
  if (targets === null) return found.join(',');
  return found.length === items.length ? writePairs(items.map((id, at) => [id, found[at] ?? ''] as const)) : '';
}

function listsOf(block: CompiledBlock): { items: readonly string[]; targets: readonly string[] | null } | null {
  switch (block.type) {
    case 'choice':
    case 'multi':
      return { items: ids(block.options), targets: null };
    case 'order':
      return { items: ids(block.steps), targets: null };
    case 'sort':
      return { items: ids(block.items), targets: ids(block.buckets) };
    case 'match':
      return { items: ids(block.lefts), targets: ids(block.rights) };
    default:
      return null;
  }
}

function ids(list: readonly { readonly id: string }[]): string[] {
  return list.map(({ id }) => id);
}

function place(list: readonly string[], id: string): string {
  return Math.max(0, list.indexOf(id)).toString(36);
}
