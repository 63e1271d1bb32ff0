import type { EnrollmentRow } from '../../../server/training/assignments/assignment-model.ts';
import { assignmentFormView, typedAssignment } from '../../../server/training/assignments/assignment-form-view.ts';
import { assignmentListView, assignmentShowView, curriculaView } from '../../../server/training/assignments/assignment-view.ts';
import { BLANK } from '../../../server/training/form-view.ts';
import { OWN_POLICY } from '../../../server/training/judging/completion-input.ts';
import { correctionsView, exemptionsView } from '../../../server/training/judging/correction-view.ts';
import type { WaitingPractical } from '../../../server/training/practicals/practical-store.ts';
import { practicalsView } from '../../../server/training/practicals/practical-view.ts';
import { buildActor } from '../../support/report-site.ts';
import { samplePage, type Sample } from '../sample.ts';

const at = new Date('2026-11-20T15:00:00Z');
const actor = buildActor({ roles: ['supervisor'] });
const assignment = {
  id: 'assignment1',
  agencyId: 'agency1',
  title: 'Yearly school training',
  courseId: 'course1',
  curriculumId: null,
  audience: JSON.stringify({ kind: 'officers' }),
  due: JSON.stringify({ kind: 'on', day: '2026-11-30' }),
  policy: JSON.stringify({ ...OWN_POLICY, exam: { rule: 'required', passMark: 0.8, retests: 1 }, engagedMinutes: 40 }),
  renewalMonths: 12,
  countsFrom: null,
  createdBy: 'person9',
  createdAt: at,
  endedAt: null,
};
const enrollment: EnrollmentRow = {
  id: 'enrollment1',
  agencyId: 'agency1',
  assignmentId: 'assignment1',
  personId: 'person1',
  courseId: 'course1',
  cycle: 1,
  position: 1,
  pairedWith: null,
  assignedOn: '2026-10-01',
  ruleDueOn: '2026-11-01',
  dueOn: '2026-11-01',
  countsFrom: null,
  outcome: 'not-met',
  reasons: JSON.stringify([{ code: 'exam', met: false, values: { score: 70, of: 80 } }]),
  verdictId: null,
  attemptId: null,
  completedOn: null,
  expiresOn: null,
  createdAt: at,
  updatedAt: at,
  closedAt: null,
};
const done: EnrollmentRow = { ...enrollment, outcome: 'complete', completedOn: '2026-11-02', expiresOn: '2027-11-02', pairedWith: 'person1' };
const shown = {
  assignment,
  curriculum: null,
  enrollments: [enrollment, { ...done, personId: 'person2' }, { ...enrollment, personId: 'person3', closedAt: at }],
  names: new Map([['person1', 'Dep. Maria Reyes']]),
  titles: new Map([['course1', 'Talking with students']]),
  today: '2026-11-27',
};
const person = (personId: string, roles: string[]) => ({ personId, name: `Dep. ${personId}`, roles, schoolIds: [], placedOn: null });
const curriculum = { id: 'curriculum1', agencyId: 'agency1', title: 'Basic', courseIds: '["course1","course2"]', createdAt: at, endedAt: null };
const choices = {
  courses: [{ id: 'course1', title: 'Talking with students' }],
  curricula: [curriculum],
  schools: [{ id: 'school1', name: 'Harlow High' }],
  people: [person('person1', ['officer']), person('person2', ['partner'])],
};
const nothing = { courses: [], curricula: [], schools: [], people: [] };
const counts = [{ assignmentId: 'assignment1', outcome: 'in-progress', people: 3, overdue: 1 }];
const about = { personId: 'person1', name: 'Dep. Maria Reyes', standings: [], courses: choices.courses };
const correction = {
  id: 'correction1',
  agencyId: 'agency1',
  personId: 'person1',
  courseId: 'course1',
  assignmentId: null,
  kind: 'completed' as const,
  statement: 'Paper test in the station.',
  seenBy: 'Sgt. Ruiz',
  happenedOn: '2026-11-10',
  score: 0.9,
  engagedMs: null,
  signedBy: 'person9',
  signerName: 'Lt. Moss',
  signature: 'x',
  createdAt: at,
  withdrawnAt: null,
  withdrawnBy: null,
  withdrawnReason: null,
};
const exemption = {
  id: 'exemption1',
  agencyId: 'agency1',
  personId: 'person1',
  assignmentId: null,
  kind: 'exemption' as const,
  ground: 'deployment' as const,
  reason: 'National Guard.',
  startsOn: '2026-11-01',
  endsOn: null,
  grantedBy: 'person9',
  createdAt: at,
  revokedAt: null,
  revokedBy: null,
  revokedReason: null,
};
const practical: WaitingPractical = {
  ...enrollment,
  outcome: 'in-progress',
  reasons: JSON.stringify([
    { code: 'parts', met: true, values: { done: 2, of: 2 } },
    { code: 'practical-open', met: false, values: { by: 'either' } },
  ]),
  rank: 'Dep.',
  givenName: 'Maria',
  familyName: 'Reyes',
  courseTitle: 'Talking with students',
  assignmentTitle: 'Yearly school training',
  policy: JSON.stringify({ ...OWN_POLICY, practical: 'either' }),
};
const NOT_SENT = { id: null, typed: {}, faults: {} };
const page = samplePage('Assignments', '/assignments');
const faults = { title: 'Write a title.', people: 'Choose at least one person.', pairs: 'Choose at least one pair.', audience: 'Choose.' };

/** Pages of assignments and of what is entered by hand. */
export const samples: Sample[] = [
  {
    view: 'training/assignments',
    state: 'running and ended',
    model: { page, ...assignmentListView(actor, { rows: [assignment, { ...assignment, endedAt: at }], counts, titles: shown.titles }) },
  },
  { view: 'training/assignments', state: 'none', model: { page, ...assignmentListView(actor, { rows: [], counts: [], titles: new Map() }) } },
  { view: 'training/assignment', state: 'people in every state', model: { page, ...assignmentShowView(shown, actor) } },
  {
    view: 'training/assignment',
    state: 'ended, nobody',
    model: { page, ...assignmentShowView({ ...shown, assignment: { ...assignment, endedAt: at }, enrollments: [] }, actor) },
  },
  { view: 'training/assignment-form', state: 'new', model: { page, ...assignmentFormView(actor, choices, BLANK, { id: null, preview: null }) } },
  {
    view: 'training/assignment-form',
    state: 'a change with a preview',
    model: {
      page,
      ...assignmentFormView(actor, choices, typedAssignment(assignment), {
        id: 'assignment1',
        preview: choices.people.map((one) => ({ person: one, pairedWith: null })),
      }),
    },
  },
  {
    view: 'training/assignment-form',
    state: 'faults and nothing to choose',
    model: { page, ...assignmentFormView(actor, nothing, { typed: { audience: 'pairs' }, faults }, { id: null, preview: null }) },
  },
  {
    view: 'training/curricula',
    state: 'one',
    model: { page, ...curriculaView({ rows: [{ ...curriculum, titles: ['Talking with students', 'First bell'] }], offered: choices.courses }, BLANK) },
  },
  {
    view: 'training/curricula',
    state: 'none, with faults',
    model: { page, ...curriculaView({ rows: [], offered: [] }, { typed: {}, faults: { title: 'Write a title.', courses: 'Choose two courses.' } }) },
  },
  {
    view: 'training/corrections',
    state: 'signed, withdrawn and forged',
    model: {
      page,
      ...correctionsView(
        actor,
        about,
        [
          { ...correction, isGenuine: true },
          { ...correction, isGenuine: false, withdrawnAt: at, withdrawnReason: 'Another officer was meant.' },
        ],
        BLANK,
      ),
    },
  },
  { view: 'training/corrections', state: 'none', model: { page, ...correctionsView(actor, about, [], { typed: {}, faults: { seenBy: 'Write who saw it.' } }) } },
  {
    view: 'training/exemptions',
    state: 'running and revoked',
    model: { page, ...exemptionsView(actor, about, [exemption, { ...exemption, endsOn: '2026-12-01', revokedAt: at, revokedReason: 'Not deployed.' }], BLANK) },
  },
  {
    view: 'training/corrections',
    state: "one's own record",
    model: { page, ...correctionsView(actor, { ...about, personId: actor.personId }, [], BLANK) },
  },
  ...(['en', 'es'] as const).map((locale) => ({
    view: 'training/practicals',
    state: `some wait, one was refused (${locale})`,
    model: { page, ...practicalsView({ ...actor, locale }, [practical, { ...practical, id: 'enrollment2', rank: '', dueOn: null }], { id: 'enrollment2', typed: {}, faults: { statement: 'Write what you saw.' } }, at) },
  })),
  { view: 'training/practicals', state: 'nothing waits', model: { page, ...practicalsView(actor, [], NOT_SENT, at) } },
  { view: 'training/exemptions', state: 'none', model: { page, ...exemptionsView(actor, about, [], BLANK) } },
];
