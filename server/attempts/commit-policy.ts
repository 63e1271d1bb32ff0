import type { AttemptRow, LaunchRow } from './attempt-model.ts';
import { isLeased } from './attempt-policy.ts';

/** The standing of a launch at the moment of a commit, read under the lock of its attempt. */
export interface LaunchStanding {
  readonly number: number;
  readonly tokenHash: string;
  /** The token lives as long as heartbeats come. */
  readonly tokenUntil: Date;
  /** Number of the launch that holds a living lease of the attempt, null when none does. */
  readonly leaseHolder: number | null;
  /** Number of the last launch that committed, null before the first commit. */
  readonly lastCommitted: number | null;
}

/** Null when the token is good; `unknown` for another's or a made-up one, `expired` when heartbeats have stopped. */
export function tokenFault(
  standing: Pick<LaunchStanding, 'tokenHash' | 'tokenUntil'>,
  tokenHash: string,
  now: Date,
): 'unknown' | 'expired' | null {
  if (standing.tokenHash === '' || standing.tokenHash !== tokenHash) return 'unknown';
  return standing.tokenUntil.getTime() < now.getTime() ? 'expired' : null;
}

/**
 * Whether a launch is superseded: a later launch of the attempt has committed or holds the lease. What became of its own
 * lease does not matter.
 */
export function isSuperseded(standing: LaunchStanding): boolean {
  return Math.max(standing.leaseHolder ?? 0, standing.lastCommitted ?? 0) > standing.number;
}

/** Numbers of the launches that decide whether an older one is superseded. */
export function standingLaunches(
  { launches, now }: { readonly launches: ReadonlyMap<string, LaunchRow>; readonly now: Date },
  attempt: AttemptRow,
): Pick<LaunchStanding, 'leaseHolder' | 'lastCommitted'> {
  const numberOf = (id: string | null): number | null => (id === null ? null : (launches.get(id)?.number ?? null));
  return {
    leaseHolder: isLeased(attempt, now) ? numberOf(attempt.leaseLaunchId) : null,
    lastCommitted: numberOf(attempt.lastLaunchId),
  };
}

/** What a seq that is already stored means: the same payload is a repetition, another one is refused and set aside. */
export function repeatedSeq(knownSha256: string, payloadSha256: string): 'duplicate' | 'reused' {
  return knownSha256 === payloadSha256 ? 'duplicate' : 'reused';
}

/** Only `seq` orders commits of one launch and SCO: one below the stored one is kept in the chain but not projected. */
export function isObsolete(
  track: { readonly lastLaunchId: string; readonly lastSeq: number } | undefined,
  launchId: string,
  seq: number,
): boolean {
  return track !== undefined && track.lastLaunchId === launchId && track.lastSeq > seq;
}
