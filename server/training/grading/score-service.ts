import type { Attempts } from '../../attempts/index.ts';
import type { Actor } from '../../people/index.ts';
import { AppError, newId, type Platform, type Tx } from '../../platform/index.ts';
import type { VerdictService } from '../judging/verdict-service.ts';
import { emitWorkReturned } from './grading-events.ts';
import type { NewScore } from './grading-input.ts';
import type { ScoreChangeRow } from './grading-model.ts';
import { requireOthersScore, requireScorer } from './grading-policy.ts';
import type { GradingStore, ScoredAttempt } from './grading-store.ts';

const PURPOSE = 'score-change';

/** What of a changed score is signed: everything but what a withdrawal adds. */
function signedText(
  row: Omit<ScoreChangeRow, 'signature' | 'withdrawnAt' | 'withdrawnBy' | 'withdrawnReason'>,
): string {
  const { id, agencyId, personId, courseId, attemptId, score, success, reason, signedBy, signerName, createdAt } = row;
  const facts = [id, agencyId, personId, courseId, attemptId, score, success, reason, signedBy, signerName];
  return JSON.stringify([...facts, createdAt.toISOString()]);
}

/** Scores that people give by hand in place of an attempt's own: signed with a reason, withdrawn, never changed. */
export function createScoreService({
  platform: { database, clock, audit, outbox, secrets },
  store,
  marks,
  verdicts,
}: {
  readonly platform: Pick<Platform, 'database' | 'clock' | 'audit' | 'outbox' | 'secrets'>;
  readonly store: GradingStore;
  readonly marks: Attempts['marks'];
  readonly verdicts: Pick<VerdictService, 'judgePeople'>;
}) {
  async function attemptOf(tx: Tx | null, { agencyId }: Actor, attemptId: string): Promise<ScoredAttempt> {
    const found = await store.attempt(tx, { agencyId, attemptId });
    if (found === null) throw new AppError('ATTEMPT_NOT_FOUND', 404, 'There is no such attempt in your agency.');
    return found;
  }

  /** Makes the record follow, judges anew, writes it down and tells the officer. */
  async function settle(
    tx: Tx,
    { agencyId, personId: actorId }: Actor,
    { personId, courseId, attemptId }: ScoredAttempt,
    told: { readonly action: string; readonly id: string; readonly details: Record<string, unknown> },
  ): Promise<void> {
    await verdicts.judgePeople(tx, { agencyId, personIds: [personId], courseIds: [courseId] });
    const { action, id, details } = told;
    const about = { subjectType: 'person', subjectId: personId };
    await audit.record(tx, { agencyId, actorId, action, ...about, details: { attemptId, courseId, ...details } });
    await emitWorkReturned(outbox, tx, { kind: 'score', id, agencyId, personId, courseId, attemptId });
  }

  return {
    /** An attempt with the changes of its score. Throws AppError `NOT_ALLOWED` (403), `ATTEMPT_NOT_FOUND` (404). */
    async of(actor: Actor, attemptId: string): Promise<{ attempt: ScoredAttempt; changes: ScoreChangeRow[] }> {
      requireScorer(actor);
      const attempt = await attemptOf(null, actor, attemptId);
      return { attempt, changes: await store.scoreChanges(null, { agencyId: actor.agencyId, attemptId }) };
    },

    /** True while nothing of a change was altered since it was signed. */
    isGenuine: (row: ScoreChangeRow): boolean => secrets.verify(PURPOSE, signedText(row), row.signature),

    /** Gives a score by hand; an earlier one is withdrawn by it. Throws as {@link of} does, and `OWN_SCORE` (403). */
    async change(actor: Actor, attemptId: string, { score, success, reason }: NewScore): Promise<string> {
      requireScorer(actor);
      const id = newId();
      await database.write(async (tx) => {
        const attempt = await attemptOf(tx, actor, attemptId);
        requireOthersScore(actor, attempt.personId);
        const { agencyId, personId, courseId } = attempt;
        // This waits for whoever changes the same score; only then is it known which change is replaced.
        await marks.override(tx, { agencyId, attemptId }, { score, success });
        const held = (await store.scoreChanges(tx, { agencyId, attemptId })).find((one) => one.withdrawnAt === null);
        const createdAt = clock.now();
        const replaced = { withdrawnAt: createdAt, withdrawnBy: actor.personId, withdrawnReason: 'Changed again' };
        await store.withdrawScore(tx, { agencyId, attemptId }, replaced);
        const signed = { signedBy: actor.personId, signerName: `${actor.rank} ${actor.name}`.trim(), createdAt };
        const facts = { id, agencyId, personId, courseId, attemptId, score, success, reason, ...signed };
        const signature = secrets.sign(PURPOSE, signedText(facts));
        const open = { withdrawnAt: null, withdrawnBy: null, withdrawnReason: null };
        await store.addScoreChange(tx, { ...facts, signature, ...open });
        const details = {
          scoreChangeId: id,
          score,
          success,
          reason,
          before: held?.score ?? attempt.scoreScaled,
          signature,
        };
        await settle(tx, actor, attempt, { action: 'score.changed', id, details });
      });
      return id;
    },

    /** Takes it back: the attempt's own score counts again. Throws as {@link change} does, and `SCORE_NOT_CHANGED` (409). */
    async withdraw(actor: Actor, attemptId: string, reason: string): Promise<void> {
      requireScorer(actor);
      await database.write(async (tx) => {
        const attempt = await attemptOf(tx, actor, attemptId);
        requireOthersScore(actor, attempt.personId);
        const { agencyId } = attempt;
        await marks.override(tx, { agencyId, attemptId }, null);
        const values = { withdrawnAt: clock.now(), withdrawnBy: actor.personId, withdrawnReason: reason };
        if (!(await store.withdrawScore(tx, { agencyId, attemptId }, values))) {
          throw new AppError('SCORE_NOT_CHANGED', 409, 'The score of this attempt is its own already.');
        }
        const id = newId();
        await settle(tx, actor, attempt, { action: 'score.restored', id, details: { reason } });
      });
    },
  };
}

/** See `createScoreService`. */
export type ScoreService = ReturnType<typeof createScoreService>;
