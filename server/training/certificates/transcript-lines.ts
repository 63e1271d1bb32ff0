import {
  isErasedCorrection,
  type CorrectionRow,
  type ExemptionRow,
  type VerdictRow,
} from '../judging/verdict-model.ts';
import { isErasedOutside, type OutsideTrainingRow } from '../outside/outside-model.ts';
import { readTopics } from '../outside/outside-input.ts';
import type { Certificate } from './certificate-service.ts';
import type { CertificateLine, CorrectionLine, ExemptionLine, FinishedLine, OutsideLine } from './transcript-facts.ts';

/** What ids are called. */
export interface Names {
  agency(id: string): string;
  course(id: string): string;
  version(id: string | null): { readonly sourceSha256: string } | null;
  assignment(id: string | null): string | null;
}

const MINUTE_MS = 60_000;
const ENDS = new Set(['complete', 'not-met', 'waived']);

/**
 * How each course stands: the last verdict under each assignment, one for each time that it was completed, so that a renewal
 * leaves the completion before it; oldest first.
 */
export function finishedLines(verdicts: readonly VerdictRow[], names: Names): FinishedLine[] {
  const last = new Map<string, VerdictRow>();
  for (const verdict of verdicts) {
    const { agencyId, courseId, assignmentId, enrollmentId, attemptId } = verdict;
    const place = enrollmentId ?? (assignmentId === null ? attemptId : assignmentId);
    last.set([agencyId, courseId, place].join(' '), verdict);
  }
  return [...last.values()].flatMap(({ outcome, ...verdict }) =>
    isEnd(outcome)
      ? [
          {
            agency: names.agency(verdict.agencyId),
            course: names.course(verdict.courseId),
            assignment: names.assignment(verdict.assignmentId),
            outcome,
            score: verdict.score,
            engagedMinutes: Math.floor(verdict.engagedMs / MINUTE_MS),
            reachedOn: verdict.reachedOn,
            versionSha256: names.version(verdict.versionId)?.sourceSha256 ?? null,
            policySha256: verdict.policySha256,
          },
        ]
      : [],
  );
}

/** Certificates; of one that was erased the row tells what is left. */
export function certificateLines(held: readonly Certificate[], names: Names, publicUrl: string): CertificateLine[] {
  return held.map(({ row, content, state, decisions }) => ({
    number: row.number,
    code: row.code,
    address: `${publicUrl}/verify/${row.code}`,
    agency: content?.agency.name ?? names.agency(row.agencyId),
    course: content?.course.title ?? names.course(row.courseId),
    minutes: content?.course.minutes ?? 0,
    topics: content?.course.topics ?? [],
    score: content?.score ?? null,
    completedOn: content?.completedOn ?? null,
    issuedOn: row.issuedOn,
    expiresOn: row.expiresOn,
    state,
    voidReason: state === 'void' ? (decisions.at(-1)?.reason ?? '') : null,
    paper: content?.paper ?? null,
    versionSha256: content?.version?.sha256 ?? null,
    contentSha256: row.contentSha256,
    erased: content === null,
  }));
}

/** Approved outside training, oldest first. */
export function outsideLines(rows: readonly OutsideTrainingRow[], names: Names): OutsideLine[] {
  return rows.map((row) => ({
    agency: names.agency(row.agencyId),
    title: row.title,
    provider: row.provider,
    minutes: row.minutes,
    topics: readTopics(row.topics),
    completedOn: row.completedOn,
    expiresOn: row.expiresOn,
    fileSha256: row.fileSha256,
    erased: isErasedOutside(row),
  }));
}

/** Corrections, withdrawn ones with the reason. */
export function correctionLines(rows: readonly CorrectionRow[], names: Names): CorrectionLine[] {
  return rows.map((row) => ({
    agency: names.agency(row.agencyId),
    course: names.course(row.courseId),
    kind: row.kind,
    statement: row.statement,
    seenBy: row.seenBy,
    happenedOn: row.happenedOn,
    signedBy: row.signerName,
    withdrawnReason: row.withdrawnAt === null ? null : (row.withdrawnReason ?? ''),
    erased: isErasedCorrection(row),
  }));
}

/** Waivers and exemptions; why somebody was away in detail stays with the agency. */
export function exemptionLines(rows: readonly ExemptionRow[], names: Names): ExemptionLine[] {
  return rows.map((row) => ({
    agency: names.agency(row.agencyId),
    assignment: names.assignment(row.assignmentId),
    kind: row.kind,
    startsOn: row.startsOn,
    endsOn: row.endsOn,
    isRevoked: row.revokedAt !== null,
  }));
}

function isEnd(outcome: VerdictRow['outcome']): outcome is FinishedLine['outcome'] {
  return ENDS.has(outcome);
}
