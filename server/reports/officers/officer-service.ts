import { AppError, type Clock, type Database, type Tx } from '../../platform/index.ts';
import { requireRole, type Actor } from '../../people/index.ts';
import type { Training } from '../../training/index.ts';
import { grouped } from '../grouped.ts';
import { asOfDay, type AsOf } from '../standing/as-of.ts';
import type { StandingStore } from '../standing/standing-store.ts';
import type { OfficersWanted } from './officer-input.ts';
import type { OfficerFacts, OfficerListStore } from './officer-list-store.ts';
import { officerListView, type OfficerLine } from './officer-list-view.ts';
import type { OfficerStore } from './officer-store.ts';
import { officerView } from './officer-view.ts';

/** What the service reads from. */
export interface OfficerDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly list: OfficerListStore;
  readonly officers: OfficerStore;
  readonly standings: StandingStore;
  readonly training: Pick<Training, 'toolbox' | 'certificates'>;
}

/** The officers of an agency, for its supervisors and administrators. */
export function createOfficerService({ database, clock, list, officers, standings, training }: OfficerDeps) {
  const todayOf = ({ timeZone }: Actor): AsOf => asOfDay(null, { now: clock.now(), timeZone });

  /** What stands beside the names: two statements for any number of officers. */
  async function linesOf(tx: Tx, agencyId: string, rows: readonly OfficerFacts[], asOf: AsOf): Promise<OfficerLine[]> {
    const ids = rows.map(({ personId }) => personId);
    const sums = new Map((await standings.ofPeople(tx, agencyId, ids, asOf)).map((one) => [one.personId, one]));
    const placed = grouped(await list.placements(tx, agencyId, ids, asOf), ({ personId }) => personId);
    return rows.map((row) => ({
      ...row,
      standing: sums.get(row.personId) ?? null,
      placements: placed.get(row.personId) ?? [],
    }));
  }

  return {
    /** A page of officers. Throws `NOT_ALLOWED` (403). */
    list(actor: Actor, wanted: OfficersWanted) {
      requireReader(actor);
      const asOf = todayOf(actor);
      return database.read(async (tx) => {
        const { rows, total } = await list.page(tx, actor.agencyId, wanted, asOf);
        return officerListView(
          actor.agencyName,
          { rows: await linesOf(tx, actor.agencyId, rows, asOf), total },
          wanted,
        );
      });
    },

    /** All that fit, page by page; permission is decided before the first one. */
    export(actor: Actor, wanted: OfficersWanted): { day: string; rows: AsyncIterable<OfficerLine> } {
      requireReader(actor);
      const asOf = todayOf(actor);
      const rows = database.stream(async (tx, after) => {
        const page = await list.after(tx, actor.agencyId, wanted, asOf, after);
        return { rows: await linesOf(tx, actor.agencyId, page.rows, asOf), next: page.next };
      });
      return { day: asOf.day, rows };
    },

    /** One officer, also one who has left. Throws `NOT_ALLOWED` (403), `OFFICER_NOT_FOUND` (404). */
    async officer(actor: Actor, personId: string) {
      requireReader(actor);
      const place = { agencyId: actor.agencyId, personId };
      const read = await database.read(async (tx) => {
        const person = await officers.person(tx, place);
        if (person === null) throw new AppError('OFFICER_NOT_FOUND', 404, 'There is no such officer in your agency.');
        return {
          personId,
          person,
          agencyName: actor.agencyName,
          placements: await officers.placements(tx, place),
          selections: await officers.selections(tx, place),
          enrollments: await officers.enrollments(tx, place),
          verdicts: await officers.verdicts(tx, place),
          certificates: await training.certificates.ofPerson(tx, actor.agencyId, personId),
          outside: await officers.outside(tx, place),
          corrections: await officers.corrections(tx, place),
          exemptions: await officers.exemptions(tx, place),
        };
      });
      const facts = { ...read, toolbox: await training.toolbox.of(place) };
      return officerView(facts, todayOf(actor), { now: clock.now(), timeZone: actor.timeZone });
    },
  };
}

/** See `createOfficerService`. */
export type OfficerService = ReturnType<typeof createOfficerService>;

function requireReader(actor: Actor): void {
  requireRole(actor, 'supervisor', 'administrator');
}
