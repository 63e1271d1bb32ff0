import { sayDay, sayMoment, type AuditRow } from '../platform/index.ts';
import type { PlacementHistory } from './placement-service.ts';

const FURTHER = 'further notice';
const dayOr = (day: string): string => (day === '' ? FURTHER : sayDay('en', day));

/** Each edit of an officer's placements as it was made, the newest first. */
export function placementEdits({ edits, names }: Pick<PlacementHistory, 'edits' | 'names'>, timeZone: string) {
  return edits.toReversed().map((edit) => {
    const school = detail(edit, 'school');
    const words = edit.isErased ? 'Erased on request' : editWords(edit);
    return {
      at: sayMoment('en', timeZone, edit.at),
      who: edit.actorId === null ? 'Schoolbeat' : (names.get(edit.actorId) ?? ''),
      words: school === '' ? words : `${school}: ${words}`,
      reason: detail(edit, 'reason'),
    };
  });
}

function editWords(edit: AuditRow): string {
  const [from, until, before] = ['from', 'until', 'before'].map((name) => detail(edit, name));
  switch (edit.action) {
    case 'placement.ended':
      return `last day ${dayOr(until ?? '')}, before: ${dayOr(before ?? '')}`;
    case 'placement.corrected':
      return `first day ${dayOr(from ?? '')}, before: ${dayOr(before ?? '')}`;
    default:
      // Placements that a command made tell no days.
      return from === '' ? 'placed' : `placed from ${dayOr(from ?? '')} to ${dayOr(until ?? '')}`;
  }
}

function detail({ details }: AuditRow, name: string): string {
  const value = details[name];
  return typeof value === 'string' ? value : '';
}
