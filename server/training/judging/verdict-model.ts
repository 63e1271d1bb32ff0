import { DataTypes } from 'sequelize';
import { defineModel, type Database } from '../../platform/index.ts';
/** How somebody stands under a policy. */
export type Outcome = 'not-started' | 'in-progress' | 'complete' | 'not-met' | 'waived';

/** What an attempt or a correction came to under a frozen policy; appended, never changed. */
export interface VerdictRow {
  id: string;
  agencyId: string;
  personId: string;
  courseId: string;
  /** null: taken on one's own, judged by the default policy. */
  assignmentId: string | null;
  enrollmentId: string | null;
  /** null where no attempt counts (waived, completed on paper, nothing begun). */
  attemptId: string | null;
  versionId: string | null;
  /** Frozen JSON, and its hash. */
  policy: string;
  policySha256: string;
  outcome: Outcome;
  /** JSON list of reasons. */
  reasons: string;
  /** 0-1; null without an exam. */
  score: number | null;
  engagedMs: number;
  /** Day on which it was reached, in the agency's time zone; of a correction the day that it names. */
  reachedOn: string;
  at: Date;
}

/** A signed fact beside the commits; withdrawn, never changed. */
export interface CorrectionRow {
  id: string;
  agencyId: string;
  personId: string;
  courseId: string;
  /** null: counts for every assignment of the course. */
  assignmentId: string | null;
  /** completed | practical-signed */
  kind: 'completed' | 'practical-signed';
  /** What happened and who saw it, in the signer's words. */
  statement: string;
  seenBy: string;
  /** YYYY-MM-DD */
  happenedOn: string;
  /** 0-1 */
  score: number | null;
  engagedMs: number | null;
  signedBy: string;
  signerName: string;
  /** Over all of the above, by the server's key for corrections. */
  signature: string;
  createdAt: Date;
  withdrawnAt: Date | null;
  withdrawnBy: string | null;
  withdrawnReason: string | null;
}

/** A waiver, or a time in which the clock stops. */
export interface ExemptionRow {
  id: string;
  agencyId: string;
  personId: string;
  /** null: all assignments. */
  assignmentId: string | null;
  /** waiver: need not be done; exemption: the clock stops meanwhile. */
  kind: 'waiver' | 'exemption';
  /** deployment | light-duty | leave | equivalent | other */
  ground: 'deployment' | 'light-duty' | 'leave' | 'equivalent' | 'other';
  reason: string;
  startsOn: string;
  endsOn: string | null;
  grantedBy: string;
  createdAt: Date;
  revokedAt: Date | null;
  revokedBy: string | null;
  revokedReason: string | null;
}

/** Tables of verdicts and what changes them by hand. */
export function defineVerdictModels(database: Database) {
  return {
    verdicts: defineModel<VerdictRow>(database, 'verdicts', {
      id: { type: DataTypes.STRING(26), primaryKey: true, allowNull: false },
      agencyId: { type: DataTypes.STRING(26), allowNull: false },
      personId: { type: DataTypes.STRING(26), allowNull: false },
      courseId: { type: DataTypes.STRING(26), allowNull: false },
      assignmentId: { type: DataTypes.STRING(26), allowNull: true },
      enrollmentId: { type: DataTypes.STRING(26), allowNull: true },
      attemptId: { type: DataTypes.STRING(26), allowNull: true },
      versionId: { type: DataTypes.STRING(26), allowNull: true },
      policy: { type: DataTypes.TEXT, allowNull: false },
      policySha256: { type: DataTypes.STRING(64), allowNull: false },
      outcome: { type: DataTypes.STRING(12), allowNull: false },
      reasons: { type: DataTypes.TEXT, allowNull: false },
      score: { type: DataTypes.DOUBLE, allowNull: true },
      engagedMs: { type: DataTypes.INTEGER, allowNull: false },
      reachedOn: { type: DataTypes.STRING(10), allowNull: false },
      at: { type: DataTypes.DATE(3), allowNull: false },
    }),
    corrections: defineModel<CorrectionRow>(database, 'corrections', {
      id: { type: DataTypes.STRING(26), primaryKey: true, allowNull: false },
      agencyId: { type: DataTypes.STRING(26), allowNull: false },
      personId: { type: DataTypes.STRING(26), allowNull: false },
      courseId: { type: DataTypes.STRING(26), allowNull: false },
      assignmentId: { type: DataTypes.STRING(26), allowNull: true },
      kind: { type: DataTypes.STRING(20), allowNull: false },
      statement: { type: DataTypes.TEXT, allowNull: false },
      seenBy: { type: DataTypes.STRING(200), allowNull: false },
      happenedOn: { type: DataTypes.STRING(10), allowNull: false },
      score: { type: DataTypes.DOUBLE, allowNull: true },
      engagedMs: { type: DataTypes.INTEGER, allowNull: true },
      signedBy: { type: DataTypes.STRING(26), allowNull: false },
      signerName: { type: DataTypes.STRING(200), allowNull: false },
      signature: { type: DataTypes.STRING(100), allowNull: false },
      createdAt: { type: DataTypes.DATE(3), allowNull: false },
      withdrawnAt: { type: DataTypes.DATE(3), allowNull: true },
      withdrawnBy: { type: DataTypes.STRING(26), allowNull: true },
      withdrawnReason: { type: DataTypes.TEXT, allowNull: true },
    }),
    exemptions: defineModel<ExemptionRow>(database, 'exemptions', {
      id: { type: DataTypes.STRING(26), primaryKey: true, allowNull: false },
      agencyId: { type: DataTypes.STRING(26), allowNull: false },
      personId: { type: DataTypes.STRING(26), allowNull: false },
      assignmentId: { type: DataTypes.STRING(26), allowNull: true },
      kind: { type: DataTypes.STRING(10), allowNull: false },
      ground: { type: DataTypes.STRING(20), allowNull: false },
      reason: { type: DataTypes.TEXT, allowNull: false },
      startsOn: { type: DataTypes.STRING(10), allowNull: false },
      endsOn: { type: DataTypes.STRING(10), allowNull: true },
      grantedBy: { type: DataTypes.STRING(26), allowNull: false },
      createdAt: { type: DataTypes.DATE(3), allowNull: false },
      revokedAt: { type: DataTypes.DATE(3), allowNull: true },
      revokedBy: { type: DataTypes.STRING(26), allowNull: true },
      revokedReason: { type: DataTypes.TEXT, allowNull: true },
    }),
  };
}

/** True once its words were erased on request: nobody signs a correction without them. */
export const isErasedCorrection = ({ statement, seenBy }: Pick<CorrectionRow, 'statement' | 'seenBy'>): boolean =>
  statement === '' && seenBy === '';

/** See `defineVerdictModels`. */
export type VerdictModels = ReturnType<typeof defineVerdictModels>;
