import { DataTypes } from 'sequelize';
import type { Database } from '../platform/index.ts';
import { defineModel } from '../platform/index.ts';
import type { CourseResult } from '../standards/index.ts';
import { count, key, moment, resultColumns, word } from './attempt-model.ts';

/** How one SCO or asset stands in an attempt. */
export type TrackRow = CourseResult & {
  id: string;
  agencyId: string;
  attemptId: string;
  scoId: string;
  location: string;
  exit: string;
  suspendData: string;
  totalTimeMs: number;
  /** CmiRecord as JSON, order kept. */
  cmiJson: string;
  /** RejectedElement[] of the last commit as JSON. */
  rejected: string;
  lastLaunchId: string;
  lastSeq: number;
  updatedAt: Date;
  /** When a rule began to hold, see `rule-state`; false where none has. */
  wasCompleted: boolean;
  wasPassed: boolean;
};

/** One stay in a SCO within a launch. */
export type SessionRow = {
  id: string;
  attemptId: string;
  launchId: string;
  scoId: string;
  number: number;
  firstSeq: number;
  lastSeq: number;
  sessionTimeMs: number;
  startedAt: Date;
  lastSavedAt: Date;
  finished: boolean;
};

export type InteractionRecordRow = {
  id: string;
  agencyId: string;
  attemptId: string;
  scoId: string;
  index: number;
  identifier: string;
  type: string;
  description: string;
  learnerResponse: string;
  correctResponse: string;
  result: string;
  weighting: number | null;
  latencyMs: number | null;
  time: string;
  /** JSON */
  objectiveIds: string;
};

export type ObjectiveRecordRow = Omit<CourseResult, 'completion' | 'success'> & {
  id: string;
  agencyId: string;
  attemptId: string;
  scoId: string;
  index: number;
  identifier: string;
  description: string;
  completion: string;
  success: string;
};

/** A global objective of a person: `scope` is the registration, or `system`. */
export type GlobalObjectiveRow = {
  id: string;
  agencyId: string;
  personId: string;
  scope: string;
  objective: string;
  /** GlobalObjective as JSON. */
  value: string;
  updatedAt: Date;
};

/** An adl.data store: `scope` is the attempt, or `system`. */
export type SharedDataRow = {
  id: string;
  agencyId: string;
  personId: string;
  scope: string;
  target: string;
  store: string;
  updatedAt: Date;
};

/** An answer that the server graded, the draw of a try of a test, or the mark that a person gave. */
export type GradedAnswerRow = {
  id: string;
  agencyId: string;
  attemptId: string;
  registrationId: string;
  scoId: string;
  block: string;
  kind: 'answer' | 'draw' | 'mark';
  /** Of the try or run, from 1. */
  number: number;
  /** As the module's grader reads it; of a draw the items, joined by `,`; of a mark the points and the most, `7/10`. */
  response: string;
  /** Of a scenario: whether it was passed, neutral before it has ended. */
  result: 'correct' | 'incorrect' | 'neutral';
  share: number;
  givenAt: Date;
};

const text = () => ({ type: DataTypes.TEXT, allowNull: false });
const flag = () => ({ type: DataTypes.BOOLEAN, allowNull: false, defaultValue: false });

/** Models of everything that can be made again from the commits. */
export function defineRecordModels(database: Database) {
  const tracks = defineModel<TrackRow>(database, 'sco_tracks', {
    id: key(true),
    agencyId: key(),
    attemptId: key(),
    scoId: word(1000),
    ...resultColumns,
    location: text(),
    exit: word(20),
    suspendData: text(),
    totalTimeMs: count(),
    cmiJson: text(),
    rejected: text(),
    lastLaunchId: key(),
    lastSeq: count(),
    updatedAt: moment(),
    wasCompleted: flag(),
    wasPassed: flag(),
  });
  const sessions = defineModel<SessionRow>(database, 'sco_sessions', {
    id: key(true),
    attemptId: key(),
    launchId: key(),
    scoId: word(1000),
    number: count(),
    firstSeq: count(),
    lastSeq: count(),
    sessionTimeMs: count(),
    startedAt: moment(),
    lastSavedAt: moment(),
    finished: { type: DataTypes.BOOLEAN, allowNull: false },
  });
  const interactions = defineModel<InteractionRecordRow>(database, 'interactions', {
    id: key(true),
    agencyId: key(),
    attemptId: key(),
    scoId: word(1000),
    index: count(),
    identifier: text(),
    type: word(20),
    description: text(),
    learnerResponse: text(),
    correctResponse: text(),
    result: word(60),
    weighting: { type: DataTypes.DOUBLE, allowNull: true },
    latencyMs: { type: DataTypes.INTEGER, allowNull: true },
    time: word(60),
    objectiveIds: text(),
  });
  const objectives = defineModel<ObjectiveRecordRow>(database, 'sco_objectives', {
    id: key(true),
    agencyId: key(),
    attemptId: key(),
    scoId: word(1000),
    index: count(),
    identifier: text(),
    description: text(),
    ...resultColumns,
    completion: word(16),
    success: word(16),
  });
  const globals = defineModel<GlobalObjectiveRow>(database, 'global_objectives', {
    id: key(true),
    agencyId: key(),
    personId: key(),
    scope: word(26),
    objective: word(1000),
    value: text(),
    updatedAt: moment(),
  });
  const shared = defineModel<SharedDataRow>(database, 'shared_data', {
    id: key(true),
    agencyId: key(),
    personId: key(),
    scope: word(26),
    target: word(1000),
    store: text(),
    updatedAt: moment(),
  });
  const graded = defineModel<GradedAnswerRow>(database, 'graded_answers', {
    id: key(true),
    agencyId: key(),
    attemptId: key(),
    registrationId: key(),
    scoId: word(1000),
    block: word(100),
    kind: word(6),
    number: count(),
    response: text(),
    result: word(10),
    share: { type: DataTypes.DOUBLE, allowNull: false },
    givenAt: moment(),
  });
  return { tracks, sessions, interactions, objectives, globals, shared, graded };
}
