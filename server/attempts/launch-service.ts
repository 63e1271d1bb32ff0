import type { Actor } from '../people/index.ts';
import type { Clock, Config, Database, Outbox, Secrets, Tx } from '../platform/index.ts';
import { AppError } from '../platform/index.ts';
import type { HeartbeatAnswer, HeartbeatRequest, LaunchRequest } from '../standards/index.ts';
import { emitAttemptsChanged } from './attempt-events.ts';
import type { AttemptRow, LaunchRow } from './attempt-model.ts';
import { isLeased } from './attempt-policy.ts';
import { lockAttemptsOf } from './batch-store.ts';
import type { Bearer } from './commit-item.ts';
import { isSuperseded, tokenFault } from './commit-policy.ts';
import type { CourseSource } from './course-source.ts';
import type { Offers } from './offer-store.ts';
import { endLaunchesOfPerson, findAttempt, findLaunch, updateAttempt, updateLaunch } from './launch-store.ts';
import { makeLaunchToken } from './launch-token.ts';
import type { LaunchOrigin, OpenedLaunch } from './open-launch.ts';
import { openLaunch } from './open-launch.ts';
import type { Tables } from './record-tables.ts';
import { isRuledDone, readRule } from './rule-state.ts';
import { boundEngagedTime } from './seat-time.ts';
import { tokenError } from './token-error.ts';

export interface LaunchDependencies {
  readonly database: Database;
  readonly tables: Tables;
  readonly clock: Clock;
  readonly secrets: Secrets;
  readonly outbox: Outbox;
  readonly config: Pick<Config, 'launchLeaseMs'>;
  readonly courses: CourseSource;
  readonly offers: Pick<Offers, 'holds'>;
  /** Called after the time of a launch has grown to what its rule asks for. */
  readonly judgeRule: (bearer: Bearer) => Promise<void>;
}

/** 200 of `POST /launches/:id/recover`: a new token for what this launch has not sent yet. */
export interface RecoverAnswer {
  readonly launchId: string;
  readonly token: string;
}

/** Opening, keeping alive, recovering and ending of launches. */
export function createLaunchService(dependencies: LaunchDependencies) {
  const { database, tables, clock, secrets, outbox, config, judgeRule } = dependencies;
  const leaseFrom = (now: Date): Date => new Date(now.getTime() + config.launchLeaseMs);

  return {
    /** See {@link openLaunch}. */
    open: (actor: Actor, request: LaunchRequest, origin: LaunchOrigin): Promise<OpenedLaunch> =>
      database.write((tx) => openLaunch(dependencies, tx, actor, request, origin)),

    /**
     * Keeps token and lease alive and counts engaged time within the server's own clock. Throws AppError
     * `LAUNCH_TOKEN_UNKNOWN`, `LAUNCH_TOKEN_EXPIRED` (401) or `LAUNCH_SUPERSEDED` (409).
     */
    async heartbeat(bearer: Bearer, request: HeartbeatRequest): Promise<HeartbeatAnswer> {
      const { isDue, ...answer } = await database.write(async (tx) => {
        const now = clock.now();
        const { launch, attempt } = await lockLaunch(tx, bearer, now);
        const isCounted = launch.mode === 'normal';
        if (isCounted && (await isLost(tx, launch, attempt, now))) throw superseded();
        const since = launch.lastHeartbeatAt ?? launch.startedAt;
        const engagedMs = boundEngagedTime(request.engagedMs, since, now);
        const leaseUntil = leaseFrom(now);
        const total = attempt.engagedMs + (isCounted ? engagedMs : 0);
        if (isCounted) {
          await updateAttempt(tables, tx, attempt.id, { engagedMs: total, leaseLaunchId: launch.id, leaseUntil });
        }
        await updateLaunch(tables, tx, launch.id, {
          engagedMs: launch.engagedMs + engagedMs,
          lastHeartbeatAt: now,
          leaseUntil,
          state: 'active',
          endedAt: null,
          endReason: null,
        });
        return {
          leaseUntil: leaseUntil.toISOString(),
          engagedMs: total,
          isDue: isCounted && isRuleDue(launch, attempt, total),
        };
      });
      if (isDue) await judgeRule(bearer);
      return answer;
    },

    /** The window was left without an end: the lease is free at once, what was not sent may still come. */
    leave: (bearer: Bearer): Promise<void> =>
      database.write(async (tx) => {
        const { launch, attempt } = await lockLaunch(tx, bearer, clock.now());
        if (attempt.leaseLaunchId !== launch.id) return;
        await updateAttempt(tables, tx, attempt.id, { leaseLaunchId: null, leaseUntil: null });
        if (launch.mode === 'normal' && launch.engagedMs > 0) await emitAttemptsChanged(outbox, tx, [attempt]);
      }),

    /**
     * A new token for a launch of the same person, for the commits that are still on the device; the lease is not taken. The
     * old token is worth nothing from then on. Who came by a door recovers launches of its one registration alone. Throws
     * AppError `LAUNCH_NOT_FOUND` (404).
     */
    recover: (actor: Actor, launchId: string, registrationId: string | null = null): Promise<RecoverAnswer> =>
      database.write(async (tx) => {
        const { personId, agencyId } = actor;
        const launch = await findLaunch(tables, tx, { id: launchId, personId, agencyId });
        const isOther =
          launch !== null &&
          registrationId !== null &&
          (await findAttempt(tables, tx, { id: launch.attemptId, registrationId })) === null;
        if (launch === null || isOther)
          throw new AppError('LAUNCH_NOT_FOUND', 404, 'There is no such launch of yours.');
        const { token, tokenHash } = makeLaunchToken(secrets, launch.id);
        await updateLaunch(tables, tx, launch.id, { tokenHash, leaseUntil: leaseFrom(clock.now()) });
        return { launchId: launch.id, token };
      }),

    /** Sign-out: the tokens of the person's launches, or those of one browser or agency, are worth nothing from then on. */
    endAllOf: (
      personId: string,
      userAgent: string | null,
      startedBefore: Date,
      agencyId: string | null = null,
    ): Promise<number> =>
      database.write((tx) =>
        endLaunchesOfPerson(tables, tx, { personId, userAgent, startedBefore, agencyId }, clock.now()),
      ),
  };

  async function lockLaunch(tx: Tx, bearer: Bearer, now: Date): Promise<{ launch: LaunchRow; attempt: AttemptRow }> {
    const [attempt] = await lockAttemptsOf(tables, tx, [bearer.launchId]);
    const launch = await findLaunch(tables, tx, { id: bearer.launchId });
    if (attempt === undefined || launch === null) throw tokenError('token-unknown');
    const { tokenHash, leaseUntil: tokenUntil } = launch;
    const fault = tokenFault({ tokenHash, tokenUntil }, bearer.tokenHash, now);
    if (fault !== null) throw tokenError(`token-${fault}`);
    return { launch, attempt };
  }

  async function isLost(tx: Tx, launch: LaunchRow, attempt: AttemptRow, now: Date): Promise<boolean> {
    const numberOf = async (id: string | null): Promise<number | null> => {
      if (id === null || id === launch.id) return id === null ? null : launch.number;
      return (await findLaunch(tables, tx, { id }))?.number ?? null;
    };
    const { number, tokenHash, leaseUntil: tokenUntil } = launch;
    const leaseHolder = isLeased(attempt, now) ? await numberOf(attempt.leaseLaunchId) : null;
    return isSuperseded({
      number,
      tokenHash,
      tokenUntil,
      leaseHolder,
      lastCommitted: await numberOf(attempt.lastLaunchId),
    });
  }
}

/** Whether the time of an attempt has now grown to what the rule of its launch asks for. */
function isRuleDue({ rule }: LaunchRow, attempt: AttemptRow, engagedMs: number): boolean {
  if (rule === null || attempt.state === 'finished' || isRuledDone(attempt)) return false;
  const conditions = readRule(rule)?.conditions ?? [];
  return conditions.some((one) => one.kind === 'engaged' && engagedMs >= one.minutes * 60_000);
}

function superseded(): AppError {
  return new AppError('LAUNCH_SUPERSEDED', 409, 'This course was continued in another window.', {
    help: 'Go on there, or open the course here again.',
    details: { reason: 'superseded' },
  });
}

export type LaunchService = ReturnType<typeof createLaunchService>;
