import { addDays } from '../../platform/index.ts';
import { SOON_DAYS } from './expiry-store.ts';
import { barParts } from './bar-parts.ts';
import type { PlacedOfficer, SchoolCoverage } from './school-coverage.ts';

/** Agencies side by side: their officers at the schools, how many are on track, due soon and overdue, and the share that is trained. */
export function agenciesView(schools: readonly SchoolCoverage[], day: string) {
  const soon = addDays(day, SOON_DAYS);
  const agencies = new Map<string, { name: string; officers: Map<string, PlacedOfficer> }>();
  for (const officer of schools.flatMap((school) => school.officers)) {
    const agency = agencies.get(officer.agencyId) ?? { name: officer.agencyName, officers: new Map() };
    agency.officers.set(officer.personId, officer);
    agencies.set(officer.agencyId, agency);
  }
  return [...agencies.values()]
    .toSorted((one, other) => one.name.localeCompare(other.name))
    .map(({ name, officers }) => {
      const all = [...officers.values()];
      const overdue = all.filter(({ standing }) => standing.overdue > 0).length;
      const due = all.filter(
        ({ standing: { overdue: late, nextDue } }) => late === 0 && nextDue !== null && nextDue <= soon,
      ).length;
      const onTrack = all.length - overdue - due;
      const trained = all.filter((one) => one.isTrained).length;
      return {
        name,
        officers: String(all.length),
        overdue: String(overdue),
        complete: `${Math.round((trained / all.length) * 100)}%`,
        bar: {
          label: `${onTrack} on track, ${due} due soon, ${overdue} overdue`,
          parts: barParts([
            { tone: '', count: onTrack },
            { tone: 's', count: due },
            { tone: 'l', count: overdue },
          ]),
        },
      };
    });
}
