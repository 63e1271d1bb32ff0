import { dayIn, type Clock, type Database, type Tx } from '../../platform/index.ts';
import { requireRole, type Actor } from '../../people/index.ts';
import type { CoverageStore } from '../schools/coverage-store.ts';
import { asOfDay, type AsOf } from '../standing/as-of.ts';
import { scopeOf } from '../standing/scope.ts';
import type { StandingStore } from '../standing/standing-store.ts';
import type { PairStore } from './pair-store.ts';
import { pairView } from './pair-view.ts';
import type { StatusWanted } from './status-input.ts';
import type { StatusFacts, StatusStore } from './status-store.ts';
import { STATUS_PAGE, STATUS_PRINT, statusView, type StatusLine } from './status-view.ts';

/** What the service reads from. */
export interface StatusDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly status: StatusStore;
  readonly pairs: PairStore;
  readonly coverage: CoverageStore;
  readonly standings: StandingStore;
}

/** Who stood how under which assignment on a day, for supervisors and administrators. */
export function createStatusService({ database, clock, status, pairs, coverage, standings }: StatusDeps) {
  const dayOf = ({ timeZone }: Actor, on: string | null): AsOf => asOfDay(on, { now: clock.now(), timeZone });

  async function linesOf(tx: Tx, asOf: AsOf, rows: readonly StatusFacts[]): Promise<StatusLine[]> {
    const stood = new Map((await standings.standings(tx, asOf, rows)).map((one) => [one.id, one]));
    return rows.flatMap((row) => {
      const standing = stood.get(row.id);
      return standing === undefined ? [] : [{ ...row, ...standing }];
    });
  }

  return {
    /** A page of lines, or what is printed at once. Throws `NOT_ALLOWED` (403). */
    report(actor: Actor, wanted: StatusWanted) {
      requireReader(actor);
      const { agencyId, agencyName, timeZone } = actor;
      const asOf = dayOf(actor, wanted.on);
      const isPrint = wanted.print === '1';
      const slice = isPrint
        ? { limit: STATUS_PRINT, offset: 0 }
        : { limit: STATUS_PAGE, offset: (wanted.page - 1) * STATUS_PAGE };
      return database.read(async (tx) => {
        const { rows, total } = await status.page(tx, agencyId, wanted, asOf, slice);
        const schools = await coverage.schools(tx, scopeOf(actor), asOf);
        const facts = {
          agencyName,
          rows: await linesOf(tx, asOf, rows),
          total,
          ...(await status.choices(tx, agencyId)),
          schools: schools.map(({ id, name }) => ({ id, title: name })),
        };
        return statusView(facts, wanted, asOf, dayIn(timeZone, clock.now()));
      });
    },

    /** All lines, page by page; permission is decided before the first one. */
    export(actor: Actor, wanted: StatusWanted): { day: string; rows: AsyncIterable<StatusLine> } {
      requireReader(actor);
      const asOf = dayOf(actor, wanted.on);
      const rows = database.stream(async (tx, after) => {
        const page = await status.after(tx, actor.agencyId, wanted, asOf, after);
        return { rows: await linesOf(tx, asOf, page.rows), next: page.next };
      });
      return { day: asOf.day, rows };
    },

    /** Officers and their partners side by side. Throws `NOT_ALLOWED` (403). */
    pairs(actor: Actor, page: number) {
      requireReader(actor);
      const { day } = dayOf(actor, null);
      return database.read(async (tx) =>
        pairView(actor.agencyName, await pairs.page(tx, actor.agencyId, page), page, day),
      );
    },
  };
}

/** See `createStatusService`. */
export type StatusService = ReturnType<typeof createStatusService>;

function requireReader(actor: Actor): void {
  requireRole(actor, 'supervisor', 'administrator');
}
