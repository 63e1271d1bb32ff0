import { attemptChanged, ATTEMPT_CHANGED, type Attempts } from '../../attempts/index.ts';
import { AppError, newId, type Platform, type Tx } from '../../platform/index.ts';
import type { GradeStore } from './grade-store.ts';
import { gradeScopesOf } from './line-item-service.ts';
import type { LinkStore } from './link-store.ts';
import { SCOPES } from './lti-names.ts';
import { countingResult, nextStamp, scoreOf } from './score.ts';

/** Type of the job that sends one grade; see `send-grade.ts`. */
export const GRADE_JOB = 'lti.grade';

/** Who comes to a place in a course by a link. */
export interface Follower {
  readonly linkId: string;
  readonly agencyId: string;
  /** Place in the course. */
  readonly registrationId: string;
  readonly personId: string;
  readonly subject: string;
}

/** What LMSs have to know: told by news of attempts, kept as rows, sent by jobs. */
export function createGradeService(
  { database, clock, jobs, outbox }: Platform,
  { grades, links, attempts }: { readonly grades: GradeStore; readonly links: LinkStore; readonly attempts: Attempts },
) {
  const send = (tx: Tx, gradeId: string): Promise<void> =>
    jobs.enqueue(tx, GRADE_JOB, { gradeId }, { key: `${GRADE_JOB}:${gradeId}` });

  /** Writes down what the LMS has to know now; says nothing where it knows it, or where nobody of an LMS is concerned. */
  async function want(tx: Tx, registrationId: string): Promise<void> {
    // Before the results are read: of two processes with news of one attempt, the later word would be lost to the earlier one.
    const grade = await grades.lockOfPlace(tx, registrationId);
    const link = grade === null ? null : await links.byId(tx, grade.linkId);
    if (grade === null || link === null || !gradeScopesOf(link).includes(SCOPES.score)) return;
    const result = countingResult(await attempts.judging.resultsOf(tx, registrationId, link.module));
    if (result === null) return;
    const wanted = JSON.stringify(scoreOf(result));
    if (wanted === grade.wanted) return;
    const stamp = nextStamp(clock.now(), grade.stamp);
    await grades.update(tx, grade.id, { wanted, stamp, state: 'waiting', tries: 0, isUnsure: false });
    await send(tx, grade.id);
  }

  outbox.on(ATTEMPT_CHANGED, 'lti', async (payload) => {
    const { registrationId } = attemptChanged.parse(payload);
    // Most attempts are nobody's of an LMS: they cost one read.
    if ((await grades.ofPlace(null, registrationId)) === null) return;
    await database.write((tx) => want(tx, registrationId));
  });

  return {
    /** Somebody has come by a link: from now on the LMS hears of it, and of what was done before. */
    async follow(tx: Tx, follower: Follower): Promise<void> {
      const { registrationId, subject, linkId } = follower;
      const known = await grades.ofPlace(tx, registrationId);
      if (known === null) {
        await grades.insert(tx, {
          id: newId(),
          ...follower,
          wanted: null,
          stamp: null,
          sent: null,
          sentAt: null,
          state: 'none',
          answer: '',
          tries: 0,
          isUnsure: false,
          busyUntil: null,
          createdAt: clock.now(),
        });
      } else if (known.subject !== subject || known.linkId !== linkId) {
        await grades.update(tx, known.id, { subject, linkId });
      }
      await want(tx, registrationId);
    },

    /** Sends what the LMS should know once more, under a new moment. Throws AppError `GRADE_NOT_FOUND` (404). */
    async resend(tx: Tx, agencyId: string, gradeId: string): Promise<void> {
      const grade = await grades.byId(tx, gradeId);
      if (grade === null || grade.agencyId !== agencyId || grade.wanted === null) {
        throw new AppError('GRADE_NOT_FOUND', 404, 'There is no such grade, or nothing to send of it yet.');
      }
      const stamp = nextStamp(clock.now(), grade.stamp);
      await grades.update(tx, gradeId, { stamp, sent: null, state: 'waiting', tries: 0, isUnsure: false });
      await send(tx, gradeId);
    },
  };
}

/** See `createGradeService`. */
export type GradeService = ReturnType<typeof createGradeService>;
