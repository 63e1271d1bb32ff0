import type { KnownAddress } from '../../people/index.ts';
import type { PlacementRow } from '../agency-model.ts';
import type { ServedSchool } from '../district-store.ts';
import { overlap } from '../placement-policy.ts';
import { checkLine, schoolFinder, type CheckedLine } from './check-line.ts';
import type { RosterSheet } from './read-roster.ts';
import type { RosterFault, RosterItem, RosterPlan } from './roster-plan.ts';

/** What is known when a list is checked. */
export interface RosterFacts {
  /** Accounts by their address. */
  readonly known: ReadonlyMap<string, KnownAddress>;
  /** Placements of the agency's people by person. */
  readonly placements: ReadonlyMap<string, readonly PlacementRow[]>;
}

/** Rows that can be read by themselves, and what is wrong with the others; each address counts once. */
export function readLines(
  sheet: RosterSheet,
  schools: readonly ServedSchool[],
): { lines: CheckedLine[]; faults: RosterFault[] } {
  const find = schoolFinder(schools);
  const first = new Map<string, number>();
  const lines: CheckedLine[] = [];
  const faults: RosterFault[] = [];
  for (const line of sheet.lines) {
    const checked = checkLine(line, sheet.columns, find);
    if (!('email' in checked)) {
      faults.push(...checked);
      continue;
    }
    const before = first.get(checked.email);
    if (before === undefined) {
      first.set(checked.email, checked.line);
      lines.push(checked);
      continue;
    }
    const message = `The address stands on line ${before} already.`;
    faults.push({
      line: line.line,
      column: 'email',
      value: checked.email,
      message,
      help: 'Leave one of the two rows out.',
    });
  }
  return { lines, faults };
}

/** What each row would do as things stand. */
export function planRoster(lines: readonly CheckedLine[], facts: RosterFacts): Pick<RosterPlan, 'items' | 'faults'> {
  const items: RosterItem[] = [];
  const faults: RosterFault[] = [];
  for (const line of lines) {
    const item = itemOf(line, facts.known.get(line.email));
    const clash = clashOf(item, facts);
    if (clash === null) items.push(item);
    else faults.push(clash);
  }
  return { items, faults };
}

/** What a row does, by what is known of its address. */
export function itemOf(line: CheckedLine, known: KnownAddress | undefined): RosterItem {
  const kind = known === undefined ? 'new' : known.isMember ? 'member' : 'invite';
  return { ...line, kind };
}

/** Why a row cannot place somebody: no officer, or placed there already. */
export function clashOf(item: RosterItem, { known, placements }: RosterFacts): RosterFault | null {
  const { placement, email, line, kind } = item;
  const account = known.get(email);
  if (placement === null || account === undefined || kind !== 'member') return null;
  if (!account.isOfficer) {
    const message = 'This person of your agency is no officer.';
    const help = 'Leave the school out; an administrator can give the role.';
    return { line, column: 'school', value: placement.schoolName, message, help };
  }
  const before = placements.get(account.personId) ?? [];
  const other = before.find((one) => one.schoolId === placement.schoolId && overlap(one, placement));
  if (other === undefined) return null;
  const until = other.endsOn === null ? 'until further notice' : `to ${other.endsOn}`;
  const message = `Placed there from ${other.startsOn} ${until} already.`;
  const help = 'Leave the school out, or end the other placement first.';
  return { line, column: 'school', value: placement.schoolName, message, help };
}
