import type { ScriptTree } from './aicc-script.ts';
import { parseAiccScript } from './aicc-script.ts';

/** cmi.core.lesson_status by activity identifier; an activity without an entry does not exist. */
export type LessonStatuses = Readonly<Record<string, string>>;

/**
 * Whether an item may be opened (CAM 2.3.2.5.1). An identifier alone means "completed or passed". A script that cannot be
 * read, and whatever hangs on an identifier that the course does not have, locks nobody out.
 */
export function prerequisitesHold(script: string | null, statuses: LessonStatuses): boolean {
  if (script === null) return true;
  const { tree } = parseAiccScript(script);
  return tree === null || evaluateScript(tree, statuses) !== false;
}

/** The script's value in three-valued logic: null where it depends on an identifier that the course does not have. */
function evaluateScript(tree: ScriptTree, statuses: LessonStatuses): boolean | null {
  switch (tree.kind) {
    case 'done': {
      const status = statusOf(statuses, tree.identifier);
      return status === null ? null : status === 'completed' || status === 'passed';
    }
    case 'status': {
      const status = statusOf(statuses, tree.identifier);
      return status === null ? null : (status === tree.status) === tree.isEqual;
    }
    case 'not': {
      const inner = evaluateScript(tree.inner, statuses);
      return inner === null ? null : !inner;
    }
    case 'and':
      return atLeast(tree.parts, tree.parts.length, statuses);
    case 'or':
      return atLeast(tree.parts, 1, statuses);
    default:
      return atLeast(tree.parts, tree.count, statuses);
  }
}

/** Kleene's "and" and "or" are both a count: all of the parts, or one of them. */
function atLeast(parts: readonly ScriptTree[], count: number, statuses: LessonStatuses): boolean | null {
  const values = parts.map((part) => evaluateScript(part, statuses));
  const held = values.filter((value) => value === true).length;
  if (held >= count) return true;
  return held + values.filter((value) => value === null).length >= count ? null : false;
}

function statusOf(statuses: LessonStatuses, identifier: string): string | null {
  return Object.hasOwn(statuses, identifier) ? (statuses[identifier] ?? null) : null;
}
