import type { Tx } from '../platform/index.ts';
import type { CmiRecord, EngineStateJson, GlobalObjectives, LaunchAnswer } from '../standards/index.ts';
import type { AttemptRow } from './attempt-model.ts';
import type { Owner, PinnedVersion } from './attempt-picture.ts';
import { loadGlobals, loadTracks } from './batch-store.ts';
import { engineStateOf } from './engine-claim.ts';
import { findAttempt, loadSharedData } from './launch-store.ts';
import { sharedScope } from './project-shared-data.ts';
import type { TrackRow } from './record-model.ts';
import type { Tables } from './record-tables.ts';
import { knownGlobals } from './roll-up.ts';
import { runTimeOf } from './run-time.ts';
import { globalScope } from './settle-roll-up.ts';
import { readRecord } from './stored-json.ts';

/** Where a launch finds what was stored. */
interface LaunchPlace {
  readonly owner: Owner;
  readonly attempt: AttemptRow;
  readonly version: PinnedVersion;
}

/**
 * What the player begins with. A new attempt of SCORM 2004 gets the engine state of the one before: its tracking lives on
 * until each activity begins a new attempt.
 */
export async function loadLaunchState(
  tables: Tables,
  tx: Tx,
  place: LaunchPlace,
): Promise<Pick<LaunchAnswer, 'cmi' | 'engineState' | 'globalObjectives' | 'sharedData'>> {
  const { attempt, version } = place;
  const tracks = await loadTracks(tables, tx, [attempt.id]);
  const cmi = Object.fromEntries(tracks.map((track) => [track.scoId, resumedRecord(version, track)]));
  if (version.structure.standard === 'scorm12') return { cmi, engineState: null, globalObjectives: {}, sharedData: {} };
  const { agencyId, personId } = place.owner;
  const own = await loadGlobals(tables, tx, [{ personId, agencyId, scope: globalScope(place) }]);
  const globalObjectives = knownGlobals({ globals: new Map(own.map((row) => [row.objective, row])) });
  const stores = await loadSharedData(tables, tx, { agencyId, personId, scope: sharedScope(place) });
  return {
    cmi,
    engineState: withGlobals(await storedState(tables, tx, attempt), globalObjectives),
    globalObjectives,
    sharedData: Object.fromEntries(stores.map(({ target, store }) => [target, store])),
  };
}

function resumedRecord({ structure }: PinnedVersion, track: TrackRow): CmiRecord {
  return runTimeOf(structure).resume(readRecord(track.cmiJson));
}

async function storedState(tables: Tables, tx: Tx, attempt: AttemptRow): Promise<EngineStateJson | null> {
  if (attempt.engineState !== null || attempt.number === 1) return engineStateOf(attempt);
  const { registrationId, number } = attempt;
  const before = await findAttempt(tables, tx, { registrationId, number: number - 1 });
  return before === null ? null : engineStateOf(before);
}

/** Another course may have written the person's objectives since the state was stored. */
function withGlobals(state: EngineStateJson | null, globals: GlobalObjectives): EngineStateJson | null {
  if (state === null) return null;
  const kept = typeof state['globals'] === 'object' ? state['globals'] : {};
  return { ...state, globals: { ...kept, ...globals } };
}
