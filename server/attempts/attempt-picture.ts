import type { CourseStructure, ContentLimits, EngineStateJson } from '../standards/index.ts';
import type { CourseAnswers } from '../standards/module/index.ts';
import type { AttemptRow, LaunchRow } from './attempt-model.ts';
import type { StoredPayload } from './commit-payload.ts';
import type {
  GlobalObjectiveRow,
  GradedAnswerRow,
  InteractionRecordRow,
  ObjectiveRecordRow,
  SessionRow,
  SharedDataRow,
  TrackRow,
} from './record-model.ts';

/** The course version that an attempt is pinned to. */
export interface PinnedVersion {
  readonly id: string;
  readonly structure: CourseStructure;
  /** What the next launch is given; commits are judged by the limits of their own launch. */
  readonly limits: ContentLimits;
  /** What the server grades it by; null for a course that grades itself. */
  readonly answers: CourseAnswers | null;
}

/** Whose attempt it is. */
export interface Owner {
  readonly agencyId: string;
  readonly personId: string;
  readonly registrationId: string;
}

/** Everything that commits change in one attempt, in memory while a batch or a rebuild runs. */
export interface AttemptPicture {
  readonly owner: Owner;
  readonly version: PinnedVersion;
  /** Changed in place; `engineState` is what is stored, null where it was not loaded or there is none. */
  readonly attempt: AttemptRow;
  /** By SCO. */
  readonly tracks: Map<string, TrackRow>;
  /** By launch, in the order of their numbers. */
  readonly sessions: Map<string, SessionRow[]>;
  /** By objective: the person's, in the scope of this course. Shared by pictures of the same scope. */
  readonly globals: Map<string, GlobalObjectiveRow>;
  /** By id: what was answered and drawn in all attempts of the registration. Shared by its pictures. */
  readonly graded: Map<string, GradedAnswerRow>;
  /** State of the attempt before this one (2004), which a new attempt builds on. */
  readonly previousEngineState: () => EngineStateJson | null;
  readonly touched: Touched;
}

/** Rows to write, by id; shared by all pictures of a batch, so that each table is written once. */
export interface Touched {
  readonly tracks: Map<string, TrackRow>;
  readonly sessions: Map<string, SessionRow>;
  readonly interactions: Map<string, InteractionRecordRow>;
  readonly objectives: Map<string, ObjectiveRecordRow>;
  readonly globals: Map<string, GlobalObjectiveRow>;
  readonly shared: Map<string, SharedDataRow>;
  readonly graded: Map<string, GradedAnswerRow>;
  /** Ids of attempts whose engine state is a new one. */
  readonly engines: Set<string>;
}

/** One entry of the chain as it is projected. */
export interface Entry {
  readonly launch: Pick<LaunchRow, 'id' | 'number' | 'mode' | 'startedAt' | 'limits' | 'rule'>;
  readonly seq: number;
  readonly final: boolean;
  readonly trigger: string;
  readonly scoId: string;
  readonly receivedAt: Date;
  readonly payload: StoredPayload;
}

/** Nothing to write yet. */
export function nothingTouched(): Touched {
  return {
    tracks: new Map(),
    sessions: new Map(),
    interactions: new Map(),
    objectives: new Map(),
    globals: new Map(),
    shared: new Map(),
    graded: new Map(),
    engines: new Set(),
  };
}
