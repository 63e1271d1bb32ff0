import { coverageView } from '../../../server/reports/schools/coverage-view.ts';
import { agencyNeeds, districtNeeds } from '../../../server/reports/schools/needs-view.ts';
import { schoolCoverage } from '../../../server/reports/schools/school-coverage.ts';
import { schoolView } from '../../../server/reports/schools/school-view.ts';
import { schoolsView } from '../../../server/reports/schools/schools-view.ts';
import { officerListView } from '../../../server/reports/officers/officer-list-view.ts';
import { officerView, type OfficerPage } from '../../../server/reports/officers/officer-view.ts';
import { asOfDay } from '../../../server/reports/standing/as-of.ts';
import { pairView } from '../../../server/reports/status/pair-view.ts';
import { statusView } from '../../../server/reports/status/status-view.ts';
import { NOW } from '../../support/report-rows.ts';
import { buildCertificate } from '../../support/certificate-rows.ts';
import { samplePage, type Sample } from '../sample.ts';

const NAME = 'Harlow County Sheriff’s Office';
const TODAY = asOfDay(null, NOW);
const PAST = asOfDay('2026-06-01', NOW);
const SUMS = { open: 2, waiting: 0, overdue: 0, nextDue: null };

const school = (id: string, name: string) => ({ id, name, districtName: 'Harlow County schools', lastAgencyName: NAME });
const placement = (personId: string, schoolId: string, isSelected: boolean) => ({
  placementId: personId,
  schoolId,
  personId,
  agencyId: 'agency1',
  agencyName: NAME,
  name: 'Dep. Maria Reyes',
  since: '2026-02-01',
  isSelected,
});
const schools = schoolCoverage(
  [school('s1', 'Cedar Grove Middle'), school('s2', 'Dunmore High'), school('s3', 'Wexley')],
  [placement('p1', 's1', true), placement('p2', 's2', false)],
  [
    { personId: 'p1', agencyId: 'agency1', ...SUMS },
    { personId: 'p2', agencyId: 'agency1', open: 2, waiting: 1, overdue: 1, nextDue: '2026-11-01' },
  ],
);
const counts = { claims: 1, practicals: 2, outside: 2, unselected: 1, overdue: 1, withdrawn: 1, unassigned: 3 };
const months = [
  { month: '2026-12', count: 3 },
  { month: '2027-08', count: 9 },
];
const agency = { name: NAME, scope: { kind: 'agency' as const, id: 'agency1' }, schools, months };
const district = { ...agency, name: 'Harlow County schools', scope: { kind: 'district' as const, id: 'district1' } };

const enrollment = {
  id: 'e1',
  agencyId: 'agency1',
  personId: 'p1',
  assignmentId: 'a1',
  courseId: 'c1',
  cycle: 2,
  assignedOn: '2026-01-05',
  ruleDueOn: '2026-07-01',
  dueOn: '2026-08-01',
  outcome: 'in-progress' as const,
  reasons: '[{"code":"engaged","met":false,"values":{"minutes":32,"of":40}}]',
  completedOn: null,
  expiresOn: null,
  renewalMonths: 24,
  createdAt: new Date('2026-01-05T12:00:00Z'),
  closedAt: null,
};
const names = { rank: 'Dep.', givenName: 'Maria', familyName: 'Reyes' };
const titles = { assignment: 'State training 2026', course: 'Search and seizure' };
const at = new Date('2026-03-01T18:00:00Z');
const STEPS: [string, string, string] = ['One', 'Two', 'Three'];
const claim = {
  id: 'k1',
  agencyId: 'agency1',
  personId: 'p1',
  skill: 'report-writing',
  part: 1,
  proof: 'Academy class 112.',
  state: 'pending' as const,
  decidedBy: null,
  decidedAt: null,
  note: '',
  createdAt: at,
};
const earned = { courseId: 'c1', versionId: 'v1', module: 'm1', adds: 'Writes what a principal can use', at };
const empty: OfficerPage = {
  personId: 'p1',
  person: { ...names, email: 'maria@example.org', since: at, leftAt: null },
  agencyName: NAME,
  placements: [],
  selections: [],
  enrollments: [],
  verdicts: [],
  certificates: [],
  outside: [],
  toolbox: [],
  corrections: [],
  exemptions: [],
};
const full: OfficerPage = {
  ...empty,
  person: { ...empty.person, leftAt: at },
  placements: [{ schoolId: 's1', school: 'Cedar Grove Middle', role: 'SRO', startsOn: '2026-02-01', endsOn: null }],
  selections: [
    { decision: 'selected', reason: 'Teaches well.', decidedOn: '2026-01-12', school: null, schoolId: null, years: 6, withdrawnAt: at },
  ],
  enrollments: [{ ...enrollment, ...titles, attemptId: 'attempt1' }],
  verdicts: [{ enrollmentId: 'e1', outcome: 'complete', reasons: '[]', reachedOn: '2026-03-01', at, course: titles.course }],
  certificates: [buildCertificate(), buildCertificate({ state: 'void', decision: { decision: 'void', reason: 'A mistake.' }, expiresOn: null })],
  outside: [{ title: 'Crisis intervention', provider: 'State academy', minutes: 480, completedOn: '2025-03-01', state: 'approved' }],
  toolbox: [
    {
      skill: { id: 'report-writing', title: 'Report writing', academy: STEPS, school: STEPS },
      academy: [claim, { ...claim, part: 2, state: 'approved' }, null],
      school: [earned, earned, earned],
      beyond: [earned],
    },
    { skill: { id: 'teaching', title: 'Teaching', academy: STEPS, school: STEPS }, academy: [null, null, null], school: [], beyond: [] },
  ],
  corrections: [
    {
      course: titles.course,
      kind: 'completed',
      statement: 'Completed on paper.',
      seenBy: 'Sgt. Paul Ito',
      happenedOn: '2026-03-01',
      signer: 'Lt. Ann Okafor',
      createdAt: at,
      withdrawnAt: at,
      withdrawnReason: 'The wrong officer.',
    },
  ],
  exemptions: [
    { kind: 'exemption', ground: 'light-duty', reason: 'Knee.', startsOn: '2026-02-01', endsOn: null, revokedAt: null, assignment: null },
  ],
};
const OFFICERS = { search: '', status: 'all', sort: 'name', direction: 'asc', page: 1 } as const;
const officer = {
  personId: 'p1',
  ...names,
  email: 'maria@example.org',
  standing: { personId: 'p1', agencyId: 'agency1', ...SUMS },
  placements: [{ personId: 'p1', school: 'Cedar Grove Middle', schoolId: 's1', isSelected: false }],
};
const STATUS = { on: null, assignment: '', course: '', school: '', page: 1, print: '' } as const;
const choice = [{ id: 'x1', title: 'State training 2026' }];
const status = {
  agencyName: NAME,
  rows: [{ ...enrollment, ...names, ...titles, isCorrectedLater: true, isOpen: true }],
  total: 80,
  assignments: choice,
  courses: [],
  schools: [],
};
const side = { personId: 'p1', name: 'Dep. Maria Reyes', outcome: 'complete' as const, dueOn: null, completedOn: '2026-03-01', expiresOn: null };
const pairs = [
  { ...titles, officer: side, partner: { ...side, name: 'Anne Holt', outcome: 'not-started' as const, completedOn: null } },
  { ...titles, officer: null, partner: side },
];

const page = (view: string, state: string, title: string, current: string, model: object): Sample => ({
  view: `reports/${view}`,
  state,
  model: { page: samplePage(title, current), ...model },
});
const [first, second, third] = schools;

/** Samples of the pages about schools, officers and reports. */
export const samples: readonly Sample[] = [
  page('coverage', 'an agency', 'Overview', '/overview', coverageView({ ...agency, needs: agencyNeeds(schools, counts, 2) }, '', TODAY, TODAY.day)),
  page('coverage', 'nothing to do', 'Overview', '/overview', coverageView({ ...agency, months: [], needs: [] }, '', TODAY, TODAY.day)),
  page('coverage', 'a past day', 'Overview', '/overview', coverageView({ ...agency, needs: null }, '', PAST, TODAY.day)),
  page('coverage', 'a district', 'District overview', '/district', coverageView({ ...district, needs: districtNeeds(schools, 1) }, '', TODAY, TODAY.day)),
  page('coverage', 'very many schools', 'District overview', '/district', coverageView({ ...district, schools: Array.from({ length: 301 }).flatMap(() => schools), needs: null }, '', TODAY, TODAY.day)),
  page('coverage', 'no schools', 'Overview', '/overview', coverageView({ ...agency, schools: [], needs: [] }, '', TODAY, TODAY.day)),
  page('coverage', 'a district without schools', 'District overview', '/district', coverageView({ ...district, schools: [], needs: [] }, '', TODAY, TODAY.day)),
  page('schools', 'all', 'Schools', '/overview', schoolsView({ name: NAME, isDistrict: false, schools }, { on: null, show: 'all', page: 1 }, TODAY, TODAY.day)),
  page('schools', 'none that fits', 'Schools', '/overview', schoolsView({ name: NAME, isDistrict: true, schools: [] }, { on: null, show: 'none', page: 1 }, PAST, TODAY.day)),
  ...[first, second, third].flatMap((one) =>
    one === undefined ? [] : [page('school', one.state, one.name, '/overview', schoolView(one, one.state === 'trained', TODAY, TODAY.day))],
  ),
  page('officers', 'a page of many', 'Officers', '/officers', officerListView(NAME, { rows: [officer], total: 120 }, OFFICERS)),
  page('officers', 'none', 'Officers', '/officers', officerListView(NAME, { rows: [], total: 0 }, OFFICERS)),
  page('officers', 'none found', 'Officers', '/officers', officerListView(NAME, { rows: [], total: 0 }, { ...OFFICERS, status: 'left' })),
  page('officer', 'with everything', 'Dep. Maria Reyes', '/officers', officerView(full, TODAY, NOW)),
  page('officer', 'with nothing', 'Dep. Maria Reyes', '/officers', officerView(empty, TODAY, NOW)),
  page('status', 'a past day', 'Training status', '/results', statusView(status, STATUS, PAST, TODAY.day)),
  page('status', 'to be printed', 'Training status', '/results', statusView({ ...status, total: 3000 }, { ...STATUS, print: '1' }, TODAY, TODAY.day)),
  page('status', 'nothing', 'Training status', '/results', statusView({ ...status, rows: [], total: 0 }, STATUS, TODAY, TODAY.day)),
  page('pairs', 'two', 'Pairs', '/results', pairView(NAME, { rows: pairs, total: 2 }, 1, TODAY.day)),
  page('pairs', 'none', 'Pairs', '/results', pairView(NAME, { rows: [], total: 0 }, 1, TODAY.day)),
];
