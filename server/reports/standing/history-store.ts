import type { Tx } from '../../platform/index.ts';
import { grouped } from '../grouped.ts';
import { momentOf, type ReportReader, type StoredMoment } from '../report-reader.ts';
import type { AsOf } from './as-of.ts';
import type { CorrectionFacts, EnrollmentFacts, ExemptionFacts, History, VerdictFacts } from './enrollment-facts.ts';

/** Ids that one statement asks for. */
const MOST_IDS = 5000;
const NONE: History = { verdicts: [], corrections: [], exemptions: [] };

type Line<Facts, Moment extends keyof Facts> = Omit<Facts, Moment> & Record<Moment, StoredMoment>;
type VerdictLine = Line<VerdictFacts, 'at'>;
type CorrectionLine = Line<CorrectionFacts, 'createdAt'> & { withdrawnAt: StoredMoment | null };
type ExemptionLine = Line<ExemptionFacts, 'createdAt'> & { revokedAt: StoredMoment | null };

/** SQL over what an enrollment of a past day is read with. */
export function createHistoryStore({ table, select }: Pick<ReportReader, 'table' | 'select'>) {
  async function inParts<Row extends object>(
    tx: Tx,
    sql: string,
    ids: readonly string[],
    values: Readonly<Record<string, unknown>>,
  ): Promise<Row[]> {
    const found: Row[] = [];
    for (let at = 0; at < ids.length; at += MOST_IDS) {
      found.push(...(await select<Row>(tx, sql, { ...values, ids: ids.slice(at, at + MOST_IDS) })));
    }
    return found;
  }

  return {
    /** Resolves with what tells the history of one of the enrollments; of today nothing is asked. */
    async of(tx: Tx, { isToday, day, until }: AsOf, enrollments: readonly EnrollmentFacts[]) {
      if (isToday || enrollments.length === 0) return (): History => NONE;
      const people = [...new Set(enrollments.map(({ personId }) => personId))];
      const agencies = [...new Set(enrollments.map(({ agencyId }) => agencyId))];
      const verdicts = await inParts<VerdictLine>(
        tx,
        `SELECT enrollment_id AS "enrollmentId", outcome AS "outcome", reasons AS "reasons",
           reached_on AS "reachedOn", at AS "at"
         FROM ${table('verdicts')} WHERE enrollment_id IN (:ids) AND (at <= :until OR reached_on <= :day) ORDER BY at, id`,
        enrollments.map(({ id }) => id),
        { until, day },
      );
      const corrections = await inParts<CorrectionLine>(
        tx,
        `SELECT person_id AS "personId", course_id AS "courseId", assignment_id AS "assignmentId",
           happened_on AS "happenedOn", created_at AS "createdAt", withdrawn_at AS "withdrawnAt"
         FROM ${table('corrections')} WHERE person_id IN (:ids) AND agency_id IN (:agencies)`,
        people,
        { agencies },
      );
      const exemptions = await inParts<ExemptionLine>(
        tx,
        `SELECT person_id AS "personId", assignment_id AS "assignmentId", kind AS "kind", starts_on AS "startsOn",
           ends_on AS "endsOn", created_at AS "createdAt", revoked_at AS "revokedAt"
         FROM ${table('exemptions')} WHERE person_id IN (:ids) AND agency_id IN (:agencies)`,
        people,
        { agencies },
      );
      const ofEnrollment = grouped(
        verdicts.map((one) => ({ ...one, at: momentOf(one.at) })),
        (one) => one.enrollmentId,
      );
      const corrected = grouped(
        corrections.map((one) => ({
          ...one,
          createdAt: momentOf(one.createdAt),
          withdrawnAt: momentOf(one.withdrawnAt),
        })),
        (one) => one.personId,
      );
      const exempt = grouped(
        exemptions.map((one) => ({ ...one, createdAt: momentOf(one.createdAt), revokedAt: momentOf(one.revokedAt) })),
        (one) => one.personId,
      );
      return ({ id, personId }: EnrollmentFacts): History => ({
        verdicts: ofEnrollment.get(id) ?? [],
        corrections: corrected.get(personId) ?? [],
        exemptions: exempt.get(personId) ?? [],
      });
    },
  };
}
