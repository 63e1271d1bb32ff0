import type { TreeNode } from './activity-tree.ts';
import type { Work } from './engine-state.ts';

/** Answers to one question about activities. A look-ahead asks it for every target; until the work is written to, once is enough. */
export type Memo<T> = WeakMap<Work, { readonly version: number; readonly answers: Map<TreeNode, T> }>;

/** The answers that still hold. */
export function answersIn<T>(memo: Memo<T>, work: Work): Map<TreeNode, T> {
  const kept = memo.get(work);
  if (kept?.version === work.version) return kept.answers;
  const answers = new Map<TreeNode, T>();
  memo.set(work, { version: work.version, answers });
  return answers;
}

/** The answer for one activity, found once. */
export function remember<T>(memo: Memo<T>, work: Work, node: TreeNode, find: () => T): T {
  const kept = answersIn(memo, work).get(node);
  if (kept !== undefined) return kept;
  const answer = find();
  answersIn(memo, work).set(node, answer);
  return answer;
}
