import type { Activity, CourseStructure } from '../course-structure.ts';
import type { CmiRecord } from '../runtime-record.ts';
import { identifiersOf, parseAiccScript } from './aicc-script.ts';
import type { LessonStatuses } from './prerequisites.ts';
import { prerequisitesHold } from './prerequisites.ts';
import { contentActivities } from './rollup.ts';
import { lessonStatusOf } from './status.ts';

/** Whether an activity can be opened; `reason` is a sentence for the person when its prerequisites are not met. */
export interface ChoiceOffer {
  readonly isOpen: boolean;
  readonly reason: string | null;
}

/** What the player offers next to the activity on the screen. */
export interface Offers12 {
  readonly next: string | null;
  readonly previous: string | null;
  /** By activity identifier; groups without content are never open and have no reason of their own. */
  readonly choice: Readonly<Record<string, ChoiceOffer>>;
}

/** The status of every activity by its record; a group has the status that its members share (CAM 2.3.2.5.1). */
export function lessonStatuses(
  structure: CourseStructure,
  records: Readonly<Record<string, CmiRecord>>,
): LessonStatuses {
  const statuses: Record<string, string> = {};
  const visit = (activity: Activity): string => {
    const inner = activity.children.map(visit);
    const own = Object.hasOwn(records, activity.identifier) ? records[activity.identifier] : undefined;
    const status = groupStatus(activity.href === null ? inner : [lessonStatusOf(own), ...inner]);
    statuses[activity.identifier] = status;
    return status;
  };
  visit(structure.root);
  return statuses;
}

function groupStatus(statuses: readonly string[]): string {
  const [first] = statuses;
  if (first === undefined) return 'completed';
  if (statuses.every((status) => status === first)) return first;
  if (statuses.includes('failed')) return 'failed';
  const isDone = statuses.every((status) => status === 'passed' || status === 'completed');
  if (isDone) return statuses.includes('passed') ? 'passed' : 'completed';
  return 'incomplete';
}

/**
 * What can be opened now. Next and previous go in document order and pass over what is locked; before anything is on the
 * screen (`currentId` null) next is the first open activity that is not done, else the first open one.
 */
export function offers12(structure: CourseStructure, statuses: LessonStatuses, currentId: string | null): Offers12 {
  const titles = new Map<string, string>();
  const choice: Record<string, ChoiceOffer> = {};
  collectTitles(structure.root, titles);
  judge(structure.root, null, { statuses, titles, choice });
  const order = contentActivities(structure.root).map(({ identifier }) => identifier);
  const [first] = order;
  // Prerequisites that wait for each other would close the whole course; its first activity stays open.
  if (first !== undefined && order.every((identifier) => choice[identifier]?.isOpen === false)) {
    choice[first] = { isOpen: true, reason: null };
  }
  const isOpen = (identifier: string) => choice[identifier]?.isOpen === true;
  const at = currentId === null ? -1 : order.indexOf(currentId);
  if (at < 0) {
    const isDone = (identifier: string) => ['completed', 'passed'].includes(statuses[identifier] ?? '');
    const open = order.filter(isOpen);
    return { next: open.find((identifier) => !isDone(identifier)) ?? open[0] ?? null, previous: null, choice };
  }
  return {
    next: order.slice(at + 1).find(isOpen) ?? null,
    previous: order.slice(0, at).findLast(isOpen) ?? null,
    choice,
  };
}

interface Judging {
  readonly statuses: LessonStatuses;
  readonly titles: ReadonlyMap<string, string>;
  readonly choice: Record<string, ChoiceOffer>;
}

/** A locked group locks everything below it. */
function judge(activity: Activity, lockedBy: string | null, judging: Judging): void {
  const reason = lockedBy ?? reasonOf(activity, judging);
  const hasContent = activity.href !== null;
  judging.choice[activity.identifier] = { isOpen: hasContent && reason === null, reason: hasContent ? reason : null };
  for (const child of activity.children) judge(child, reason, judging);
}

function reasonOf({ identifier, prerequisites }: Activity, { statuses, titles }: Judging): string | null {
  if (prerequisites === null) return null;
  // An item that waits for itself could never be opened, so it is a stranger to its own script.
  const others = prerequisites.includes(identifier) ? withoutOne(statuses, identifier) : statuses;
  if (prerequisitesHold(prerequisites, others)) return null;
  const { tree } = parseAiccScript(prerequisites);
  const named = (tree === null ? [] : identifiersOf(tree)).filter((name) => titles.has(name));
  const list = named.map((name) => `“${titles.get(name)}”`).join(', ');
  const isPlain = tree?.kind === 'done' || (tree?.kind === 'and' && tree.parts.every(({ kind }) => kind === 'done'));
  return isPlain ? `Complete ${list} first.` : `This opens depending on ${list}.`;
}

function withoutOne(statuses: LessonStatuses, identifier: string): LessonStatuses {
  const { [identifier]: _own, ...others } = statuses;
  return others;
}

function collectTitles(activity: Activity, titles: Map<string, string>): void {
  titles.set(activity.identifier, activity.title);
  for (const child of activity.children) collectTitles(child, titles);
}
