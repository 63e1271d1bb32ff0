import { hasRole, type Actor } from '../people/index.ts';
import type { Tx } from '../platform/index.ts';
import { AppError, newId, sha256Hex } from '../platform/index.ts';
import type { LaunchAnswer, LaunchRequest } from '../standards/index.ts';
import type { AttemptRow, RegistrationRow } from './attempt-model.ts';
import { chooseAttempt } from './attempt-policy.ts';
import { genesisLink } from './chain.ts';
import { addAttempt, addLaunch, findRegistration, lastLaunchNumber, lockLatestAttempt } from './launch-store.ts';
import type { LaunchDependencies } from './launch-service.ts';
import { loadLaunchState } from './launch-state.ts';
import { makeLaunchToken } from './launch-token.ts';
import { openPreview } from './open-preview.ts';
import { storedRule } from './rule-state.ts';
import { NO_RESULT, resultOf } from './run-time.ts';
import { lockStandings, settleStandings } from './standing-store.ts';
import { takeLease } from './take-lease.ts';

/** The browser that asks. */
export interface LaunchOrigin {
  readonly userAgent: string;
  /** Random id of the browser profile. */
  readonly browser: string;
}

/** The room's part of the launch answer; addresses, learner and title are the player's to add. */
export type OpenedLaunch = Omit<
  LaunchAnswer,
  'apiFrameUrl' | 'contentBase' | 'heartbeatMs' | 'learner' | 'courseTitle' | 'minutes'
> & { readonly courseId: string; readonly versionId: string };

/**
 * Opens an attempt of the person's own registration and takes its lease. Throws AppError
 * `REGISTRATION_NOT_FOUND` (404), `NOTHING_TO_REVIEW`, `COURSE_NOT_PUBLISHED` or `LAUNCH_ELSEWHERE` (409).
 */
export async function openLaunch(
  dependencies: LaunchDependencies,
  tx: Tx,
  actor: Actor,
  request: LaunchRequest,
  origin: LaunchOrigin,
): Promise<OpenedLaunch> {
  const { database, tables, clock, secrets, config, courses } = dependencies;
  const { personId, agencyId } = actor;
  const registration = await findRegistration(tables, tx, { id: request.registration, personId, agencyId }, true);
  if (registration === null) throw new AppError('REGISTRATION_NOT_FOUND', 404, 'This course is not among yours.');
  const latest = await lockLatestAttempt(tables, tx, registration.id);
  const choice = chooseAttempt(latest, request);
  if (choice.kind === 'nothing') {
    const help = 'Start the course first.';
    throw new AppError('NOTHING_TO_REVIEW', 409, 'There is nothing to review yet.', { help });
  }
  const now = clock.now();
  const currentVersionId = (): Promise<string> => courses.currentVersionId(tx, actor, registration.courseId);
  const isRunning = latest !== null && choice.kind === 'latest' && choice.mode === 'normal';
  // Who runs on another version may leave it for the new one where the agency offers that.
  const isLeft =
    isRunning &&
    request.newAttempt === true &&
    (await dependencies.offers.holds(tx, {
      agencyId,
      courseId: registration.courseId,
      from: latest.versionId,
      to: await currentVersionId(),
    }));
  const found =
    choice.kind === 'preview'
      ? await openPreview(tables, tx, registration, await currentVersionId(), now)
      : { registration, attempt: choice.kind === 'new' || isLeft ? null : latest, lastNumber: latest?.number ?? 0 };
  const attempt = found.attempt ?? newAttempt(found.registration, found.lastNumber + 1, await currentVersionId(), now);
  if (found.attempt === null) {
    await addAttempt(tables, tx, attempt);
    await lockStandings(database, tables, tx, [attempt.registrationId]);
    await settleStandings(database, tx, [attempt.registrationId]);
  }
  const launchId = newId();
  const leaseUntil = new Date(now.getTime() + config.launchLeaseMs);
  const { token, tokenHash } = makeLaunchToken(secrets, launchId);
  const number = (await lastLaunchNumber(tables, tx, attempt.id)) + 1;
  if (choice.mode === 'normal') {
    await takeLease(tables, tx, attempt, { launchId, leaseUntil, now, origin, takeOver: request.takeOver === true });
  }
  const version = await courses.loadVersion(tx, attempt.versionId);
  const rule = await courses.currentRule(tx, attempt.versionId);
  await addLaunch(tables, tx, {
    id: launchId,
    number,
    agencyId,
    attemptId: attempt.id,
    personId,
    door: found.registration.door,
    mode: choice.mode,
    limits: JSON.stringify(version.limits),
    isAuthor: hasRole(actor, 'instructor', 'administrator'),
    tokenHash,
    state: 'active',
    leaseUntil,
    baseVersion: attempt.version,
    lastSeq: 0,
    engagedMs: 0,
    userAgent: origin.userAgent.slice(0, 255),
    browser: origin.browser.slice(0, 64),
    startedAt: now,
    lastHeartbeatAt: null,
    endedAt: null,
    endReason: null,
    rule: storedRule(rule),
  });
  const owner = { agencyId, personId, registrationId: registration.id };
  return {
    launchId,
    token,
    attemptId: attempt.id,
    attemptNumber: attempt.number,
    registrationId: registration.id,
    version: attempt.version,
    mode: choice.mode,
    owner: sha256Hex(`${agencyId} ${personId}`).slice(0, 32),
    structure: version.structure,
    limits: version.limits,
    engagedMs: attempt.engagedMs,
    result: resultOf(attempt),
    courseId: registration.courseId,
    versionId: version.id,
    ...(await loadLaunchState(tables, tx, { owner, attempt, version })),
  };
}

function newAttempt(registration: RegistrationRow, number: number, versionId: string, now: Date): AttemptRow {
  const id = newId();
  return {
    id,
    agencyId: registration.agencyId,
    registrationId: registration.id,
    number,
    versionId,
    state: 'open',
    ...NO_RESULT,
    seatMs: 0,
    engagedMs: 0,
    version: 0,
    leaseLaunchId: null,
    leaseUntil: null,
    lastLaunchId: null,
    engineState: null,
    engineVersion: null,
    engineLaunchId: null,
    engineSeq: 0,
    rolledUp: null,
    chainHead: genesisLink(id),
    commitCount: 0,
    startedAt: now,
    lastSavedAt: null,
    finishedAt: null,
    ruled: null,
    places: null,
    overruled: null,
  };
}
