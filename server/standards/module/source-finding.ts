/** Where a value stands in its file: keys and positions from the root. */
export type SourcePath = readonly (string | number)[];

/** One fault that a rule found, at a place of the subject's file. */
export interface Finding {
  readonly at: SourcePath;
  /** Says what to do. */
  readonly message: string;
}

/** One thing that must hold of a subject: a module, a scenario, a bank, a course. */
export interface Rule<Subject> {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly find: (subject: Subject) => Iterable<Finding>;
}
