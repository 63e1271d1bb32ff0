import { chooseView } from '../../../server/embedding/lti/choose-view.ts';
import { gradeLogView, lmsView, newLmsView } from '../../../server/embedding/lti/lti-desk-view.ts';
import type { GradeRow, LinkRow, MemberRow } from '../../../server/embedding/lti/lti-model.ts';
import { closeStep, getStep, putStep, sendStep, windowStep } from '../../../server/embedding/lti/step-view.ts';
import { teachView } from '../../../server/embedding/lti/teach-view.ts';
import type { Actor } from '../../../server/people/index.ts';
import { samplePage, sampleSignedOutPage, type Sample } from '../sample.ts';

const AT = new Date('2026-11-23T16:42:00Z');
const ID = '01jd6w3v5w8y2m4n6p8q0r2s4t';
const OTHER = '01jd6w3v5w8y2m4n6p8q0r2s4u';
const PLAIN = 'http://training.harlow.example';
const SECURE = 'https://training.harlow.example';

const actor: Actor = {
  personId: OTHER,
  agencyId: OTHER,
  agencyName: 'Harlow County Sheriff’s Office',
  organisationType: 'agency',
  locale: 'en',
  timeZone: 'America/Chicago',
  roles: ['administrator'],
  name: 'Ann Okafor',
  rank: 'Lt.',
  email: 'ann.okafor@harlow.example',
};
const door = {
  id: ID,
  agencyId: OTHER,
  kind: 'lti' as const,
  title: 'Harlow schools',
  isEnabled: true,
  frameAncestors: '["https://lms.example"]',
  createdBy: OTHER,
  createdAt: AT,
};
const registration = {
  id: ID,
  agencyId: OTHER,
  doorId: ID,
  issuer: 'https://lms.example',
  clientId: 'client-1',
  authLoginUrl: 'https://lms.example/auth',
  tokenUrl: 'https://lms.example/token',
  jwksUrl: 'https://lms.example/jwks',
  tokenAudience: null,
  createdAt: AT,
  lastRefusal: null,
  lastCheck: null,
  deployments: ['1', '2'],
};
const link: LinkRow = {
  id: ID,
  agencyId: OTHER,
  registrationId: ID,
  keyHash: '',
  deploymentId: '1',
  resourceLinkId: 'link-1',
  title: 'First Bell',
  contextHash: '',
  contextTitle: 'School safety 2026',
  courseId: OTHER,
  module: null,
  lineItemsUrl: null,
  lineItemUrl: null,
  membershipsUrl: 'https://lms.example/members',
  scopes: '[]',
  busyUntil: null,
  updatedAt: AT,
};
const grade: GradeRow = {
  id: ID,
  agencyId: OTHER,
  linkId: ID,
  registrationId: ID,
  personId: ID,
  subject: 'u1',
  wanted: '{"activityProgress":"Completed","gradingProgress":"FullyGraded","scoreGiven":85,"scoreMaximum":100}',
  stamp: AT,
  sent: null,
  sentAt: AT,
  state: 'sent',
  answer: 'Taken (200)',
  tries: 0,
  isUnsure: false,
  busyUntil: null,
  createdAt: AT,
};
const begun = { ...grade, wanted: null, state: 'none' as const, sentAt: null };
const underWay = { ...grade, wanted: '{"activityProgress":"InProgress","gradingProgress":"NotReady"}', tries: 2, state: 'waiting' as const };
const refused = { ...grade, state: 'failed' as const, answer: 'The LMS did not take the grade: it answered 403.' };
const member: MemberRow = {
  id: ID,
  agencyId: OTHER,
  registrationId: ID,
  contextHash: '',
  subject: 'u1',
  name: 'Lena Ortiz',
  email: 'lena.ortiz@district.example',
  roles: '[]',
  isActive: true,
  fetchedAt: AT,
};
const result = { success: 'passed', completion: 'completed', scoreScaled: 0.85, scoreRaw: 85, scoreMin: 0, scoreMax: 100, progress: 1 } as const;
const whole = { door, registration, links: [link, { ...link, contextTitle: '' }], members: [member, { ...member, name: '', isActive: false }], courses: [{ id: OTHER, title: 'First Bell' }] };
const check = {
  at: AT.toISOString(),
  lines: [
    { name: 'Keys', isRight: true, words: 'The key set was fetched: 1 of 1 keys can be used.' },
    { name: 'Frames', isRight: false, words: 'This server is reached by http.' },
  ],
};
const refusal = { code: 'LTI_DEPLOYMENT_UNKNOWN', words: 'The LMS uses the tool in a place that is not connected yet.', deployment: '7', at: AT.toISOString() };
const checked = { ...registration, lastCheck: JSON.stringify(check), lastRefusal: JSON.stringify(refusal) };
const other = { ...registration, deployments: [], lastRefusal: JSON.stringify({ ...refusal, deployment: null }) };
const offers = [
  { courseId: OTHER, title: 'First Bell', modules: [{ identifier: 'one', title: 'One' }, { identifier: 'two', title: 'Two' }] },
  { courseId: ID, title: 'One module', modules: [] },
];
const choice = { ticket: 'sealed', acceptsMany: true };
const asked = { loginUrl: '/lti/login?iss=x', action: '/lti/launch', frame: '_parent', platform: 'https://lms.example/auth', key: 'sb_lti_1', state: 's', idToken: 't' };

const page = samplePage('LTI');
const bare = sampleSignedOutPage('LTI');
const refusedPage = { page: bare, message: 'The message has expired.', help: 'Open it again.', code: 'LTI_EXPIRED', spec: 'SEC 5.1.3-7', requestId: ID };

/** Pages of LTI, in each of their states. */
export const samples: Sample[] = [
  { view: 'embedding/lti-new', state: 'over https', model: { page, ...newLmsView(actor, SECURE) } },
  { view: 'embedding/lti-new', state: 'over http, with a link', model: { page, ...newLmsView(actor, PLAIN, undefined, `${PLAIN}/lti/register/x`) } },
  { view: 'embedding/lti-new', state: 'refused', model: { page, ...newLmsView(actor, SECURE, { typed: { issuer: 'x' }, faults: { title: 'Give the LMS a name.' } }) } },
  { view: 'embedding/lti-door', state: 'new', model: { page, ...lmsView(actor, SECURE, { ...whole, links: [], members: [], courses: [] }) } },
  { view: 'embedding/lti-door', state: 'checked, refused, used', model: { page, ...lmsView(actor, SECURE, { ...whole, registration: checked }) } },
  { view: 'embedding/lti-door', state: 'without deployment, shut', model: { page, ...lmsView(actor, SECURE, { ...whole, registration: other, door: { ...door, isEnabled: false } }) } },
  { view: 'embedding/lti-grades', state: 'in each state', model: { page, ...gradeLogView(actor, [grade, begun, underWay, refused].map((one) => ({ grade: one, name: 'Lena Ortiz', link: 'First Bell', lms: '' }))) } },
  { view: 'embedding/lti-grades', state: 'none', model: { page, ...gradeLogView(actor, []) } },
  { view: 'embedding/lti-refused', state: 'with all', model: refusedPage },
  { view: 'embedding/lti-refused', state: 'without help', model: { ...refusedPage, help: null, spec: '' } },
  { view: 'embedding/lti-choose', state: 'several', model: { page: bare, ...chooseView('', choice, offers) } },
  { view: 'embedding/lti-choose', state: 'none', model: { page: bare, ...chooseView('', { ...choice, acceptsMany: false }, []) } },
  { view: 'embedding/lti-teach', state: 'with people', model: { page: bare, ...teachView('', 'sealed', { link, came: [{ name: 'Lena Ortiz', result, grade }, { name: 'Al Moss', result: null, grade: begun }] }) } },
  { view: 'embedding/lti-teach', state: 'nobody', model: { page: bare, ...teachView('', 'sealed', { link: { ...link, contextTitle: '' }, came: [] }) } },
  { view: 'embedding/lti-step', state: 'put', model: { page: bare, ...putStep('https://lms.example/auth?x=1', '_parent', 'k', 's') } },
  { view: 'embedding/lti-step', state: 'get', model: { page: bare, ...getStep(asked) } },
  { view: 'embedding/lti-step', state: 'window', model: { page: bare, ...windowStep('/lti/login?iss=x') } },
  { view: 'embedding/lti-step', state: 'send', model: { page: bare, ...sendStep('https://lms.example/choices', 'jwt') } },
  { view: 'embedding/lti-step', state: 'close', model: { page: bare, ...closeStep() } },
];
