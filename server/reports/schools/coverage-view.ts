import { countWords } from '../time-words.ts';
import type { AsOf } from '../standing/as-of.ts';
import type { Scope } from '../standing/scope.ts';
import { agenciesView } from './agencies-view.ts';
import { asOfView, queryOf } from './as-of-view.ts';
import { groupOf } from './coverage-words.ts';
import type { MonthCount } from './expiry-store.ts';
import { monthsView } from './months-view.ts';
import type { Need } from './needs-view.ts';
import type { SchoolCoverage } from './school-coverage.ts';
import { byNeed, schoolRows, SCHOOLS_PAGE } from './school-list-view.ts';
import { waffleView } from './waffle-view.ts';

/** What an overview is made of. */
export interface OverviewFacts {
  readonly name: string;
  readonly scope: Scope;
  readonly schools: readonly SchoolCoverage[];
  readonly months: readonly MonthCount[];
  /** null for a past day: what is to be decided is decided today. */
  readonly needs: readonly Need[] | null;
}

/** View-model of the overview of an agency or district. */
export function coverageView(facts: OverviewFacts, agency: string, asOf: AsOf, today: string) {
  const { name, scope, schools: all, months, needs } = facts;
  const isDistrict = scope.kind === 'district';
  const names = [...new Set(all.map(groupOf))].sort();
  const schools = agency === '' || !isDistrict ? all : all.filter((school) => groupOf(school) === agency);
  const officers = new Set(schools.flatMap((school) => school.officers.map(({ personId }) => personId)));
  const agencies = agenciesView(schools, asOf.day);
  const counted = isDistrict ? `, ${countWords(agencies.length, 'agency', 'agencies')}` : '';
  const path = isDistrict ? '/district' : '/overview';
  return {
    title: isDistrict ? 'District overview' : 'Overview',
    line: `${name}, ${countWords(schools.length, 'school')}${counted}, ${countWords(officers.size, 'placed officer')}`,
    path,
    asOf: asOfView(asOf, today),
    todayHref: path,
    choices:
      isDistrict && names.length > 1
        ? names.map((value) => ({ value, label: value, isChosen: value === agency }))
        : null,
    isDistrict,
    isEmpty: all.length === 0,
    waffle: waffleView(schools),
    months: monthsView(months, asOf.day),
    needs: needs === null ? null : { rows: needs, isEmpty: needs.length === 0 },
    agencies: isDistrict ? agencies : null,
    schools: schoolRows(byNeed(schools).slice(0, SCHOOLS_PAGE), !isDistrict),
    schoolsHref: `/schools${queryOf(asOf, {})}`,
    schoolsLink: countWords(all.length, 'school'),
    csvHref: `/schools.csv${queryOf(asOf, {})}`,
  };
}
