import type { TreeNode } from './activity-tree.ts';
import { look } from './engine-state.ts';
import type { Work } from './engine-state.ts';

interface Arrangement {
  readonly owner: TreeNode;
  readonly children: readonly TreeNode[];
  readonly places: ReadonlyMap<TreeNode, number>;
}

/** By the list of positions, which is replaced and never changed. */
const arranged = new WeakMap<readonly number[], Arrangement>();

function arrangementOf(node: TreeNode, positions: readonly number[]): Arrangement {
  const before = arranged.get(positions);
  if (before?.owner === node) return before;
  const children = positions.flatMap((position) => node.children[position] ?? []);
  const arrangement = { owner: node, children, places: new Map(children.map((child, place) => [child, place])) };
  arranged.set(positions, arrangement);
  return arrangement;
}

/** Available Children (SN 4.2.1.7), in their order. */
export function availableChildren(work: Work, node: TreeNode): readonly TreeNode[] {
  const { available } = look(work, node);
  return available === null ? node.children : arrangementOf(node, available).children;
}

/** Place among the parent's Available Children; -1 for what this attempt leaves out, 0 for the root. */
export function placeOf(work: Work, node: TreeNode): number {
  const available = node.parent === null ? null : look(work, node.parent).available;
  if (node.parent === null || available === null) return node.position;
  return arrangementOf(node.parent, available).places.get(node) ?? -1;
}

/** The children of the attempt that is on or was last: what rollup looks at. */
export function attemptChildren(work: Work, node: TreeNode): readonly TreeNode[] {
  const { taken } = look(work, node);
  return taken === null ? availableChildren(work, node) : arrangementOf(node, taken).children;
}
