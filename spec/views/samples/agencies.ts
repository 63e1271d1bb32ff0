import { leavingView } from '../../../server/agencies/leave-view.ts';
import { newcomerView } from '../../../server/agencies/newcomer-view.ts';
import { organisationsView } from '../../../server/agencies/organisations-view.ts';
import { placementsView } from '../../../server/agencies/placement-view.ts';
import type { RosterImport } from '../../../server/agencies/roster/roster-service.ts';
import { rosterFormView, rosterView } from '../../../server/agencies/roster/roster-view.ts';
import { selectionView } from '../../../server/agencies/selection-view.ts';
import type { Actor, StaffMember } from '../../../server/people/index.ts';
import { samplePage, type Sample } from '../sample.ts';

const AT = new Date('2026-11-23T16:42:00Z');
const ID = '01jd6w3v5w8y2m4n6p8q0r2s4t';
const OTHER = '01jd6w3v5w8y2m4n6p8q0r2s4u';
const ZONE = 'America/Chicago';
const TODAY = '2026-11-23';

const actor: Actor = {
  personId: OTHER,
  agencyId: OTHER,
  agencyName: 'Harlow County Sheriff’s Office',
  organisationType: 'agency',
  locale: 'en',
  timeZone: ZONE,
  roles: ['supervisor'],
  name: 'Ann Okafor',
  rank: 'Lt.',
  email: 'ann.okafor@harlow.example',
};

const person: StaffMember = {
  id: ID,
  name: 'Maria Reyes',
  fullName: 'Dep. Maria Reyes',
  email: 'maria.reyes@harlow.example',
  roles: ['officer'],
  leftAt: null,
};
const gone: StaffMember = { ...person, roles: [], leftAt: AT };

const district = { id: OTHER, name: 'Harlow County school district', timeZone: ZONE, state: 'TX', createdAt: AT };
const school = {
  id: ID,
  districtId: OTHER,
  name: 'Harlow High',
  createdAt: AT,
  districtName: district.name,
  keeps: true,
};
const placement = {
  id: ID,
  agencyId: OTHER,
  personId: ID,
  schoolId: ID,
  role: 'School resource officer',
  startsOn: '2025-08-11',
  endsOn: null,
  createdAt: AT,
  endedReason: null,
  updatedAt: null,
};
const placements = [
  { placement, school },
  { placement: { ...placement, id: OTHER, startsOn: '2027-01-04' }, school: { ...school, name: 'Cedar Grove' } },
  { placement: { ...placement, id: `${ID}x`, endsOn: '2026-06-01', endedReason: 'End of the year' }, school },
  { placement: { ...placement, id: `${ID}y`, endsOn: '2025-08-10', endedReason: 'Not needed' }, school },
];
const edit = { id: ID, position: 1, agencyId: OTHER, actorId: ID, subjectType: 'person', subjectId: ID, at: AT };
const edits = [
  { ...edit, action: 'placement.created', details: {}, isErased: false },
  { ...edit, action: 'placement.created', details: { school: 'Harlow High', from: '2026-01-05', until: '' }, isErased: false },
  { ...edit, action: 'placement.corrected', details: { school: 'Harlow High', from: '2026-01-06', before: '2026-01-05' }, isErased: false },
  { ...edit, actorId: null, action: 'placement.ended', details: { until: '2026-06-01', before: '', reason: 'Left' }, isErased: false },
  { ...edit, action: 'placement.ended', details: {}, isErased: true },
];
const history = { person, placements, edits, names: new Map([[ID, 'Lt. Ann Okafor']]), schools: [school], today: TODAY, isOwn: false };
const faults = {
  schoolId: 'Choose a school.',
  role: 'Write what the post is.',
  startsOn: 'Write a date as YYYY-MM-DD.',
  endsOn: 'The last day lies before the first.',
  reason: 'Write why it ends.',
};

const selection = {
  id: ID,
  agencyId: OTHER,
  personId: ID,
  schoolId: null,
  yearsOfService: 7,
  record: 'None.',
  interviewedOn: '2026-06-02',
  interviewedWith: 'Dr. Lena Ortiz, principal',
  reason: 'Knows the families, asks before she acts.',
  decision: 'selected' as const,
  decidedBy: OTHER,
  decidedOn: '2026-06-03',
  createdAt: AT,
  withdrawnAt: null,
  withdrawnBy: null,
  withdrawnReason: null,
};
const selections = [
  selection,
  { ...selection, id: OTHER, schoolId: ID, decision: 'not-selected' as const, yearsOfService: 1 },
  { ...selection, id: `${ID}x`, withdrawnAt: AT, withdrawnBy: ID, withdrawnReason: 'A complaint came up.' },
];
const chosen = { person, selections, schools: [school], names: new Map([[OTHER, 'Ann Okafor']]), today: TODAY, isOwn: false };

const item = {
  line: 2,
  givenName: 'Lee',
  familyName: 'Park',
  rank: 'Dep.',
  email: 'lee.park@harlow.example',
  roles: ['officer' as const],
  kind: 'new' as const,
  placement: { schoolId: ID, schoolName: 'Harlow High', startsOn: '2026-08-11', endsOn: null },
};
const checked: RosterImport = {
  row: {
    id: ID,
    agencyId: OTHER,
    createdBy: OTHER,
    planSha256: 'a'.repeat(64),
    plan: '',
    state: 'checked',
    total: 2,
    done: 0,
    leftOut: '[]',
    createdAt: AT,
    updatedAt: AT,
  },
  plan: {
    items: [
      item,
      { ...item, line: 3, kind: 'invite', placement: { ...item.placement, endsOn: '2027-06-01' } },
      { ...item, line: 4, kind: 'member', placement: null },
    ],
    faults: [
      { line: 5, column: 'email', value: 'lee@', message: 'This is no mail address.', help: 'Write it like name@agency.example.' },
      { line: 6, column: null, value: '', message: 'The row has 9 cells under 8 columns.', help: 'Use quotation marks.' },
    ],
    unknown: ['badge'],
  },
  leftOut: [],
};
const nothing: RosterImport = { ...checked, row: { ...checked.row, total: 0 }, plan: { items: [], faults: [], unknown: [] } };
const long: RosterImport = {
  ...checked,
  plan: {
    ...checked.plan,
    items: Array.from({ length: 120 }, () => item),
    faults: Array.from({ length: 120 }, () => ({ line: 5, column: 'email' as const, value: '', message: 'Missing.', help: 'Write it.' })),
  },
};
const running: RosterImport = { ...checked, row: { ...checked.row, state: 'running', total: 900, done: 200 } };
const done: RosterImport = {
  ...checked,
  row: { ...checked.row, state: 'done', done: 2 },
  leftOut: [{ line: 3, email: item.email, message: 'The person came into your agency meanwhile.' }],
};

const page = samplePage('Officers', '/officers');
const refused = (form: string) => ({ form, typed: {}, faults });
const kept = { district: { ...district, keeps: true }, schools: [school], directors: [{ personId: ID, email: 'k.lin@harlow.example' }] };
const served = { district: { ...district, id: ID, keeps: false }, schools: [], directors: [] };

/** Pages of the room, in each of their states. */
export const samples: Sample[] = [
  { view: 'agencies/placements', state: 'in each state', model: { page, ...placementsView(history, ZONE, null) } },
  { view: 'agencies/placements', state: 'refused', model: { page, ...placementsView(history, ZONE, refused('place')) } },
  { view: 'agencies/placements', state: 'refused end', model: { page, ...placementsView(history, ZONE, refused(`${ID}:end`)) } },
  { view: 'agencies/placements', state: 'no school', model: { page, ...placementsView({ ...history, placements: [], schools: [] }, ZONE, null) } },
  { view: 'agencies/placements', state: 'no officer', model: { page, ...placementsView({ ...history, person: { ...person, roles: ['instructor'] } }, ZONE, null) } },
  { view: 'agencies/placements', state: 'left', model: { page, ...placementsView({ ...history, person: gone }, ZONE, null) } },
  { view: 'agencies/selection', state: 'in each state', model: { page, ...selectionView(chosen, ZONE, null) } },
  { view: 'agencies/selection', state: 'own', model: { page, ...selectionView({ ...chosen, isOwn: true }, ZONE, refused('decide')) } },
  { view: 'agencies/selection', state: 'refused', model: { page, ...selectionView(chosen, ZONE, refused('decide')) } },
  { view: 'agencies/selection', state: 'none, left', model: { page, ...selectionView({ ...chosen, person: gone, selections: [] }, ZONE, null) } },
  { view: 'agencies/leave', state: 'with placements', model: { page, ...leavingView({ person, placements }, actor) } },
  { view: 'agencies/leave', state: 'without', model: { page, ...leavingView({ person, placements: [] }, actor) } },
  { view: 'agencies/leave', state: 'left', model: { page, ...leavingView({ person: gone, placements: [] }, actor) } },
  { view: 'agencies/leave', state: 'oneself', model: { page, ...leavingView({ person: { ...person, id: OTHER }, placements: [] }, actor) } },
  { view: 'agencies/organisations', state: 'kept and served', model: { page, ...organisationsView(actor, [kept, served], null) } },
  { view: 'agencies/organisations', state: 'refused', model: { page, ...organisationsView(actor, [kept], { form: `${OTHER}:school`, typed: {}, faults: { name: 'Write a name.' } }) } },
  { view: 'agencies/organisations', state: 'none', model: { page, ...organisationsView(actor, [], null) } },
  { view: 'agencies/officer-new', state: 'empty', model: { page, ...newcomerView(actor, { typed: {}, faults: {} }) } },
  { view: 'agencies/officer-new', state: 'refused', model: { page, ...newcomerView(actor, { typed: { email: 'x' }, faults: { email: 'Write a mail address.' } }) } },
  { view: 'agencies/roster-form', state: 'empty', model: { page, ...rosterFormView(actor, [school], '', {}) } },
  { view: 'agencies/roster-form', state: 'refused', model: { page, ...rosterFormView(actor, [], 'x', { list: 'There is nobody in this list.' }) } },
  { view: 'agencies/roster', state: 'checked', model: { page, ...rosterView(checked, actor) } },
  { view: 'agencies/roster', state: 'checked, nothing to do', model: { page, ...rosterView(nothing, actor) } },
  { view: 'agencies/roster', state: 'checked, long', model: { page, ...rosterView(long, actor) } },
  { view: 'agencies/roster', state: 'running', model: { page, ...rosterView(running, actor) } },
  { view: 'agencies/roster', state: 'done, one left out', model: { page, ...rosterView(done, actor) } },
];
