import type { Activity, CourseStructure } from '../../standards/index.ts';

/** A line of a course's outline: a part that opens, or a group of them. */
export interface OutlineItem {
  readonly title: string;
  /** Identifier of the module that opens; null for the whole course and for groups. */
  readonly module: string | null;
  readonly opens: boolean;
  readonly children: readonly OutlineItem[];
}

/** The visible outline of a course; one of a single part is that part. Groups without a visible part are left out. */
export function outlineOf(title: string, { root }: CourseStructure): OutlineItem[] {
  const whole: OutlineItem = { title, module: null, opens: true, children: [] };
  const items = root.children.flatMap(itemOf);
  return countOf(items) < 2 ? [whole] : [whole, ...items];
}

function itemOf({ type, isVisible, identifier, title, children }: Activity): OutlineItem[] {
  if (type === 'sco') return isVisible ? [{ title, module: identifier, opens: true, children: [] }] : [];
  const inside = children.flatMap(itemOf);
  if (inside.length === 0) return [];
  return isVisible ? [{ title, module: null, opens: false, children: inside }] : inside;
}

function countOf(items: readonly OutlineItem[]): number {
  return items.reduce((sum, { opens, children }) => sum + (opens ? 1 : 0) + countOf(children), 0);
}
