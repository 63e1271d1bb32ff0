import type { CourseResult, EngineStateJson, GlobalObjectives, ScoProjection } from '../standards/index.ts';
import { scorm12, scorm2004 } from '../standards/index.ts';
import type { AttemptPicture } from './attempt-picture.ts';
import { believedState, clustersOf, readClusters } from './believed-state.ts';
import { resultOf } from './run-time.ts';
import { readGlobalObjective, readRecord } from './stored-json.ts';
import { trustedGlobals } from './trusted-globals.ts';

/** The server's word on the whole course. */
export interface RollUp {
  readonly result: CourseResult;
  /** 2004: the state with the server's tracking, and the global objectives as it leaves them. */
  readonly state: scorm2004.EngineState | null;
  readonly globals: GlobalObjectives;
  /** 2004: what the browser's own state says, for the log. */
  readonly claimed: CourseResult | null;
}

/** Rolls up the tracks of an attempt by its standard; `claim` is the last engine state that the browser sent, `isFresh` when just now. */
export function rollUp(picture: AttemptPicture, claim: EngineStateJson | null, isFresh: boolean): RollUp {
  return picture.version.structure.standard === 'scorm12' ? rollUp12(picture) : rollUp2004(picture, claim, isFresh);
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

function rollUp2004(picture: AttemptPicture, claim: EngineStateJson | null, isFresh: boolean): RollUp {
  const { structure } = picture.version;
  const records = Object.fromEntries(
    [...picture.tracks.values()].map((track) => [track.scoId, readRecord(track.cmiJson)]),
  );
  const known = knownGlobals(picture);
  const told = scorm2004.readState(structure, claim);
  const previous = picture.previousEngineState();
  const knowledge = { previous, globalObjectives: known };
  const judge = (base: scorm2004.EngineState | null) =>
    scorm2004.rollupFromRecords(structure, base, records, knowledge);
  const claimed = told === null ? null : scorm2004.courseResult(structure, told);
  let base: scorm2004.EngineState | null = null;
  if (told !== null) {
    const earlier = scorm2004.readState(structure, previous);
    const clusters = readClusters(picture.attempt.rolledUp) ?? (earlier === null ? {} : clustersOf(structure, earlier));
    const believed = believedState(structure, told, clusters, isFresh);
    base = { ...believed, globals: trustedGlobals(structure, judge(believed).state, known) };
  }
  const { state, result } = judge(base);
  return { result, state, globals: scorm2004.globalObjectivesOf(state), claimed };
}

/** The global objectives of the person in the scope of the course. */
export function knownGlobals(picture: Pick<AttemptPicture, 'globals'>): GlobalObjectives {
  return Object.fromEntries(
    [...picture.globals.values()].map((row) => [row.objective, readGlobalObjective(row.value)]),
  );
}
