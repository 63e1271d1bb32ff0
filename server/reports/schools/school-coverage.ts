import { isTrained, type PersonStanding } from '../standing/person-standing.ts';
import type { PlacementFacts, SchoolFacts } from './coverage-store.ts';

/** What a school has: an officer who counts as trained, one who does not yet, or none. */
export type CoverageState = 'trained' | 'training' | 'none';

/** An officer at a school, and what is still missing. */
export interface PlacedOfficer extends PlacementFacts {
  readonly standing: PersonStanding;
  readonly isTrained: boolean;
  /** Trained and selected. */
  readonly isCounted: boolean;
}

/** A school with the officers who are placed there. */
export interface SchoolCoverage extends SchoolFacts {
  readonly state: CoverageState;
  readonly officers: readonly PlacedOfficer[];
}

/** Puts schools, placements and standings of one day together; a placement counts only with both training and selection. */
export function schoolCoverage(
  schools: readonly SchoolFacts[],
  placements: readonly PlacementFacts[],
  standings: readonly PersonStanding[],
): SchoolCoverage[] {
  const known = new Map(standings.map((one) => [`${one.agencyId} ${one.personId}`, one]));
  const placed = new Map<string, PlacedOfficer[]>();
  for (const one of placements) {
    const { agencyId, personId, isSelected, schoolId } = one;
    const nothing = { agencyId, personId, open: 0, waiting: 0, overdue: 0, nextDue: null };
    const standing = known.get(`${agencyId} ${personId}`) ?? nothing;
    const trained = isTrained(standing);
    const officer = { ...one, standing, isTrained: trained, isCounted: trained && isSelected };
    const there = placed.get(schoolId);
    if (there === undefined) placed.set(schoolId, [officer]);
    else there.push(officer);
  }
  return schools.map((school) => {
    const officers = placed.get(school.id) ?? [];
    return { ...school, officers, state: stateOf(officers) };
  });
}

function stateOf(officers: readonly PlacedOfficer[]): CoverageState {
  if (officers.length === 0) return 'none';
  return officers.some(({ isCounted }) => isCounted) ? 'trained' : 'training';
}
