import { AppError, together, type Clock, type Database, type Outbox, type Tx } from '../platform/index.ts';
import { belowZero } from './accept-commits.ts';
import { appendEntry } from './append-entry.ts';
import { emitAttemptsChanged, newsOf } from './attempt-events.ts';
import { nothingTouched } from './attempt-picture.ts';
import { appendCommits, lastTurn, saveAttempts, saveTouched } from './batch-store.ts';
import { gradeItem, overrideItem, type CommitItem } from './commit-item.ts';
import { isErased } from './erase-record.ts';
import { loadPictures, type LoadVersion } from './load-pictures.ts';
import { attemptNotFound } from './record-policy.ts';
import type { Tables } from './record-tables.ts';
import { lockStandings, settleStandings, standingOf } from './standing-store.ts';

/** Which attempt of which agency. */
export interface MarkedAttempt {
  readonly agencyId: string;
  readonly attemptId: string;
}

/** Points that somebody gave for one piece of work. */
export interface GivenMark {
  /** Activity of the part. */
  readonly part: string;
  readonly block: string;
  readonly points: number;
  readonly most: number;
}

/** What the service needs. */
export interface MarkDependencies {
  readonly database: Database;
  readonly tables: Tables;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly loadVersion: LoadVersion;
}

/**
 * What people say of an attempt by hand: new facts beside the commits, in the same chain, so that the record can be made again
 * from it. All that hangs on the record is told as of any other change. Permission is the caller's.
 */
export function createMarkService({ database, tables, clock, outbox, loadVersion }: MarkDependencies) {
  async function append(
    tx: Tx,
    { agencyId, attemptId }: MarkedAttempt,
    itemFor: (launchId: string, at: Date) => CommitItem,
  ): Promise<void> {
    const [attempt] = await tables.plain.attempts.find(tx, ['id'], [[attemptId]], { lock: true });
    if (attempt === undefined || attempt.agencyId !== agencyId) throw attemptNotFound();
    // What is left of it is how it came out: nothing can be rolled up anew.
    if (await isErased(tables, tx, [attemptId])) {
      const help = 'The result that the attempt came to stays as it is.';
      throw new AppError('RECORD_ERASED', 409, 'What was written in this attempt was erased.', { help });
    }
    const launches = await tables.plain.launches.find(tx, ['attemptId'], [[attemptId]], { order: ['number'] });
    const launch = launches.findLast(({ mode }) => mode === 'normal');
    if (launch === undefined) {
      throw new AppError('NOTHING_TO_GRADE', 409, 'Nothing of this attempt counts: it was only looked at.');
    }
    const touched = nothingTouched();
    const wanted = [{ attempt, launch }];
    const [picture] = (await loadPictures(tables, tx, wanted, [launch.id], touched, loadVersion)).values();
    if (picture === undefined) throw new Error(`No picture of ${attemptId}`);
    const [news, stood] = [newsOf(picture), standingOf(attempt)];
    const place = { seq: belowZero(attempt), turn: (await lastTurn(tables, tx)) + 1, receivedAt: clock.now() };
    const { row } = appendEntry(picture, launch, itemFor(launch.id, place.receivedAt), place);
    const moved = stood === standingOf(attempt) ? [] : [attempt.registrationId];
    await together(tx, [
      async () => (moved.length === 0 ? undefined : lockStandings(database, tables, tx, moved)),
      () => appendCommits(tables, tx, [row]),
      () => saveAttempts(tables, tx, [attempt], [], touched.engines),
      () => saveTouched(tables, tx, touched),
      async () => (news === newsOf(picture) ? undefined : emitAttemptsChanged(outbox, tx, [attempt])),
    ]);
    await settleStandings(database, tx, moved);
  }

  return {
    /** Points for a piece of work; given again they take the place of those before. Throws AppError `ATTEMPT_NOT_FOUND` (404), `RECORD_ERASED` (409). */
    mark: (tx: Tx, attempt: MarkedAttempt, { part, block, points, most }: GivenMark): Promise<void> =>
      append(tx, attempt, (launchId, at) => {
        const share = most === 0 ? 0 : points / most;
        const mark = {
          kind: 'mark',
          block,
          number: 1,
          response: `${points}/${most}`,
          result: 'neutral',
          share,
        } as const;
        return gradeItem({ launchId, tokenHash: '' }, part, mark, at);
      }),

    /**
     * A score (0-1) in place of the attempt's own, whatever is saved later; null takes it back. Throws AppError
     * `ATTEMPT_NOT_FOUND` (404), `RECORD_ERASED` (409).
     */
    override: (
      tx: Tx,
      attempt: MarkedAttempt,
      given: { readonly score: number; readonly success: 'passed' | 'failed' | null } | null,
    ): Promise<void> =>
      append(tx, attempt, (launchId, at) => {
        const { score, success } = given ?? { score: null, success: null };
        return overrideItem({ launchId, tokenHash: '' }, { kind: 'override', score, success }, at);
      }),
  };
}
