import { DataTypes } from 'sequelize';
import { defineModel, type Database } from '../../platform/index.ts';

/** How one piece of work of a course is graded in an agency; changed, it becomes a new one. */
export interface RubricRow {
  id: string;
  agencyId: string;
  courseId: string;
  /** Activity of the part. */
  part: string;
  block: string;
  kind: 'reflection' | 'practical';
  title: string;
  /** JSON list of {@link Criterion}. */
  criteria: string;
  /** Names are hidden from who grades. */
  isBlind: boolean;
  setBy: string;
  createdAt: Date;
  endedAt: Date | null;
}

/** One line of a rubric. */
export interface Criterion {
  readonly text: string;
  /** Most points. */
  readonly most: number;
}

/** What somebody gave for one piece of work; a later one takes its place. */
export interface MarkRow {
  id: string;
  agencyId: string;
  personId: string;
  courseId: string;
  attemptId: string;
  rubricId: string;
  part: string;
  block: string;
  /** JSON list of points, in the order of the criteria. */
  points: string;
  total: number;
  most: number;
  /** For the officer. */
  note: string;
  markedBy: string;
  markerName: string;
  createdAt: Date;
  replacedAt: Date | null;
}

/** A score that somebody gave in place of an attempt's own: signed, withdrawn, never changed. */
export interface ScoreChangeRow {
  id: string;
  agencyId: string;
  personId: string;
  courseId: string;
  attemptId: string;
  /** 0-1 */
  score: number;
  success: 'passed' | 'failed' | null;
  reason: string;
  signedBy: string;
  signerName: string;
  signature: string;
  createdAt: Date;
  withdrawnAt: Date | null;
  withdrawnBy: string | null;
  withdrawnReason: string | null;
}

const id = () => ({ type: DataTypes.STRING(26), allowNull: false });
const text = () => ({ type: DataTypes.TEXT, allowNull: false });
const word = (length: number) => ({ type: DataTypes.STRING(length), allowNull: false });
const real = () => ({ type: DataTypes.DOUBLE, allowNull: true });
const moment = (allowNull = false) => ({ type: DataTypes.DATE(3), allowNull });

/** Tables of rubrics, marks and changed scores. */
export function defineGradingModels(database: Database) {
  return {
    rubrics: defineModel<RubricRow>(database, 'rubrics', {
      id: { ...id(), primaryKey: true },
      agencyId: id(),
      courseId: id(),
      part: word(1000),
      block: word(100),
      kind: word(20),
      title: word(400),
      criteria: text(),
      isBlind: { type: DataTypes.BOOLEAN, allowNull: false },
      setBy: id(),
      createdAt: moment(),
      endedAt: moment(true),
    }),
    marks: defineModel<MarkRow>(database, 'marks', {
      id: { ...id(), primaryKey: true },
      agencyId: id(),
      personId: id(),
      courseId: id(),
      attemptId: id(),
      rubricId: id(),
      part: word(1000),
      block: word(100),
      points: text(),
      total: real(),
      most: real(),
      note: text(),
      markedBy: id(),
      markerName: word(200),
      createdAt: moment(),
      replacedAt: moment(true),
    }),
    scoreChanges: defineModel<ScoreChangeRow>(database, 'score_changes', {
      id: { ...id(), primaryKey: true },
      agencyId: id(),
      personId: id(),
      courseId: id(),
      attemptId: id(),
      score: real(),
      success: { type: DataTypes.STRING(10), allowNull: true },
      reason: text(),
      signedBy: id(),
      signerName: word(200),
      signature: word(100),
      createdAt: moment(),
      withdrawnAt: moment(true),
      withdrawnBy: { type: DataTypes.STRING(26), allowNull: true },
      withdrawnReason: { type: DataTypes.TEXT, allowNull: true },
    }),
  };
}

/** See `defineGradingModels`. */
export type GradingModels = ReturnType<typeof defineGradingModels>;
