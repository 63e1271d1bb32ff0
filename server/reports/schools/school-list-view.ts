import { fullDayWords } from '../day-words.ts';
import { COVERAGE_WORDS, groupOf } from './coverage-words.ts';
import type { CoverageState, SchoolCoverage } from './school-coverage.ts';

/** Schools of a page. */
export const SCHOOLS_PAGE = 50;
const ORDER: readonly CoverageState[] = ['none', 'training', 'trained'];

/** Those that need somebody first; within a state by name. */
export function byNeed(schools: readonly SchoolCoverage[]): SchoolCoverage[] {
  return schools.toSorted((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state));
}

/** Lines of a table of schools; names of officers are links where the reader sees more of them. */
export function schoolRows(schools: readonly SchoolCoverage[], linksOfficers: boolean) {
  return schools.map((school) => {
    const dues = school.officers
      .flatMap(({ standing }) => (standing.nextDue === null ? [] : [standing.nextDue]))
      .sort();
    const overdue = school.officers.reduce((sum, { standing }) => sum + standing.overdue, 0);
    return {
      name: school.name,
      href: `/schools/${school.id}`,
      group: groupOf(school),
      status: COVERAGE_WORDS[school.state],
      officers: school.officers.map(({ name, personId }) => ({
        name,
        href: linksOfficers ? `/officers/${personId}` : null,
      })),
      overdue: String(overdue),
      due: dues[0] === undefined ? 'None' : fullDayWords(dues[0]),
    };
  });
}
