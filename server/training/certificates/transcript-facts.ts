import type { SkillLine } from '../toolbox/skill-lines.ts';
import type { CertificateState } from './certificate-policy.ts';

/** A certificate on a transcript. */
export interface CertificateLine {
  readonly number: string;
  readonly code: string;
  /** Where anyone checks it. */
  readonly address: string;
  readonly agency: string;
  readonly course: string;
  readonly minutes: number;
  readonly topics: readonly string[];
  /** 0-1 */
  readonly score: number | null;
  /** null where it was erased. */
  readonly completedOn: string | null;
  readonly issuedOn: string;
  readonly expiresOn: string | null;
  readonly state: CertificateState;
  readonly voidReason: string | null;
  readonly paper: { readonly recordedBy: string; readonly seenBy: string; readonly statement: string } | null;
  readonly versionSha256: string | null;
  readonly contentSha256: string;
  /** What it said was erased on request: hours and topics are told no more. */
  readonly erased: boolean;
}

/** A course under one assignment, or taken on one's own: how it stands. */
export interface FinishedLine {
  readonly agency: string;
  readonly course: string;
  readonly assignment: string | null;
  readonly outcome: 'complete' | 'not-met' | 'waived';
  /** 0-1 */
  readonly score: number | null;
  readonly engagedMinutes: number;
  readonly reachedOn: string;
  readonly versionSha256: string | null;
  readonly policySha256: string;
}

/** Training that somebody else gave, approved by a supervisor. */
export interface OutsideLine {
  readonly agency: string;
  readonly title: string;
  readonly provider: string;
  readonly minutes: number;
  readonly topics: readonly string[];
  readonly completedOn: string;
  readonly expiresOn: string | null;
  readonly fileSha256: string | null;
  /** Who gave it, and the proof, were erased on request. */
  readonly erased: boolean;
}

/** A signed fact beside the record. */
export interface CorrectionLine {
  readonly agency: string;
  readonly course: string;
  readonly kind: 'completed' | 'practical-signed';
  readonly statement: string;
  readonly seenBy: string;
  readonly happenedOn: string;
  readonly signedBy: string;
  readonly withdrawnReason: string | null;
  /** What was said and who saw it were erased on request. */
  readonly erased: boolean;
}

/** A waiver, or a time in which the clock stopped. */
export interface ExemptionLine {
  readonly agency: string;
  readonly assignment: string | null;
  readonly kind: 'waiver' | 'exemption';
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly isRevoked: boolean;
}

/** The whole record of a person, as it is signed and printed. `format` counts up when its shape changes. */
export interface Transcript {
  readonly format: 1;
  readonly issuer: string;
  readonly issuedAt: string;
  readonly issuedOn: string;
  readonly person: { readonly name: string; readonly rank: string };
  readonly certificates: readonly CertificateLine[];
  readonly finished: readonly FinishedLine[];
  readonly outside: readonly OutsideLine[];
  readonly corrections: readonly CorrectionLine[];
  readonly exemptions: readonly ExemptionLine[];
  readonly skills: readonly SkillLine[];
}
