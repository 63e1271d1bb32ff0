import { countWords } from '../time-words.ts';
import type { AsOf } from '../standing/as-of.ts';
import { asOfView, queryOf } from './as-of-view.ts';
import type { SchoolsWanted } from './coverage-input.ts';
import type { SchoolCoverage } from './school-coverage.ts';
import { byNeed, schoolRows, SCHOOLS_PAGE } from './school-list-view.ts';

const SHOWS: readonly { value: SchoolsWanted['show']; label: string }[] = [
  { value: 'all', label: 'All schools' },
  { value: 'none', label: 'No officer' },
  { value: 'training', label: 'Officer not ready yet' },
  { value: 'trained', label: 'Trained officer' },
  { value: 'overdue', label: 'Somebody overdue' },
];

/** View-model of the schools side by side, a page of them. */
export function schoolsView(
  facts: { readonly name: string; readonly isDistrict: boolean; readonly schools: readonly SchoolCoverage[] },
  wanted: SchoolsWanted,
  asOf: AsOf,
  today: string,
) {
  const { name, isDistrict, schools } = facts;
  const { show } = wanted;
  const shown = byNeed(schools.filter((school) => fits(school, show)));
  const pages = Math.max(1, Math.ceil(shown.length / SCHOOLS_PAGE));
  const page = Math.min(wanted.page, pages);
  const link = (to: number): string => `/schools${queryOf(asOf, { show, page: to })}`;
  return {
    line: `${name}, ${countWords(schools.length, 'school')}`,
    back: isDistrict ? '/district' : '/overview',
    asOf: asOfView(asOf, today),
    shows: SHOWS.map((one) => ({ ...one, isChosen: one.value === show })),
    rows: schoolRows(shown.slice((page - 1) * SCHOOLS_PAGE, page * SCHOOLS_PAGE), !isDistrict),
    isEmpty: shown.length === 0,
    csvHref: `/schools.csv${queryOf(asOf, { show })}`,
    pager: {
      words: `Page ${page} of ${pages}`,
      isNeeded: pages > 1,
      previous: page > 1 ? link(page - 1) : null,
      next: page < pages ? link(page + 1) : null,
    },
  };
}

/** Whether a school is among those asked for. */
export function fits({ state, officers }: SchoolCoverage, show: SchoolsWanted['show']): boolean {
  if (show === 'all') return true;
  return show === 'overdue' ? officers.some(({ standing }) => standing.overdue > 0) : state === show;
}
