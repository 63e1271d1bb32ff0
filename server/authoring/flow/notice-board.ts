import type { Tx } from '../../platform/index.ts';

/** What authors are told. */
export interface AuthorNotice {
  readonly agencyId: string;
  readonly personId: string;
  readonly kind: 'review-asked' | 'review-approved' | 'review-changes' | 'review-withdrawn';
  /** So that nothing is told twice. */
  readonly subjectKey: string;
  /** Values of its sentence. */
  readonly facts: Readonly<Record<string, string>>;
  /** Path below the mount that it leads to. */
  readonly href: string;
}

/** Where notices are written, in the transaction of what they tell; handed in by whoever puts the rooms together. */
export interface NoticeBoard {
  tell(tx: Tx, notices: readonly AuthorNotice[]): Promise<void>;
}
