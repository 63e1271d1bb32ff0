import { expect } from 'chai';
import type { CmiRecord, DispatchAnswer, DoorEntry, LaunchAnswer } from '../../server/standards/index.ts';
import { LMS } from './dispatch-site.ts';
import { commitOf } from './launch-site.ts';
import type { LtiPlatform } from './lti-platform.ts';
import { ask, askAgain, expectAnswer, takenOnce, type Answer, type Pair } from './two-doors-ask.ts';

const CLAIM = 'https://purl.imsglobal.org/spec/lti/claim/';

/** Somebody of an LMS, with what the grade must be in the end. */
export interface Learner {
  readonly subject: string;
  /** Two have one: a desk's address. */
  readonly email: string;
  readonly link: string;
  readonly grade: number;
  /** Filled in by the walk. */
  registration: string;
}

interface CourseDoor {
  readonly platform: LtiPlatform;
  readonly target: string;
  /** Changes of the score after the first one. */
  readonly rounds: number;
}

/** Requests of one walk of a learner that count as steps. */
export const stepsOf = (rounds: number): number => 2 + 2 + rounds;

const PASSED = { 'cmi.core.lesson_status': 'passed', 'cmi.core.score.min': '0', 'cmi.core.score.max': '100' };
const scored = (raw: number): CmiRecord => ({ ...PASSED, 'cmi.core.score.raw': String(raw) });

/** Two tabs at once open the course for the first time; then one is played to its end, in many small steps. */
export async function walkFromLms(pair: Pair, door: CourseDoor, learner: Learner): Promise<void> {
  const tabs = await Promise.all([enterFromLms(pair, door, learner, 0), enterFromLms(pair, door, learner, 1)]);
  const [entry, other] = tabs;
  expect(other.registration, 'one learner has one place').to.equal(entry.registration);
  learner.registration = entry.registration;
  const { registration, mode, pass } = entry;
  const headers = { authorization: `Bearer ${pass}` };
  const body = { registration, mode, takeOver: true };
  const launch = (await expectAnswer(() => ask(`${pair.proxy.base}/launches`, { headers, body }), 201)) as LaunchAnswer;
  const first = learner.grade - door.rounds;
  const words: [string, CmiRecord][] = [
    ['one', scored(first)],
    ['two', scored(learner.grade)],
    ...Array.from({ length: door.rounds }, (_none, at): [string, CmiRecord] => ['one', scored(first + at + 1)]),
  ];
  for (const [at, [scoId, cmi]] of words.entries()) {
    const url = `${pair.proxy.base}/launches/${launch.launchId}/commits`;
    const commit = { headers: { authorization: `Bearer ${launch.token}` }, body: commitOf(at + 1, cmi, { scoId }) };
    await expectAnswer(() => ask(url, commit), 200);
    pair.step();
  }
}

/** Sign-in at one process, message at both at once; the code that it leads to likewise. */
async function enterFromLms(pair: Pair, door: CourseDoor, learner: Learner, tab: 0 | 1): Promise<DoorEntry> {
  for (;;) {
    const { fields, cookie } = await signedIn(pair, door, learner, tab);
    const form = new URLSearchParams(fields).toString();
    const headers = { cookie, 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' };
    const launched = await takenOnce(
      pair,
      (base) => ask(`${base}/lti/launch`, { headers, body: form }),
      ({ status }) => status === 302 || status === 303,
      'LTI_STATE_USED',
    );
    const [, id = '', code = ''] = /doors\/(\w+)\/play.*#c=(.+)$/.exec(launched?.headers.get('location') ?? '') ?? [];
    const entry = launched === null ? null : await redeemedOnce(pair, id, code);
    pair.step();
    // Broken off, and nobody knows at which point: the learner opens the course in the LMS again.
    if (entry !== null) return entry;
  }
}

async function signedIn(pair: Pair, { platform, target }: CourseDoor, { subject, email, link }: Learner, tab: 0 | 1) {
  const query = new URLSearchParams(platform.loginFor(target, { login_hint: subject })).toString();
  const { answer } = await askAgain(() => ask(`${pair.at(tab)}/lti/login?${query}`));
  expect(answer.status, answer.text).to.equal(302);
  const resource = { id: link, title: link };
  platform.next = { claims: { sub: subject, email, [`${CLAIM}resource_link`]: resource } };
  // Reads `next` before anything is awaited.
  const { fields } = await platform.authorize(new URL(answer.headers.get('location') ?? '').searchParams);
  return { fields, cookie: (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '' };
}

/** A code is worth an entry once; null where its answer was lost. */
async function redeemedOnce(pair: Pair, door: string, code: string): Promise<DoorEntry | null> {
  const entered = await takenOnce(
    pair,
    (base) => ask(`${base}/launches/redeem`, { body: { code, door } }),
    ({ status }) => status === 200,
    'LAUNCH_CODE_USED',
  );
  return entered === null ? null : (JSON.parse(entered.text) as DoorEntry);
}

/** A learner of a dispatch package, opened three times at once; resolves with the registration, null where no seat is left. */
export async function walkFromPackage(pair: Pair, doorId: string, learnerId: string): Promise<string | null> {
  const request = { learnerId, learnerName: 'Reyes, Maria', registration: null, mode: 'normal', told: null };
  const headers = { 'content-type': 'text/plain', origin: LMS };
  // Asked anew for each try: a process that was started again has another address.
  const send = (base: () => string) => () =>
    ask(`${base()}/dispatch/${doorId}/launch`, { headers, body: JSON.stringify(request) });
  const bases = [() => pair.at(0), () => pair.at(1), () => pair.proxy.base];
  const answers = await Promise.all(bases.map((base) => askAgain(send(base))));
  const all = answers.map(({ answer }) => answer);
  pair.step();
  const [first] = all;
  if (first === undefined) throw new Error('Nothing was asked.');
  for (const { status, code, text } of all) {
    expect(status, text).to.equal(first.status);
    if (status !== 200) expect(code, text).to.equal('DISPATCH_SEATS_USED');
  }
  if (first.status !== 200) return null;
  const entries = all.map(({ text }) => JSON.parse(text) as DispatchAnswer);
  const registrations = new Set(entries.map(({ registration }) => registration));
  expect(registrations, 'one learner has one place').to.have.property('size', 1);
  const [, code = ''] = (entries[0]?.url ?? '').split('#c=');
  await redeemedOnce(pair, doorId, code);
  return entries[0]?.registration ?? null;
}

/** The same POST under one key to both processes at once; true where the key tells what was made, false where its process died. */
export async function addOnce(pair: Pair, key: string, email: string): Promise<boolean> {
  const headers = { authorization: `Bearer ${key}`, 'idempotency-key': email };
  const body = { givenName: 'Ada', familyName: 'Moss', rank: '', email, roles: ['officer'] };
  const send = (base: string): Promise<Answer | null> => ask(`${base}/api/people`, { headers, body });
  const both = await Promise.all([send(pair.at(0)), send(pair.at(1))]);
  const { answer: last, isDoubtful } = await askAgain(() => send(pair.proxy.base));
  pair.step();
  const heard = [...both, last].filter((one) => one !== null);
  for (const one of heard) {
    if (one.status !== 201) expect(one.code, one.text).to.equal('IDEMPOTENCY_IN_PROGRESS');
  }
  const made = heard.filter(({ status }) => status === 201);
  const firsts = made.filter(({ headers: told }) => told.get('idempotency-replayed') === null);
  expect(firsts.length, 'carried out').to.be.at.most(1);
  expect(new Set(made.map(({ text }) => text)).size, 'the same words').to.be.at.most(1);
  if (!isDoubtful && !both.includes(null)) expect(last.status, last.text).to.equal(201);
  return made.length > 0;
}
