import type { By } from '../../people/index.ts';
import { newId, type Tx } from '../../platform/index.ts';
import { emitPlacementChanged } from '../agency-events.ts';
import type { PlacementRow } from '../agency-model.ts';
import type { DeskParts } from '../desk-parts.ts';
import { clashOf, itemOf, type RosterFacts } from './plan-roster.ts';
import type { LeftOut, RosterItem, RosterPlacement } from './roster-plan.ts';

/** What is known of the people of some rows, in three statements. */
export async function loadFacts(
  { agencies, people }: DeskParts,
  tx: Tx | null,
  agencyId: string,
  emails: readonly string[],
): Promise<RosterFacts> {
  const known = await people.newcomers.known(tx, agencyId, emails);
  const members = [...known.values()].flatMap(({ personId, isMember }) => (isMember ? [personId] : []));
  const placements = new Map<string, PlacementRow[]>();
  for (const row of await agencies.stores.placements.everOf(tx, agencyId, members)) {
    placements.set(row.personId, [...(placements.get(row.personId) ?? []), row]);
  }
  return { known, placements };
}

/**
 * Writes some rows in a fixed number of statements, and only what was shown: a row for which something has changed since
 * is left out and told.
 */
export async function writeBatch(parts: DeskParts, tx: Tx, by: By, items: readonly RosterItem[]): Promise<LeftOut[]> {
  const { people, agencies, platform } = parts;
  const { agencyId } = by;
  const { districts, placements } = agencies.stores;
  const schools = new Set((await districts.schoolsServedBy(tx, agencyId)).map(({ id }) => id));
  await districts.lockSchools(tx, placedIn(items));
  const facts = await loadFacts(
    parts,
    tx,
    agencyId,
    items.map(({ email }) => email),
  );
  const leftOut: LeftOut[] = [];
  const isAsShown = (item: RosterItem): boolean => {
    const message = changeOf(item, facts, schools);
    if (message !== null) leftOut.push({ line: item.line, email: item.email, message });
    return message === null;
  };
  const good = items.filter(isAsShown);

  const fresh = good.filter(({ kind }) => kind === 'new');
  const ids = await people.newcomers.add(tx, by, fresh);
  const personOf = new Map(fresh.map(({ email }, at) => [email, ids[at] ?? '']));
  await people.newcomers.invite(
    tx,
    by,
    good.flatMap(({ kind, email, roles }) =>
      kind === 'invite' ? [{ personId: facts.known.get(email)?.personId ?? '', email, roles }] : [],
    ),
  );

  const now = platform.clock.now();
  const placed = good.flatMap((item) => {
    const { placement, kind, email } = item;
    if (placement === null || kind === 'invite') return [];
    const personId = personOf.get(email) ?? facts.known.get(email)?.personId ?? '';
    return [{ placement, row: rowOf(placement, agencyId, personId, now) }];
  });
  await placements.insert(
    tx,
    placed.map(({ row }) => row),
  );
  await platform.audit.recordAll(
    tx,
    placed.map(({ placement, row }) => ({
      agencyId,
      actorId: by.personId,
      action: 'placement.created',
      subjectType: 'person',
      subjectId: row.personId,
      details: { placement: row.id, school: placement.schoolName, from: row.startsOn, until: row.endsOn ?? '' },
    })),
  );
  await emitPlacementChanged(
    platform.outbox,
    tx,
    agencyId,
    placed.map(({ row }) => row.personId),
  );
  return leftOut;
}

function placedIn(items: readonly RosterItem[]): string[] {
  return items.flatMap(({ placement, kind }) => (placement === null || kind === 'invite' ? [] : [placement.schoolId]));
}

/** Why a row is not what was shown any more; null where it is. */
function changeOf(item: RosterItem, facts: RosterFacts, schools: ReadonlySet<string>): string | null {
  const { kind } = itemOf(item, facts.known.get(item.email));
  if (kind !== item.kind) return CHANGES[kind];
  if (item.placement !== null && kind !== 'invite' && !schools.has(item.placement.schoolId)) {
    return 'Your agency does not serve the school any more.';
  }
  return clashOf(item, facts)?.message ?? null;
}

const CHANGES = {
  new: 'There is no account of this address any more.',
  member: 'The person came into your agency meanwhile.',
  invite: 'Somebody made an account with this address meanwhile, or the person left your agency.',
} as const;

function rowOf(placement: RosterPlacement, agencyId: string, personId: string, createdAt: Date): PlacementRow {
  const { schoolId, startsOn, endsOn } = placement;
  const key = { id: newId(), agencyId, personId, schoolId };
  return { ...key, role: ROLE, startsOn, endsOn, createdAt, endedReason: null, updatedAt: null };
}

const ROLE = 'School resource officer';
