/**
 * What the parameters of paths name, the first fitting line counts: the table whose row of the other agency is put in, or
 * a word in quotes. A route with a parameter that stands in no line makes the tenancy spec fail by its name.
 */
export const PARAMETERS: readonly (readonly [RegExp, Readonly<Record<string, string>>])[] = [
  [/^\/admin\/people\/invitations\/:id/, { id: 'invitations' }],
  [/^\/admin\/people\/:id/, { id: 'people' }],
  [/^\/admin\/retention\/holds\/:id/, { id: 'legal_holds' }],
  [/^\/admin\/organisations\//, { district: 'districts', school: 'schools', person: 'people' }],
  [/^\/officers\/import\/:import/, { import: 'roster_imports' }],
  [
    /^\/officers\/:id/,
    {
      id: 'people',
      placement: 'placements',
      selection: 'selections',
      exemption: 'exemptions',
      correction: 'corrections',
    },
  ],
  [/^\/courses\/:id/, { id: 'courses' }],
  [/^\/author\/versions\/:id/, { id: 'course_versions' }],
  [/^\/author\/imports\/:name/, { name: '"0123456789abcdef"' }],
  [/^\/attempts\/:id/, { id: 'attempts' }],
  [/^\/registrations\/:id/, { id: 'registrations' }],
  [/^\/play\/:registration/, { registration: 'registrations' }],
  [/^\/launches\/:id/, { id: 'launches' }],
  [/^\/invitations\/:id/, { id: 'invitations' }],
  [/^\/assignments\/:id/, { id: 'assignments', enrollment: 'enrollments' }],
  [/^\/curricula\/:id/, { id: 'curricula' }],
  [/^\/certificates\/withdrawn\/:versionId/, { versionId: 'course_versions' }],
  [/^\/certificates\/:id/, { id: 'certificates' }],
  [/^\/outside\/:id/, { id: 'outside_trainings' }],
  [/^\/claims\/:id/, { id: 'skill_claims' }],
  [/^\/toolbox\/academy\/:id/, { id: 'skill_claims' }],
  [/^\/notices\/:id/, { id: 'notices' }],
  [/^\/schools\/:id/, { id: 'schools' }],
];

/** Routes that nobody walks, each with its reason. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  'GET /assets/:folder/:name': 'built files, the same for everybody',
  'GET /assets/:folder/:room/:name': 'built files, the same for everybody',
  'GET /reset/:token': 'the link itself is the right',
  'POST /reset/:token': 'the link itself is the right',
  'GET /verify/:code': 'public on purpose: the code stands on the certificate',
  'GET /calendar/:file': 'the address itself is the right',
  'GET /calendar/:token.ics': 'the address itself is the right',
  'GET /toolbox/:skill': 'a skill of the course source, the same for everybody',
  'POST /logout': 'ends the session that walks; names nobody',
  'POST /account/password': 'changes the own account alone',
  'POST /account/sign-out-everywhere': 'ends the session that walks; names nobody',
  'POST /login': 'makes a session; its own specs say for whom',
};

/** A rule that only the course decides about. */
const ASSIGNMENT = {
  title: 'Walls',
  what: 'course {courses}',
  audience: 'people',
  people: '{people}',
  due: 'none',
  exam: 'course',
} as const;

/** Forms that pass the checks of their own fields, so that only the wall can refuse them; `{table}` is the other agency's row. */
export const BODIES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'POST /account/agency': { agencyId: '{agencies}' },
  'POST /account': { givenName: 'Same', familyName: 'Name', rank: '', theme: 'light' },
  'POST /admin/people/:id/roles': { roles: 'officer' },
  'POST /launches': { registration: '{registrations}', mode: 'normal' },
  'POST /launches/:id/beacon': { token: 'nobody', commits: [] },
  'POST /officers/:id/placements': {
    schoolId: '{schools}',
    role: 'School resource officer',
    startsOn: '2026-01-05',
    endsOn: '',
  },
  'POST /officers/:id/placements/:placement/end': { endsOn: '2026-11-01', reason: 'Walls' },
  'POST /officers/:id/placements/:placement/start': { startsOn: '2026-11-01' },
  'POST /officers/:id/selection': {
    schoolId: '{schools}',
    yearsOfService: '3',
    record: 'None',
    interviewedOn: '2026-01-05',
    interviewedWith: 'Nobody',
    reason: 'Walls',
    decision: 'selected',
  },
  'POST /officers/:id/selection/:selection/withdraw': { reason: 'Walls' },
  'POST /admin/organisations/districts/:district/schools': { name: 'Walls' },
  'POST /admin/organisations/schools/:school/name': { name: 'Walls' },
  'POST /admin/organisations/districts/:district/directors': { givenName: 'Wall', email: 'wall@elsewhere.example' },
  'POST /officers/import/:import/confirm': { plan: 'x' },
  'POST /assignments': ASSIGNMENT,
  'POST /assignments/:id': ASSIGNMENT,
  'POST /curricula': { title: 'Walls', courses: '{courses}' },
  'POST /officers/:id/corrections': {
    kind: 'completed',
    courseId: '{courses}',
    assignmentId: '{assignments}',
    statement: 'Walls',
    seenBy: 'Nobody',
    happenedOn: '2026-01-05',
  },
  'POST /officers/:id/corrections/:correction/withdraw': { reason: 'Walls' },
  'POST /officers/:id/exemptions': {
    kind: 'waiver',
    assignmentId: '{assignments}',
    ground: 'other',
    reason: 'Walls',
    startsOn: '2026-01-05',
  },
  'POST /officers/:id/exemptions/:exemption/end': { endsOn: '2026-11-01' },
  'POST /officers/:id/exemptions/:exemption/revoke': { reason: 'Walls' },
  'POST /certificates/:id/decision': { decision: 'void', reason: 'Nothing of the sort' },
  'POST /certificates/withdrawn/:versionId': { decision: 'void', reason: 'Nothing of the sort' },
  'POST /outside/:id/decision': { decision: 'approved', note: '' },
  'POST /claims': { ids: '{skill_claims}', decision: 'approved' },
  'POST /admin/retention/rule': { months: 'ever' },
  'POST /admin/retention/holds': { email: 'zwyxmarker@station.example', reason: 'A case that is somebody else’s' },
  'POST /admin/retention/holds/:id/lift': { reason: 'Nobody of the agency decided so' },
  'POST /admin/people/:id/anonymise': { reason: 'Nobody asked for it', typed: 'Zwyxmarker Zwyxmarker' },
};
