import type { Clock, Database, Outbox, Platform } from '../platform/index.ts';
import { AppError, sha256Hex } from '../platform/index.ts';
import type {
  AcceptedRule,
  AnswerVerdict,
  AnswerRequest,
  CommitAnswer,
  CommitRequest,
  DrawVerdict,
  DrawRequest,
  EndRequest,
} from '../standards/index.ts';
import { commitPayload } from '../standards/index.ts';
import { acceptCommits, type AnyItem } from './accept-commits.ts';
import { refusalError } from './refusal-error.ts';
import type { Bearer, CommitVerdict } from './commit-item.ts';
import { commitItem, endItem } from './commit-item.ts';
import { readEngineState } from './commit-payload.ts';
import type { CourseSource } from './course-source.ts';
import type { Told } from './grade-answer.ts';
import type { Tables } from './record-tables.ts';

export interface CommitServiceDependencies {
  readonly database: Database;
  readonly tables: Tables;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly courses: CourseSource;
  readonly log: Pick<Platform['log'], 'info' | 'warn'>;
}

/** Commits that one transaction takes at most. */
const MOST_IN_BATCH = 64;

/** The way of commits into the record: all that wait share one transaction, each is answered once it is durable. */
export function createCommitService(dependencies: CommitServiceDependencies) {
  const { database, tables, clock, outbox, courses, log } = dependencies;
  const append = database.merged<AnyItem, CommitVerdict>(
    (items, tx) =>
      acceptCommits(
        {
          database,
          tables,
          clock,
          outbox,
          loadVersion: (at, versionId) => courses.loadVersion(at, versionId),
          onProjected: ({ attempt }, item, { rejected, hasDisagreed, isOverruled }) => {
            const place = { attemptId: attempt.id, launchId: item.bearer.launchId, scoId: item.scoId, seq: item.seq };
            // Elements and errors only: what a learner wrote stays out of the log.
            const elements = rejected.slice(0, 20).map(({ element, error }) => ({ element, error }));
            if (rejected.length > 0) log.warn({ ...place, elements }, 'elements of a commit were set aside');
            if (isOverruled) log.info(place, 'the SCO told another result than the server graded');
            if (hasDisagreed) log.info(place, 'the roll-up of the browser differs from the record');
          },
        },
        items,
        tx,
      ),
    { most: MOST_IN_BATCH, priority: 'commit' },
  );

  return {
    /**
     * Stores a commit. Throws AppError `COMMIT_HASH`, `COMMIT_ENGINE_STATE`, `COMMIT_UNKNOWN_ACTIVITY` (422),
     * `LAUNCH_TOKEN_UNKNOWN`, `LAUNCH_TOKEN_EXPIRED` (401), `LAUNCH_SUPERSEDED`, `SEQ_REUSED` (409, kept among the strays).
     */
    async commit(bearer: Bearer, request: CommitRequest): Promise<CommitAnswer> {
      const sent = checkPayload(request);
      return answerOf(await append(commitItem(bearer, request, sent)));
    },

    /** Ends a launch and gives the lease back; once more changes nothing. Throws as {@link commit} does for tokens. */
    async end(bearer: Bearer, { reason }: EndRequest): Promise<CommitAnswer> {
      return answerOf(await append(endItem(bearer, reason, clock.now())));
    },

    /** Judges the rule of a launch by the time that was spent in it; nothing happens where it is not met, or has none. */
    async judgeRule(bearer: Bearer): Promise<void> {
      await append({ bearer, seq: null, considers: 'rule' });
    },

    /** Judges an attempt by a rule that was accepted after it; `launchId` is its last launch, `pages` the number of its bookmarks. */
    async judgeEarlier(launchId: string, rule: AcceptedRule, pages: number): Promise<void> {
      await append({ bearer: { launchId, tokenHash: '' }, seq: null, considers: 'rule', earlier: { rule, pages } });
    },

    /**
     * Grades an answer; the first under each number is kept before it is told. Throws AppError `ANSWER_NOT_GRADED_HERE`,
     * `ANSWER_UNKNOWN` (422), `ANSWER_TOO_EARLY`, `ANSWER_NOT_NOW`, `LAUNCH_SUPERSEDED` (409), and as {@link commit} does for
     * tokens.
     */
    async answer(bearer: Bearer, answer: AnswerRequest): Promise<AnswerVerdict> {
      const told = toldOf(await append({ bearer, seq: null, asked: { kind: 'answer', ...answer } }));
      if (told.kind !== 'graded') throw new Error('An answer was told what only a draw is.');
      return { graded: told.graded, given: told.given };
    },

    /** Draws the items of a try of a test, once. Throws as {@link answer} does, and `DRAW_TOO_EARLY` (409). */
    async draw(bearer: Bearer, draw: DrawRequest): Promise<DrawVerdict> {
      const told = toldOf(
        await append({ bearer, seq: null, asked: { kind: 'draw', response: '', language: '', ...draw } }),
      );
      if (told.kind !== 'drawn') throw new Error('A draw was told what only an answer is.');
      return { items: told.items };
    },
  };
}

/** The text whose hash the commit carries. */
function checkPayload(request: CommitRequest): string {
  const { sha256, ...rest } = request;
  const text = commitPayload(rest);
  if (sha256Hex(text) !== sha256) {
    throw new AppError('COMMIT_HASH', 422, 'The data was damaged on its way.', { help: 'Send it again.' });
  }
  if (request.engineState !== undefined && readEngineState(request.engineState) === null) {
    throw new AppError('COMMIT_ENGINE_STATE', 422, 'The engine state cannot be read.', { field: 'engineState' });
  }
  return text;
}

function answerOf(verdict: CommitVerdict): CommitAnswer {
  if (verdict.kind === 'saved') return verdict.answer;
  if (verdict.kind === 'stray') throw strayError(verdict.reason);
  throw verdict.kind === 'refused'
    ? refusalError(verdict.fault)
    : new Error('A commit was told what only an answer is.');
}

function toldOf(verdict: CommitVerdict): Told {
  if (verdict.kind === 'told') return verdict.told;
  throw verdict.kind === 'refused'
    ? refusalError(verdict.fault)
    : new Error('An answer was told what only a commit is.');
}

function strayError(reason: 'superseded' | 'seq-reused'): AppError {
  const details = { reason, kept: true };
  return reason === 'superseded'
    ? new AppError('LAUNCH_SUPERSEDED', 409, 'A later launch of this course has saved. What came too late is kept.', {
        help: 'Open the course again to go on. An instructor can see what was kept.',
        details,
      })
    : new AppError('SEQ_REUSED', 409, 'Other data is stored under this number. What came second is kept.', {
        help: 'An instructor can see what was kept.',
        details,
      });
}

/** See {@link createCommitService}. */
export type CommitService = ReturnType<typeof createCommitService>;
