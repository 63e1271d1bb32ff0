import type { Activity, CourseStructure } from '../course-structure.ts';
import { readsGlobal } from './global-objectives.ts';

/** An activity with its place in the tree. */
export interface TreeNode {
  /** Position in document order; the state keeps one entry an index. */
  readonly index: number;
  readonly activity: Activity;
  readonly parent: TreeNode | null;
  readonly children: readonly TreeNode[];
  /** Place among the parent's children; 0 for the root. */
  readonly position: number;
  /** 0 for the root. */
  readonly depth: number;
}

/** A course's activity tree, made once a structure. */
export interface ActivityTree {
  readonly structure: CourseStructure;
  readonly root: TreeNode;
  /** All nodes in document order. */
  readonly nodes: readonly TreeNode[];
  readonly byId: ReadonlyMap<string, TreeNode>;
  /** Activities that read a global objective, by its id. */
  readonly readers: ReadonlyMap<string, readonly TreeNode[]>;
}

const known = new WeakMap<CourseStructure, ActivityTree>();

/** The tree of a structure. */
export function treeOf(structure: CourseStructure): ActivityTree {
  const before = known.get(structure);
  if (before !== undefined) return before;
  const nodes: TreeNode[] = [];
  const root = addNode(structure.root, null, 0, nodes);
  const byId = new Map<string, TreeNode>();
  for (const node of nodes) if (!byId.has(node.activity.identifier)) byId.set(node.activity.identifier, node);
  const tree = { structure, root, nodes, byId, readers: readersOf(nodes) };
  known.set(structure, tree);
  return tree;
}

function addNode(activity: Activity, parent: TreeNode | null, position: number, nodes: TreeNode[]): TreeNode {
  const children: TreeNode[] = [];
  const depth = parent === null ? 0 : parent.depth + 1;
  const node = { index: nodes.length, activity, parent, children, position, depth };
  nodes.push(node);
  for (const [place, child] of activity.children.entries()) children.push(addNode(child, node, place, nodes));
  return node;
}

function readersOf(nodes: readonly TreeNode[]): Map<string, TreeNode[]> {
  const readers = new Map<string, TreeNode[]>();
  for (const node of nodes) {
    const targets = node.activity.sequencing.objectives.flatMap((objective) =>
      objective.maps.filter(readsGlobal).map((map) => map.targetObjectiveId),
    );
    for (const target of new Set(targets)) {
      const found = readers.get(target);
      if (found === undefined) readers.set(target, [node]);
      else found.push(node);
    }
  }
  return readers;
}

/** From the root down to the node, both included. */
export function pathFromRoot(node: TreeNode): TreeNode[] {
  return pathToRoot(node).reverse();
}

/** From the node up to the root, both included. */
export function pathToRoot(node: TreeNode): TreeNode[] {
  const path: TreeNode[] = [];
  for (let one: TreeNode | null = node; one !== null; one = one.parent) path.push(one);
  return path;
}

/** From the node up to, but without, an ancestor of it. */
export function pathBelow(node: TreeNode, ancestor: TreeNode): TreeNode[] {
  const path: TreeNode[] = [];
  for (let one: TreeNode | null = node; one !== null && one !== ancestor; one = one.parent) path.push(one);
  return path;
}

/** The deepest activity that both are, or lie under. */
export function commonAncestor(a: TreeNode, b: TreeNode): TreeNode {
  let [left, right] = [a, b];
  while (left !== right) {
    if (left.depth >= right.depth && left.parent !== null) left = left.parent;
    else if (right.parent !== null) right = right.parent;
    else return left;
  }
  return left;
}

/** Is the node the ancestor itself, or under it? */
export function isWithin(node: TreeNode, ancestor: TreeNode): boolean {
  return commonAncestor(node, ancestor) === ancestor;
}

/** No activity lies below it: it is what can be delivered. */
export function isLeaf(node: TreeNode): boolean {
  return node.children.length === 0;
}
