import type { CourseResult, EngineStateJson, GlobalObjectives, ScoProjection } from '../standards/index.ts';
import { scorm12, scorm2004 } from '../standards/index.ts';
import type { AttemptPicture } from './attempt-picture.ts';
import { resultOf } from './run-time.ts';
import { readGlobalObjective, readRecord } from './stored-json.ts';
import { trustedGlobals } from './trusted-globals.ts';

/** The server's word on the whole course. */
export interface RollUp {
  readonly result: CourseResult;
  /** 2004: the state with the server's tracking, and the global objectives as it leaves them. */
  readonly state: EngineStateJson | null;
  readonly globals: GlobalObjectives;
  /** 2004: what the browser's own state says, for the log. */
  readonly claimed: CourseResult | null;
}

/** Rolls up the tracks of an attempt by its standard; `claim` is the last engine state that the browser sent. */
export function rollUp(picture: AttemptPicture, claim: EngineStateJson | null): RollUp {
  return picture.version.structure.standard === 'scorm12' ? rollUp12(picture) : rollUp2004(picture, claim);
}

function rollUp12(picture: AttemptPicture): RollUp {
  const tracks = [...picture.tracks.values()].map((track): [string, ScoProjection] => {
    const { location, exit, suspendData, totalTimeMs } = track;
    const rest = { location, exit, suspendData, totalTimeMs, sessionTimeMs: 0, interactions: [], objectives: [] };
    return [track.scoId, { ...resultOf(track), ...rest }];
  });
  const result = scorm12.rollup12(picture.version.structure, Object.fromEntries(tracks));
  return { result, state: null, globals: {}, claimed: null };
}

function rollUp2004(picture: AttemptPicture, claim: EngineStateJson | null): RollUp {
  const { structure } = picture.version;
  const records = Object.fromEntries(
    [...picture.tracks.values()].map((track) => [track.scoId, readRecord(track.cmiJson)]),
  );
  const known = knownGlobals(picture);
  const told = scorm2004.readState(structure, claim);
  const knowledge = { previous: picture.previousEngineState(), globalObjectives: known };
  const first = scorm2004.rollupFromRecords(structure, told, records, knowledge);
  if (told === null) {
    return {
      result: first.result,
      state: first.state,
      globals: scorm2004.globalObjectivesOf(first.state),
      claimed: null,
    };
  }
  // A global objective that no record accounts for stays as the server knew it; then all is rolled up again.
  const globals = trustedGlobals(structure, first.state, known);
  const { state, result } = scorm2004.rollupFromRecords(structure, { ...first.state, globals }, records, knowledge);
  return {
    result,
    state,
    globals: scorm2004.globalObjectivesOf(state),
    claimed: scorm2004.courseResult(structure, told),
  };
}

/** The global objectives of the person in the scope of the course. */
export function knownGlobals(picture: Pick<AttemptPicture, 'globals'>): GlobalObjectives {
  return Object.fromEntries(
    [...picture.globals.values()].map((row) => [row.objective, readGlobalObjective(row.value)]),
  );
}
