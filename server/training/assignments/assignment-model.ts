import { DataTypes } from 'sequelize';
import { defineModel, type Database } from '../../platform/index.ts';
import type { Outcome } from '../judging/verdict-model.ts';
/** Courses in an order, assigned together. */
export interface CurriculumRow {
  id: string;
  agencyId: string;
  title: string;
  /** JSON list of course ids in their order. */
  courseIds: string;
  createdAt: Date;
  endedAt: Date | null;
}

/** A rule: who takes what, by when, judged how. */
export interface AssignmentRow {
  id: string;
  agencyId: string;
  title: string;
  /** One of both: a course or a curriculum. */
  courseId: string | null;
  curriculumId: string | null;
  /** JSON: whom it holds for. */
  audience: string;
  /** JSON: none, a day, or days after an anchor. */
  due: string;
  /** JSON: the completion policy. */
  policy: string;
  /** Months after completion in which it has to be done again; null for never. */
  renewalMonths: number | null;
  /** Attempts begun before this day (agency's time zone) do not count; null for all. */
  countsFrom: string | null;
  createdBy: string;
  createdAt: Date;
  endedAt: Date | null;
}

/** One person under one assignment, for one course and one cycle, as it stands now. */
export interface EnrollmentRow {
  id: string;
  agencyId: string;
  assignmentId: string;
  personId: string;
  courseId: string;
  /** From 1; a renewal is a new one. */
  cycle: number;
  /** Place of the course in its curriculum, from 1. */
  position: number;
  /** Officer whose pair this person is: a school administrator who takes the same course. */
  pairedWith: string | null;
  assignedOn: string;
  /** Dates in the agency's time zone; as the rule says, and as exemptions have moved it. */
  ruleDueOn: string | null;
  dueOn: string | null;
  /** Attempts begun before do not count. */
  countsFrom: string | null;
  /** not-started | in-progress | complete | not-met | waived */
  outcome: Outcome;
  /** JSON list of reasons. */
  reasons: string;
  verdictId: string | null;
  attemptId: string | null;
  completedOn: string | null;
  expiresOn: string | null;
  createdAt: Date;
  updatedAt: Date;
  /** Left the audience, or the assignment ended. */
  closedAt: Date | null;
}

/** Tables of assignments. */
export function defineAssignmentModels(database: Database) {
  return {
    curricula: defineModel<CurriculumRow>(database, 'curricula', {
      id: { type: DataTypes.STRING(26), primaryKey: true, allowNull: false },
      agencyId: { type: DataTypes.STRING(26), allowNull: false },
      title: { type: DataTypes.STRING(200), allowNull: false },
      courseIds: { type: DataTypes.TEXT, allowNull: false },
      createdAt: { type: DataTypes.DATE(3), allowNull: false },
      endedAt: { type: DataTypes.DATE(3), allowNull: true },
    }),
    assignments: defineModel<AssignmentRow>(database, 'assignments', {
      id: { type: DataTypes.STRING(26), primaryKey: true, allowNull: false },
      agencyId: { type: DataTypes.STRING(26), allowNull: false },
      title: { type: DataTypes.STRING(200), allowNull: false },
      courseId: { type: DataTypes.STRING(26), allowNull: true },
      curriculumId: { type: DataTypes.STRING(26), allowNull: true },
      audience: { type: DataTypes.TEXT, allowNull: false },
      due: { type: DataTypes.TEXT, allowNull: false },
      policy: { type: DataTypes.TEXT, allowNull: false },
      renewalMonths: { type: DataTypes.INTEGER, allowNull: true },
      countsFrom: { type: DataTypes.STRING(10), allowNull: true },
      createdBy: { type: DataTypes.STRING(26), allowNull: false },
      createdAt: { type: DataTypes.DATE(3), allowNull: false },
      endedAt: { type: DataTypes.DATE(3), allowNull: true },
    }),
    enrollments: defineModel<EnrollmentRow>(database, 'enrollments', {
      id: { type: DataTypes.STRING(26), primaryKey: true, allowNull: false },
      agencyId: { type: DataTypes.STRING(26), allowNull: false },
      assignmentId: { type: DataTypes.STRING(26), allowNull: false },
      personId: { type: DataTypes.STRING(26), allowNull: false },
      courseId: { type: DataTypes.STRING(26), allowNull: false },
      cycle: { type: DataTypes.INTEGER, allowNull: false },
      position: { type: DataTypes.INTEGER, allowNull: false },
      pairedWith: { type: DataTypes.STRING(26), allowNull: true },
      assignedOn: { type: DataTypes.STRING(10), allowNull: false },
      ruleDueOn: { type: DataTypes.STRING(10), allowNull: true },
      dueOn: { type: DataTypes.STRING(10), allowNull: true },
      countsFrom: { type: DataTypes.STRING(10), allowNull: true },
      outcome: { type: DataTypes.STRING(12), allowNull: false },
      reasons: { type: DataTypes.TEXT, allowNull: false },
      verdictId: { type: DataTypes.STRING(26), allowNull: true },
      attemptId: { type: DataTypes.STRING(26), allowNull: true },
      completedOn: { type: DataTypes.STRING(10), allowNull: true },
      expiresOn: { type: DataTypes.STRING(10), allowNull: true },
      createdAt: { type: DataTypes.DATE(3), allowNull: false },
      updatedAt: { type: DataTypes.DATE(3), allowNull: false },
      closedAt: { type: DataTypes.DATE(3), allowNull: true },
    }),
  };
}

/** See `defineAssignmentModels`. */
export type AssignmentModels = ReturnType<typeof defineAssignmentModels>;
