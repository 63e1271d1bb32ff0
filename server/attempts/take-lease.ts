import type { Tx } from '../platform/index.ts';
import { AppError } from '../platform/index.ts';
import type { LaunchElsewhere } from '../standards/index.ts';
import type { AttemptRow } from './attempt-model.ts';
import { isLeased } from './attempt-policy.ts';
import { findLaunch, updateAttempt, updateLaunch } from './launch-store.ts';
import type { LaunchOrigin } from './open-launch.ts';
import type { Tables } from './record-tables.ts';

/** Who wants the lease of an attempt, until when. */
export interface LeaseWanted {
  readonly launchId: string;
  readonly leaseUntil: Date;
  readonly now: Date;
  readonly origin: LaunchOrigin;
  /** The person has answered "Continue here". */
  readonly takeOver: boolean;
}

/** Takes the lease of an attempt for a launch. Throws AppError `LAUNCH_ELSEWHERE` (409) while another window holds it. */
export async function takeLease(tables: Tables, tx: Tx, attempt: AttemptRow, wanted: LeaseWanted): Promise<void> {
  const { launchId, leaseUntil, now, origin } = wanted;
  const holder =
    attempt.leaseLaunchId !== null && isLeased(attempt, now)
      ? await findLaunch(tables, tx, { id: attempt.leaseLaunchId })
      : null;
  if (holder !== null && !wanted.takeOver) {
    const details: LaunchElsewhere = {
      since: holder.startedAt.toISOString(),
      lastSavedAt: attempt.lastSavedAt?.toISOString() ?? null,
      sameBrowser: holder.browser !== '' && holder.browser === origin.browser,
    };
    throw new AppError('LAUNCH_ELSEWHERE', 409, 'This course is open in another window.', {
      help: 'Continue here, or go back to the other window.',
      details: { ...details },
    });
  }
  if (holder !== null) {
    await updateLaunch(tables, tx, holder.id, { state: 'superseded', endedAt: now, endReason: 'taken over' });
  }
  await updateAttempt(tables, tx, attempt.id, { leaseLaunchId: launchId, leaseUntil });
}
