import { AppError, dayIn, type Clock, type Database, type Tx } from '../../platform/index.ts';
import { hasRole, requireRole, type Actor } from '../../people/index.ts';
import { asOfDay, type AsOf } from '../standing/as-of.ts';
import { scopeOf } from '../standing/scope.ts';
import type { StandingStore } from '../standing/standing-store.ts';
import type { OverviewWanted, SchoolsWanted } from './coverage-input.ts';
import type { CoverageStore } from './coverage-store.ts';
import { coverageView } from './coverage-view.ts';
import type { ExpiryStore } from './expiry-store.ts';
import { endOfMonths } from './months-view.ts';
import type { NeedCounts, NeedsStore } from './needs-store.ts';
import { agencyNeeds, districtNeeds } from './needs-view.ts';
import { schoolCoverage, type SchoolCoverage } from './school-coverage.ts';
import { byNeed } from './school-list-view.ts';
import { fits, schoolsView } from './schools-view.ts';
import { schoolView } from './school-view.ts';

/** What the service reads from. */
export interface CoverageDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly coverage: CoverageStore;
  readonly standings: StandingStore;
  readonly expiry: ExpiryStore;
  readonly needs: NeedsStore;
}

const isDistrict = (actor: Actor): boolean => scopeOf(actor).kind === 'district';

/** Which schools have a trained officer: for an agency its schools, for a district all of its own, seen by placement only. */
export function createCoverageService({ database, clock, coverage, standings, expiry, needs }: CoverageDeps) {
  const dayOf = ({ timeZone }: Actor, on: string | null): AsOf => asOfDay(on, { now: clock.now(), timeZone });
  const todayOf = ({ timeZone }: Actor): string => dayIn(timeZone, clock.now());

  async function schoolsOf(tx: Tx, actor: Actor, asOf: AsOf): Promise<SchoolCoverage[]> {
    const scope = scopeOf(actor);
    const schools = await coverage.schools(tx, scope, asOf);
    const placements = await coverage.placements(tx, scope, asOf);
    return schoolCoverage(schools, placements, await standings.ofPlaced(tx, scope, asOf));
  }

  return {
    /** The picture, what needs somebody, and what expires. Throws `NOT_ALLOWED` (403). */
    overview(actor: Actor, kind: 'agency' | 'district', { on, agency }: OverviewWanted) {
      if (kind === 'agency') requireRole(actor, 'supervisor', 'administrator');
      else requireRole(actor, 'director');
      const scope = scopeOf(actor);
      const asOf = dayOf(actor, on);
      return database.read(async (tx) => {
        const schools = await schoolsOf(tx, actor, asOf);
        const { months, people: expiring } = await expiry.ahead(tx, scope, asOf, endOfMonths(asOf.day));
        const counts =
          asOf.isToday && kind === 'agency' ? await needs.ofAgency(tx, scope.id, actor.personId, asOf) : null;
        const all =
          counts === null ? districtNeeds(schools, expiring) : agencyNeeds(schools, signable(actor, counts), expiring);
        const facts = { name: actor.agencyName, scope, schools, months, needs: asOf.isToday ? all : null };
        return coverageView(facts, agency, asOf, todayOf(actor));
      });
    },

    /** Schools side by side. Throws `NOT_ALLOWED` (403). */
    schools(actor: Actor, wanted: SchoolsWanted) {
      requireReader(actor);
      const asOf = dayOf(actor, wanted.on);
      return database.read(async (tx) => {
        const schools = await schoolsOf(tx, actor, asOf);
        const facts = { name: actor.agencyName, isDistrict: isDistrict(actor), schools };
        return schoolsView(facts, wanted, asOf, todayOf(actor));
      });
    },

    /** The same for a spreadsheet. */
    schoolsExport(actor: Actor, { on, show }: SchoolsWanted): Promise<{ day: string; schools: SchoolCoverage[] }> {
      requireReader(actor);
      const asOf = dayOf(actor, on);
      return database.read(async (tx) => {
        const schools = await schoolsOf(tx, actor, asOf);
        return { day: asOf.day, schools: byNeed(schools.filter((school) => fits(school, show))) };
      });
    },

    /** One school. Throws `NOT_ALLOWED` (403), `SCHOOL_NOT_FOUND` (404) for one that the actor has nobody at. */
    school(actor: Actor, schoolId: string, on: string | null) {
      requireReader(actor);
      const scope = scopeOf(actor);
      const asOf = dayOf(actor, on);
      return database.read(async (tx) => {
        const school = await coverage.school(tx, scope, asOf, schoolId);
        if (school === null) throw new AppError('SCHOOL_NOT_FOUND', 404, 'There is no such school among yours.');
        const placements = await coverage.placements(tx, scope, asOf, schoolId);
        const sums = await standings.atSchool(tx, scope, asOf, schoolId);
        const [found] = schoolCoverage([school], placements, sums);
        return schoolView(found ?? { ...school, officers: [], state: 'none' }, isDistrict(actor), asOf, todayOf(actor));
      });
    },
  };
}

/** See `createCoverageService`. */
export type CoverageService = ReturnType<typeof createCoverageService>;

function requireReader(actor: Actor): void {
  requireRole(actor, 'supervisor', 'administrator', 'director');
}

/** Who signs no practical part is not sent to its page. */
function signable(actor: Actor, counts: NeedCounts): NeedCounts {
  return hasRole(actor, 'supervisor') ? counts : { ...counts, practicals: 0 };
}
