import type { CmiRecord } from '../../../server/standards/runtime-record.ts';
import { applyRuntime, navigate, readState, startState } from '../../../server/standards/scorm2004/index.ts';
import type { EngineState, NavigationRequest } from '../../../server/standards/scorm2004/index.ts';
import type { FrameLaunch } from './frame-contract.ts';

/** Where a launch of SCORM 2004 begins. */
export interface OpenedAttempt {
  readonly state: EngineState;
  /** Stored records that the attempt goes on with. */
  readonly cmi: Readonly<Record<string, CmiRecord>>;
  /** The first navigation request. */
  readonly first: NavigationRequest;
}

/**
 * An attempt that was suspended is resumed. One whose window was closed in the middle is suspended first: the engine knows
 * no other way on. Otherwise a new session begins, on top of what the attempt before tracked.
 */
export function openAttempt(launch: FrameLaunch): OpenedAttempt {
  const { structure, cmi, globalObjectives, seed } = launch;
  const stored = readState(structure, launch.engineState);
  const fresh = (): OpenedAttempt => ({
    state: startState(structure, { globalObjectives, previous: launch.engineState, seed }),
    cmi,
    first: { type: 'start' },
  });
  if (stored === null || launch.mode !== 'normal') return fresh();
  if (stored.suspended !== null) return { state: stored, cmi, first: { type: 'resumeAll' } };
  if (stored.current === null) return fresh();
  // The state is of the delivery; what the SCO has said since is in its record.
  const record = cmi[stored.current];
  const told = record === undefined ? stored : applyRuntime(structure, stored, stored.current, record);
  const { state, outcome } = navigate(structure, told, { type: 'suspendAll' });
  return outcome.kind === 'suspended' ? { state, cmi, first: { type: 'resumeAll' } } : fresh();
}
