import type { LaunchAnswer } from '../../../server/standards/launch-contract.ts';
import type { FrameLaunch } from '../frame/frame-contract.ts';
import type { PlayerData } from './page-data.ts';

/** What of a launch the content origin is told: never the token. */
export function frameLaunchOf(launch: LaunchAnswer, data: Pick<PlayerData, 'isChoosing'>): FrameLaunch {
  const { structure, cmi, engineState, globalObjectives, sharedData, learner, mode, contentBase, limits } = launch;
  return {
    structure,
    cmi,
    engineState,
    globalObjectives,
    sharedData,
    learner,
    mode,
    contentBase,
    limits,
    isChoosing: data.isChoosing,
    seed: seedOf(launch.attemptId),
  };
}

/** A number that is the same for the whole attempt and differs between attempts (FNV-1a, 32 bits). */
function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
