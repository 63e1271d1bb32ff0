import { sayDay } from '../../platform/index.ts';
import type { Actor, Faults } from '../../people/index.ts';
import type { ServedSchool } from '../district-store.ts';
import { ROSTER_COLUMNS, ROSTER_ROWS } from './read-roster.ts';
import { isIdle, type RosterFault, type RosterItem } from './roster-plan.ts';
import type { RosterImport } from './roster-service.ts';

/** Rows that a page shows; the report has them all. */
const SHOWN = 100;

/** The form that takes a list. */
export function rosterFormView(actor: Actor, schools: readonly ServedSchool[], text: string, faults: Faults) {
  const [school] = schools;
  return {
    organisation: actor.agencyName,
    columns: ROSTER_COLUMNS.join(', '),
    most: ROSTER_ROWS.toLocaleString('en-US'),
    example: [
      'given_name,family_name,rank,email,school,placed_from',
      `Lee,Park,Dep.,lee.park@agency.example,${school?.name ?? ''},${school === undefined ? '' : '2026-08-11'}`,
    ].join('\n'),
    text,
    fault: faults['list'] ?? null,
  };
}

const people = (count: number): string => (count === 1 ? '1 person' : `${count.toLocaleString('en-US')} people`);

const KINDS = {
  new: 'New account',
  member: 'Belongs to your agency already',
  invite: 'Has an account elsewhere: asked to join',
} as const;

/** What a row does, in words. */
export function itemWords(item: RosterItem): string {
  const { kind, placement } = item;
  if (isIdle(item)) return `${KINDS.member}: nothing changes`;
  if (placement === null) return KINDS[kind];
  const days = `${sayDay('en', placement.startsOn)} to ${placement.endsOn === null ? 'further notice' : sayDay('en', placement.endsOn)}`;
  if (kind === 'invite') return `${KINDS.invite}. Place the person at ${placement.schoolName} after the answer`;
  return `${KINDS[kind]}; placed at ${placement.schoolName}, ${days}`;
}

const faultRow = ({ line, column, value, message, help }: RosterFault) => ({
  line: String(line),
  column: column ?? 'the whole row',
  value,
  message,
  help,
});

/** A list that was checked, is being written, or is written. */
export function rosterView({ row, plan, leftOut }: RosterImport, actor: Actor) {
  const { items, faults, unknown } = plan;
  const count = (kind: RosterItem['kind']): number =>
    items.filter((item) => item.kind === kind && !isIdle(item)).length;
  const badLines = new Set(faults.map(({ line }) => line)).size;
  const idle = items.filter(isIdle).length;
  const written = row.done - leftOut.length;
  const placed = items.filter(({ kind, placement }) => placement !== null && kind !== 'invite').length;
  return {
    id: row.id,
    organisation: actor.agencyName,
    plan: row.planSha256,
    isChecked: row.state === 'checked',
    isRunning: row.state === 'running',
    isDone: row.state === 'done',
    total: row.total,
    done: row.done,
    confirmLabel: `Import ${people(row.total)}`,
    hasWork: row.total > 0,
    counts: [
      { label: 'New accounts', value: String(count('new')) },
      { label: 'Asked to join', value: String(count('invite')) },
      { label: 'Placed', value: String(placed) },
      { label: 'Nothing to do', value: String(idle) },
      { label: 'Rows with errors', value: String(badLines) },
    ],
    unknown: unknown.length === 0 ? null : unknown.join(', '),
    faults: faults.slice(0, SHOWN).map(faultRow),
    moreFaults:
      faults.length > SHOWN ? `${(faults.length - SHOWN).toLocaleString('en-US')} more stand in the report.` : null,
    rows: items.slice(0, SHOWN).map((item) => ({
      line: String(item.line),
      name: `${item.rank} ${item.givenName} ${item.familyName}`.trim(),
      email: item.email,
      words: itemWords(item),
    })),
    moreRows:
      items.length > SHOWN ? `${(items.length - SHOWN).toLocaleString('en-US')} more stand in the report.` : null,
    progressWords: `${row.done.toLocaleString('en-US')} of ${people(row.total)}`,
    doneWords: `${people(written)} ${written === 1 ? 'is' : 'are'} imported.`,
    leftOut: leftOut.map(({ line, email, message }) => ({ line: String(line), email, message })),
  };
}
