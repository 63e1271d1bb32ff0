import { z } from 'zod';
import { AppError, type Platform, type Tx } from '../../platform/index.ts';
import type { CallPlatform } from './call-service.ts';
import { GRADE_JOB } from './grade-service.ts';
import type { GradeStore } from './grade-store.ts';
import { gradeScopesOf, type LineItems } from './line-item-service.ts';
import type { LinkStore } from './link-store.ts';
import type { GradeRow } from './lti-model.ts';
import { platformFault, waitOf } from './platform-answer.ts';
import type { RegistrationStore } from './registration-store.ts';
import { nextStamp, scoresUrl } from './score.ts';

/** Long enough for a token, a line item and a score that are all slow. */
const LEASE_MS = 120_000;
const SOON_MS = 5_000;
const FIRST_WAIT_MS = 15_000;
const LONGEST_WAIT_MS = 6 * 3_600_000;
/** About a day. */
const MOST_TRIES = 14;
/** An LMS that says “no” is asked less often than one that says “not now”. */
const MOST_REFUSALS = 4;
const SCORE = 'application/vnd.ims.lis.v1.score+json';

const payloadInput = z.object({ gradeId: z.string() });

interface Parts {
  readonly grades: GradeStore;
  readonly links: LinkStore;
  readonly registrations: RegistrationStore;
  readonly lineItems: LineItems;
  readonly call: CallPlatform;
}

/** What became of one try. */
type Outcome = { readonly taken: string } | { readonly fault: AppError };

/** The job that tells an LMS one grade (AGS 3.4): one process at a time, newest word only, in rising moments, until it is taken. */
export function registerGradeJob({ database, clock, jobs }: Platform, parts: Parts): void {
  const { grades, links, registrations, lineItems, call } = parts;
  const at = (ms: number): Date => new Date(clock.now().getTime() + ms);

  const later = (tx: Tx, gradeId: string, ms: number): Promise<void> =>
    jobs.enqueue(tx, GRADE_JOB, { gradeId }, { key: `${GRADE_JOB}:${gradeId}`, runAt: at(ms) });

  async function post(grade: GradeRow): Promise<Outcome | 'busy'> {
    const link = await links.byId(null, grade.linkId);
    const registration = link === null ? null : await registrations.byId(null, link.registrationId);
    if (link === null || registration === null) throw new Error('A grade has lost its link.');
    const url = link.lineItemUrl ?? (await lineItems.ensure(registration, link.id));
    if (url === null) return 'busy';
    const body = JSON.stringify({
      ...z.record(z.string(), z.unknown()).parse(JSON.parse(grade.wanted ?? '{}')),
      userId: grade.subject,
      timestamp: grade.stamp?.toISOString(),
    });
    const headers = { 'content-type': SCORE };
    const answer = await call(registration, gradeScopesOf(link), scoresUrl(url), { method: 'POST', headers, body });
    if (answer.status >= 200 && answer.status < 300) return { taken: `Taken (${answer.status})` };
    // A second try of the same moment: the first had arrived, only its answer had not.
    if (answer.status === 409 && grade.isUnsure) return { taken: 'Taken before (409)' };
    if (answer.status === 404 && link.lineItemsUrl !== null) await lineItems.forget(link.id);
    return { fault: platformFault('did not take the grade', answer) };
  }

  /** What a fault makes of the row, and how long the next try waits; null: there is none. */
  function afterFault(grade: GradeRow, fault: AppError): { values: Partial<GradeRow>; wait: number | null } {
    const status = Number(fault.details?.['status'] ?? 0);
    const tries = grade.tries + 1;
    const isRefusal = status >= 400 && status < 500 && ![404, 408, 409, 425, 429].includes(status);
    const values = { tries, answer: fault.message, isUnsure: status === 0 || status >= 500 };
    if (tries >= (isRefusal ? MOST_REFUSALS : MOST_TRIES))
      return { values: { ...values, state: 'failed' }, wait: null };
    const backoff = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1)) * (0.8 + Math.random() * 0.4);
    // 409: the LMS has seen a later moment than ours.
    const stamp = status === 409 ? { stamp: nextStamp(clock.now(), grade.stamp) } : {};
    return { values: { ...values, ...stamp }, wait: Math.max(waitOf(fault, clock.now()) ?? 0, backoff) };
  }

  /** Writes down how a try ended. Where there is a newer word meanwhile, its own job is waiting and goes on. */
  async function settle(grade: GradeRow, outcome: Outcome): Promise<void> {
    const isTaken = 'taken' in outcome;
    const after = isTaken ? null : afterFault(grade, outcome.fault);
    await database.write(async (tx) => {
      // Locked: a newer word written between this look and the update would count as sent.
      const isNewest = (await grades.lock(tx, grade.id))?.stamp?.getTime() === grade.stamp?.getTime();
      const told = isTaken ? { sent: grade.wanted, sentAt: clock.now(), answer: outcome.taken } : {};
      const done = isTaken ? { state: 'sent' as const, tries: 0, isUnsure: false } : after?.values;
      await grades.update(tx, grade.id, { busyUntil: null, ...told, ...(isNewest && done) });
      if (isNewest && typeof after?.wait === 'number') await later(tx, grade.id, after.wait);
    });
  }

  const send = async (payload: unknown): Promise<void> => {
    const { gradeId } = payloadInput.parse(payload);
    const isMine = await database.write(async (tx) => {
      const isFree = await grades.lease(tx, gradeId, clock.now(), at(LEASE_MS));
      if (!isFree) await later(tx, gradeId, SOON_MS);
      return isFree;
    });
    const grade = isMine ? await grades.byId(null, gradeId) : null;
    if (grade === null) return;
    const outcome = grade.wanted === null || grade.state !== 'waiting' ? 'nothing' : await post(grade).catch(faultOf);
    if (typeof outcome !== 'string') return settle(grade, outcome);
    await database.write(async (tx) => {
      await grades.update(tx, gradeId, { busyUntil: null });
      if (outcome === 'busy') await later(tx, gradeId, SOON_MS);
    });
  };
  // A slow platform keeps no judging and no mail waiting.
  jobs.on(GRADE_JOB, send, { lane: 'outgoing' });
}

function faultOf(error: unknown): Outcome {
  if (error instanceof AppError) return { fault: error };
  throw error;
}
