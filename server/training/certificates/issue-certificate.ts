import { UniqueConstraintError } from 'sequelize';
import type { Agencies } from '../../agencies/index.ts';
import type { Packages } from '../../packages/index.ts';
import type { People } from '../../people/index.ts';
import { addMonths, dayIn, newId, sha256Hex, type Platform, type Tx } from '../../platform/index.ts';
import { completionPolicy, type CompletionPolicy } from '../judging/completion-input.ts';
import type { CorrectionRow, VerdictRow } from '../judging/verdict-model.ts';
import { canonicalJson } from './canonical-json.ts';
import { newCode } from './certificate-code.ts';
import { emitCertificateIssued } from './certificate-events.ts';
import type { CertificateContent } from './certificate-content.ts';
import type { CertificateRow } from './certificate-model.ts';
import { numberAfter, prefixIn, prefixOf } from './certificate-number.ts';
import type { CertificateStore } from './certificate-store.ts';
import { policyWords } from './policy-words.ts';
import type { RecordStore } from './record-store.ts';

/** Rooms and stores that know what a certificate says. */
export interface IssueParts {
  readonly people: Pick<People, 'accounts' | 'doors'>;
  readonly agencies: Pick<Agencies, 'organisations'>;
  readonly packages: Pick<Packages, 'catalogue' | 'parts' | 'reader'>;
  readonly certificates: CertificateStore;
  readonly records: RecordStore;
}

/** As many others may take the number meanwhile, in other processes. */
const MOST_TRIES = 50;
const MINUTE_MS = 60_000;

/** Whose certificate it is, named as the person is called now. */
interface Holder {
  readonly givenName: string;
  readonly familyName: string;
  readonly rank: string;
}

/**
 * Makes the certificate of a verdict, once, however often and by how many processes it is asked for; resolves with it, or
 * with null where the verdict earns none. Numbers have no gaps: each is taken in the transaction that writes the row, and
 * of two that take the same one the unique index lets the second try again.
 */
export function createIssuer(
  { database, clock, outbox }: Pick<Platform, 'database' | 'clock' | 'outbox'>,
  parts: IssueParts,
) {
  const { people, agencies, packages, certificates, records } = parts;

  async function contentOf(tx: Tx, verdict: VerdictRow, person: Holder, paper: CorrectionRow | null, now: Date) {
    const { agencyId, courseId, versionId } = verdict;
    const agency = await agencies.organisations.find(tx, agencyId);
    const [course] = await packages.catalogue.byIds(tx, [courseId]);
    const [assignment] = await records.assignments(tx, verdict.assignmentId === null ? [] : [verdict.assignmentId]);
    const [version] = await packages.reader.namesOf(tx, versionId === null ? [] : [versionId]);
    const lessons = versionId === null ? [] : await packages.parts.of(versionId, tx);
    if (agency === null || course === undefined) return null;
    const planned = lessons.reduce((sum, { minutes }) => sum + minutes, 0);
    const issuedOn = dayIn(agency.timeZone, now);
    const renewal = assignment?.renewalMonths ?? null;
    const rule = completionPolicy.parse(JSON.parse(verdict.policy));
    const content: Omit<CertificateContent, 'number'> = {
      format: 1,
      person: { name: `${person.givenName} ${person.familyName}`.trim(), rank: person.rank },
      agency: { id: agency.id, name: agency.name },
      course: {
        id: course.id,
        title: course.title,
        minutes: planned > 0 ? planned : Math.floor(verdict.engagedMs / MINUTE_MS),
        basis: planned > 0 ? 'course' : 'engaged',
        topics: [...new Set(lessons.flatMap(({ topics }) => topics))],
      },
      version: version === undefined ? null : { number: version.number, sha256: version.sourceSha256 },
      policy: { rule, sha256: verdict.policySha256, words: policyWords(rule, 'en') },
      score: asksExam(rule) ? verdict.score : null,
      assignment: assignment === undefined ? null : { title: assignment.title },
      paper: paper && { recordedBy: paper.signerName, seenBy: paper.seenBy, statement: paper.statement },
      completedOn: verdict.reachedOn,
      issuedOn,
      expiresOn: renewal === null ? null : addMonths(verdict.reachedOn, renewal),
    };
    return content;
  }

  async function nextNumber(tx: Tx, content: Omit<CertificateContent, 'number'>): Promise<string> {
    const { id, name } = content.agency;
    // An agency that changes its name goes on counting.
    const known = await certificates.oneOf(tx, id);
    const prefix = known === null ? prefixOf(name) : prefixIn(known.number);
    const year = content.issuedOn.slice(0, 4);
    return numberAfter(await certificates.lastNumber(tx, id, `${prefix}-${year}-`), prefix, year);
  }

  async function issueIn(tx: Tx, verdict: VerdictRow, person: Holder, now: Date): Promise<CertificateRow | null> {
    const known = await certificates.ofVerdict(tx, verdict.id);
    if (known !== null) return known;
    const paper =
      verdict.attemptId === null ? paperOf(verdict, await records.correctionsOf(tx, verdict.personId)) : null;
    const isEarned = verdict.outcome === 'complete' || (verdict.outcome === 'waived' && paper !== null);
    const content = isEarned ? await contentOf(tx, verdict, person, paper, now) : null;
    if (content === null) return null;
    const { agencyId, personId, courseId, versionId, attemptId, assignmentId } = verdict;
    const { issuedOn, expiresOn } = content;
    if (attemptId !== null) {
      // Whose assignment has ended is judged by the course's own result: that makes no second certificate, one without an end, of what has one.
      const day = assignmentId === null ? {} : { expiresOn };
      const same = await certificates.ofAttempt(tx, { agencyId, personId, courseId, attemptId, ...day });
      if (same !== null) return same;
    }
    const number = await nextNumber(tx, content);
    const json = canonicalJson({ ...content, number });
    const row: CertificateRow = {
      id: newId(),
      agencyId,
      number,
      code: newCode(),
      personId,
      courseId,
      versionId,
      attemptId,
      assignmentId,
      verdictId: verdict.id,
      content: json,
      contentSha256: sha256Hex(json),
      issuedOn,
      expiresOn,
      createdAt: now,
    };
    await certificates.insert(tx, row);
    await emitCertificateIssued(outbox, tx, row);
    return row;
  }

  return async function issue(verdictId: string): Promise<CertificateRow | null> {
    const verdict = await records.verdict(null, verdictId);
    if (verdict === null) return null;
    // Nobody has checked who that is: what was done counts once a supervisor has said so.
    if (await people.doors.isAsserted(null, verdict.personId)) return null;
    const person = await people.accounts.person(verdict.personId);
    for (let tries = 1; ; tries += 1) {
      try {
        return await database.write((tx) => issueIn(tx, verdict, person, clock.now()));
      } catch (error) {
        if (!(error instanceof UniqueConstraintError) || tries >= MOST_TRIES) throw error;
      }
    }
  };
}

/** An exam that may not be required stands on no certificate, nor one that did not count. */
const asksExam = ({ exam }: CompletionPolicy): boolean => exam.rule === 'required' || exam.rule === 'course';

/** The signed word by which a verdict without an attempt was reached: the last one that fits its day and assignment. */
function paperOf(verdict: VerdictRow, corrections: readonly CorrectionRow[]): CorrectionRow | null {
  const fitting = corrections.filter(
    ({ agencyId, courseId, assignmentId, kind, withdrawnAt }) =>
      agencyId === verdict.agencyId &&
      courseId === verdict.courseId &&
      kind === 'completed' &&
      withdrawnAt === null &&
      (assignmentId === null || assignmentId === verdict.assignmentId),
  );
  const ofDay = fitting.filter(({ happenedOn }) => happenedOn === verdict.reachedOn);
  return ofDay.at(-1) ?? fitting.at(-1) ?? null;
}
