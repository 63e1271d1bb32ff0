/** How somebody stands under a policy, as the training room says it. */
export type Outcome = 'not-started' | 'in-progress' | 'complete' | 'not-met' | 'waived';

/** One person under one assignment for one course and cycle, as the row stands now. */
export interface EnrollmentFacts {
  readonly id: string;
  readonly agencyId: string;
  readonly personId: string;
  readonly assignmentId: string;
  readonly courseId: string;
  readonly cycle: number;
  readonly assignedOn: string;
  readonly ruleDueOn: string | null;
  readonly dueOn: string | null;
  readonly outcome: Outcome;
  /** JSON list of reasons. */
  readonly reasons: string;
  readonly completedOn: string | null;
  readonly expiresOn: string | null;
  readonly renewalMonths: number | null;
  readonly createdAt: Date;
  readonly closedAt: Date | null;
}

/** What was judged when. */
export interface VerdictFacts {
  readonly enrollmentId: string;
  readonly outcome: Outcome;
  readonly reasons: string;
  /** Of a correction the day that it names. */
  readonly reachedOn: string;
  readonly at: Date;
}

/** A signed fact beside the commits. */
export interface CorrectionFacts {
  readonly personId: string;
  readonly courseId: string;
  readonly assignmentId: string | null;
  readonly happenedOn: string;
  readonly createdAt: Date;
  readonly withdrawnAt: Date | null;
}

/** A waiver, or a time in which the clock stops. */
export interface ExemptionFacts {
  readonly personId: string;
  readonly assignmentId: string | null;
  readonly kind: 'waiver' | 'exemption';
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

/** Everything that an enrollment is read with on a day. */
export interface History {
  readonly verdicts: readonly VerdictFacts[];
  readonly corrections: readonly CorrectionFacts[];
  readonly exemptions: readonly ExemptionFacts[];
}
