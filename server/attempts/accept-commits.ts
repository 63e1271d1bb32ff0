import type { Clock, Database, Outbox, Tx } from '../platform/index.ts';
import { newId, together } from '../platform/index.ts';
import type { CommitAnswer } from '../standards/index.ts';
import { appendEntry } from './append-entry.ts';
import { emitAttemptsChanged, newsOf } from './attempt-events.ts';
import type { AttemptRow, LaunchRow } from './attempt-model.ts';
import type { AttemptPicture, Touched } from './attempt-picture.ts';
import { nothingTouched } from './attempt-picture.ts';
import {
  appendCommits,
  keepStrays,
  lastTurn,
  loadKnownSeqs,
  loadLaunches,
  lockAttemptsOf,
  saveAttempts,
  saveTouched,
} from './batch-store.ts';
import type { AskItem, CommitItem, CommitVerdict, RuleItem } from './commit-item.ts';
import { gradeItem, ruleItem } from './commit-item.ts';
import type { CommitRow, StrayRow } from './commit-model.ts';
import { isSuperseded, repeatedSeq, standingLaunches, tokenFault } from './commit-policy.ts';
import { considerRule, rulingOf } from './consider-rule.ts';
import { endLaunch, isEndRepeated } from './end-launch.ts';
import { judge } from './grade-answer.ts';
import type { LoadVersion } from './load-pictures.ts';
import { loadPictures } from './load-pictures.ts';
import type { Projection } from './project-entry.ts';
import type { Tables } from './record-tables.ts';
import { findActivity, resultOf } from './run-time.ts';
import { lockStandings, settleStandings, standingOf } from './standing-store.ts';

/** Told after each projected entry, for the log. */
type ProjectionListener = (picture: AttemptPicture, item: CommitItem, projection: Projection) => void;

export interface CommitDependencies {
  readonly database: Database;
  readonly tables: Tables;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly loadVersion: LoadVersion;
  readonly onProjected: ProjectionListener;
}

/** All that a batch has in hand. */
interface Batch {
  readonly now: Date;
  /** Of the entry appended last. */
  turn: number;
  readonly launches: Map<string, LaunchRow>;
  readonly pictures: Map<string, AttemptPicture>;
  readonly known: Map<string, Known>;
  readonly commits: CommitRow[];
  readonly strays: StrayRow[];
  readonly changed: { readonly attempts: Set<AttemptRow>; readonly launches: Set<LaunchRow> };
  /** Attempts of launches that end here after time was spent in them. */
  readonly spent: Set<AttemptRow>;
  readonly touched: Touched;
  readonly onProjected: ProjectionListener;
}

export type AnyItem = CommitItem | AskItem | RuleItem;

type Known = Pick<CommitRow, 'payloadSha256' | 'receivedAt' | 'outcome'>;

/**
 * Appends and projects commits of many launches in one transaction: a fixed number of statements, whatever the
 * size of the batch. The verdicts hold once the transaction is durable.
 */
export async function acceptCommits(
  dependencies: CommitDependencies,
  items: readonly AnyItem[],
  tx: Tx,
): Promise<CommitVerdict[]> {
  const { database, tables, outbox } = dependencies;
  const batch = await openBatch(dependencies, items, tx);
  const pictures = [...batch.pictures.values()];
  const before = new Map(pictures.map((picture) => [picture.attempt.id, newsOf(picture)]));
  const stood = new Map(pictures.map(({ attempt }) => [attempt.id, standingOf(attempt)]));
  const verdicts = items.map((item) => acceptOne(batch, item));
  const attempts = [...batch.changed.attempts];
  const news = pictures.filter((picture) => {
    const { attempt } = picture;
    if (!batch.changed.attempts.has(attempt)) return false;
    return batch.spent.has(attempt) || before.get(attempt.id) !== newsOf(picture);
  });
  const moved = attempts.filter((attempt) => stood.get(attempt.id) !== standingOf(attempt));
  const registrationIds = moved.map(({ registrationId }) => registrationId);
  await together(tx, [
    async () => (registrationIds.length === 0 ? undefined : lockStandings(database, tables, tx, registrationIds)),
    () => appendCommits(tables, tx, batch.commits),
    () => keepStrays(tables, tx, batch.strays),
    () => saveAttempts(tables, tx, attempts, [...batch.changed.launches], batch.touched.engines),
    () => saveTouched(tables, tx, batch.touched),
    () =>
      emitAttemptsChanged(
        outbox,
        tx,
        news.map(({ attempt }) => attempt),
      ),
  ]);
  await settleStandings(database, tx, registrationIds);
  return verdicts;
}

async function openBatch(dependencies: CommitDependencies, items: readonly AnyItem[], tx: Tx): Promise<Batch> {
  const { tables, clock, loadVersion, onProjected } = dependencies;
  const launchIds = [...new Set(items.map(({ bearer }) => bearer.launchId))];
  const attempts = await lockAttemptsOf(tables, tx, launchIds);
  const holders = attempts.flatMap(({ leaseLaunchId, lastLaunchId }) => [leaseLaunchId, lastLaunchId]);
  const ids = [...launchIds, ...holders.filter((id) => id !== null)];
  const numbered = items.flatMap(({ bearer, seq }) => (seq === null ? [] : [{ launchId: bearer.launchId, seq }]));
  // Read after the attempts are locked.
  const [found, stored, turn] = await together(tx, [
    () => loadLaunches(tables, tx, ids),
    async () => (numbered.length === 0 ? [] : loadKnownSeqs(tables, tx, numbered)),
    () => lastTurn(tables, tx),
  ]);
  const launches = new Map(found.map((launch) => [launch.id, launch]));
  const touched = nothingTouched();
  const wanted = attempts.flatMap((attempt) => {
    const launch = launchIds.map((id) => launches.get(id)).find((one) => one?.attemptId === attempt.id);
    return launch === undefined ? [] : [{ attempt, launch }];
  });
  return {
    now: clock.now(),
    turn,
    launches,
    pictures: await loadPictures(tables, tx, wanted, launchIds, touched, loadVersion),
    known: new Map(stored.map((row) => [seqKey(row.launchId, row.seq), row])),
    commits: [],
    strays: [],
    changed: { attempts: new Set(), launches: new Set() },
    spent: new Set(),
    touched,
    onProjected,
  };
}

function acceptOne(batch: Batch, item: AnyItem): CommitVerdict {
  const { now } = batch;
  const launch = batch.launches.get(item.bearer.launchId);
  const picture = launch === undefined ? undefined : batch.pictures.get(launch.attemptId);
  if (launch === undefined || picture === undefined) return { kind: 'refused', fault: 'token-unknown' };
  const { tokenHash, leaseUntil: tokenUntil } = launch;
  const isOwnWish = 'considers' in item && item.earlier !== undefined;
  const fault = isOwnWish ? null : tokenFault({ tokenHash, tokenUntil }, item.bearer.tokenHash, now);
  if (fault !== null) return { kind: 'refused', fault: `token-${fault}` };
  const { attempt, version } = picture;
  if ('considers' in item) {
    judgeRule(batch, item, launch, picture);
    return saved(attempt, 0, now, {});
  }
  if ('asked' in item) return acceptAsked(batch, item, launch, picture);
  if (item.payload.kind === 'end') return acceptEnd(batch, item, launch, picture);
  if (findActivity(version.structure, item.scoId) === undefined) return { kind: 'refused', fault: 'activity-unknown' };
  const seq = item.seq ?? 0;
  const known = batch.known.get(seqKey(launch.id, seq));
  if (known !== undefined) {
    if (repeatedSeq(known.payloadSha256, item.payloadSha256) === 'reused') {
      return keepStray(batch, item, launch, 'seq-reused');
    }
    const { receivedAt, outcome } = known;
    return saved(attempt, seq, receivedAt, { duplicate: true, ...(outcome === 'obsolete' && { obsolete: true }) });
  }
  if (isSuperseded({ number: launch.number, tokenHash, tokenUntil, ...standingLaunches(batch, attempt) })) {
    return keepStray(batch, item, launch, 'superseded');
  }
  const { outcome } = append(batch, item, seq, launch, picture);
  launch.lastSeq = Math.max(launch.lastSeq, seq);
  batch.changed.launches.add(launch);
  judgeRule(batch, item, launch, picture);
  return saved(attempt, seq, now, outcome === 'obsolete' ? { obsolete: true } : {});
}

/** Answers and draws: what counts is appended, once; the same again is told the same. */
function acceptAsked(batch: Batch, item: AskItem, launch: LaunchRow, picture: AttemptPicture): CommitVerdict {
  const { attempt } = picture;
  const { tokenHash, leaseUntil: tokenUntil, number, mode, isAuthor } = launch;
  if (isSuperseded({ number, tokenHash, tokenUntil, ...standingLaunches(batch, attempt) })) {
    return { kind: 'refused', fault: 'superseded' };
  }
  const isCounted = mode === 'normal' && attempt.state !== 'finished';
  const judgement = judge(picture, item.asked, { isCounted, isLookingAround: mode === 'browse' && isAuthor });
  if ('fault' in judgement) return { kind: 'refused', fault: judgement.fault };
  const { told, keep } = judgement;
  if (keep !== null) {
    const entry = gradeItem(item.bearer, item.asked.scoId, keep, batch.now);
    append(batch, entry, belowZero(attempt), launch, picture);
  }
  return { kind: 'told', told };
}

/** Appends what the rule of the launch makes of the attempt now, once, under the same transaction as what met it. */
function judgeRule(batch: Batch, item: CommitItem | RuleItem, launch: LaunchRow, picture: AttemptPicture): void {
  const earlier = 'considers' in item ? item.earlier : undefined;
  const ruling = earlier ? rulingOf(picture, earlier.rule, earlier.pages) : considerRule(picture, launch);
  if (ruling === null) return;
  // What was left is over with the verdict; who has it open again goes on.
  const isFinal = 'final' in item ? item.final : earlier !== undefined && isLeft(picture.attempt, batch.now);
  append(batch, ruleItem(item.bearer, ruling, isFinal, batch.now), belowZero(picture.attempt), launch, picture);
}

function isLeft({ state, leaseLaunchId, leaseUntil }: AttemptRow, now: Date): boolean {
  return state === 'suspended' && (leaseLaunchId === null || leaseUntil === null || leaseUntil <= now);
}

/** Numbers of what the browser does not number itself, so that it never takes a seq of the browser's. */
export function belowZero({ commitCount }: Pick<AttemptRow, 'commitCount'>): number {
  return -(commitCount + 1);
}

function acceptEnd(batch: Batch, item: CommitItem, launch: LaunchRow, picture: AttemptPicture): CommitVerdict {
  const { attempt } = picture;
  const { tokenHash, leaseUntil: tokenUntil } = launch;
  const reason = item.payload.kind === 'end' ? item.payload.reason : '';
  const hasLost = isSuperseded({ number: launch.number, tokenHash, tokenUntil, ...standingLaunches(batch, attempt) });
  if (!hasLost && !isEndRepeated(launch, attempt, reason)) {
    // Before the end, which decides by the result whether the attempt is over.
    judgeRule(batch, item, launch, picture);
    append(batch, item, belowZero(attempt), launch, picture);
    endLaunch(launch, attempt, reason, batch.now);
    batch.changed.launches.add(launch);
    if (launch.mode === 'normal' && launch.engagedMs > 0) batch.spent.add(attempt);
  }
  return saved(attempt, 0, batch.now, {});
}

function append(batch: Batch, item: CommitItem, seq: number, launch: LaunchRow, picture: AttemptPicture) {
  batch.turn += 1;
  const { row, projection } = appendEntry(picture, launch, item, { seq, turn: batch.turn, receivedAt: batch.now });
  batch.commits.push(row);
  batch.known.set(seqKey(launch.id, seq), row);
  batch.changed.attempts.add(picture.attempt);
  batch.onProjected(picture, item, projection);
  return projection;
}

function keepStray(
  batch: Batch,
  item: CommitItem,
  launch: LaunchRow,
  reason: 'superseded' | 'seq-reused',
): CommitVerdict {
  batch.strays.push({
    id: newId(),
    agencyId: launch.agencyId,
    attemptId: launch.attemptId,
    launchId: launch.id,
    seq: item.seq ?? 0,
    scoId: item.scoId,
    reason,
    receivedAt: batch.now,
    payloadSha256: item.payloadSha256,
    payload: item.packed,
  });
  return { kind: 'stray', reason };
}

function saved(
  attempt: AttemptRow,
  seq: number,
  at: Date,
  more: Pick<CommitAnswer, 'duplicate' | 'obsolete'>,
): CommitVerdict {
  const { version } = attempt;
  return { kind: 'saved', answer: { version, seq, savedAt: at.toISOString(), ...more, result: resultOf(attempt) } };
}

function seqKey(launchId: string, seq: number): string {
  return `${launchId} ${seq}`;
}
