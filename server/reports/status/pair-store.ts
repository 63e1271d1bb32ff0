import type { Tx } from '../../platform/index.ts';
import type { ReportReader } from '../report-reader.ts';
import type { Outcome } from '../standing/enrollment-facts.ts';

/** Pairs of a page. */
export const PAIRS_PAGE = 50;

/** How one of a pair stands. */
export interface PairSide {
  readonly personId: string;
  readonly name: string;
  readonly outcome: Outcome;
  readonly dueOn: string | null;
  readonly completedOn: string | null;
  readonly expiresOn: string | null;
}

/** An officer and the school administrator who take one course; each has an outcome of their own. */
export interface PairFacts {
  readonly course: string;
  readonly assignment: string;
  readonly partner: PairSide;
  /** null where the officer's own enrollment is closed. */
  readonly officer: PairSide | null;
}

type SideLine<Side extends string> = Record<`${Side}Id` | `${Side}Given` | `${Side}Family` | `${Side}Rank`, string> &
  Record<`${Side}Outcome`, Outcome> &
  Record<`${Side}Due` | `${Side}Done` | `${Side}Expires`, string | null>;
type PairLine = SideLine<'partner'> & { [Key in keyof SideLine<'officer'>]: SideLine<'officer'>[Key] | null } & {
  course: string;
  assignment: string;
};

const side = (name: string, e: string, p: string): string =>
  `${p}.id AS "${name}Id", ${p}.given_name AS "${name}Given", ${p}.family_name AS "${name}Family",
     ${p}.rank AS "${name}Rank", ${e}.outcome AS "${name}Outcome", ${e}.due_on AS "${name}Due",
     ${e}.completed_on AS "${name}Done", ${e}.expires_on AS "${name}Expires"`;

/** SQL over pairs. */
export function createPairStore({ table, select }: ReportReader) {
  const pairs = `FROM ${table('enrollments')} e WHERE e.agency_id = :agencyId AND e.paired_with IS NOT NULL AND e.closed_at IS NULL`;

  return {
    /** A page of pairs by course and officer, and how many there are. */
    async page(tx: Tx, agencyId: string, page: number): Promise<{ rows: PairFacts[]; total: number }> {
      const [counted] = await select<{ total: number | string }>(tx, `SELECT COUNT(*) AS "total" ${pairs}`, {
        agencyId,
      });
      const rows = await select<PairLine>(
        tx,
        `SELECT k.title AS "course", a.title AS "assignment", ${side('partner', 'e', 'q')}, ${side('officer', 'o', 'p')}
         FROM ${table('enrollments')} e JOIN ${table('people')} q ON q.id = e.person_id
         JOIN ${table('assignments')} a ON a.id = e.assignment_id JOIN ${table('courses')} k ON k.id = e.course_id
         LEFT JOIN ${table('enrollments')} o ON o.assignment_id = e.assignment_id AND o.person_id = e.paired_with
           AND o.course_id = e.course_id AND o.cycle = e.cycle AND o.closed_at IS NULL
         LEFT JOIN ${table('people')} p ON p.id = o.person_id
         WHERE e.agency_id = :agencyId AND e.paired_with IS NOT NULL AND e.closed_at IS NULL
         ORDER BY k.title, lower(p.family_name || ' ' || p.given_name), e.id LIMIT :limit OFFSET :offset`,
        { agencyId, limit: PAIRS_PAGE, offset: (page - 1) * PAIRS_PAGE },
      );
      return { rows: rows.map(factsOf), total: Number(counted?.total ?? 0) };
    },
  };
}

/** See `createPairStore`. */
export type PairStore = ReturnType<typeof createPairStore>;

const name = (...words: (string | null)[]): string => words.filter(Boolean).join(' ');

function factsOf(line: PairLine): PairFacts {
  const { course, assignment } = line;
  return {
    course,
    assignment,
    partner: {
      personId: line.partnerId,
      name: name(line.partnerRank, line.partnerGiven, line.partnerFamily),
      outcome: line.partnerOutcome,
      dueOn: line.partnerDue,
      completedOn: line.partnerDone,
      expiresOn: line.partnerExpires,
    },
    officer:
      line.officerId === null || line.officerOutcome === null
        ? null
        : {
            personId: line.officerId,
            name: name(line.officerRank, line.officerGiven, line.officerFamily),
            outcome: line.officerOutcome,
            dueOn: line.officerDue,
            completedOn: line.officerDone,
            expiresOn: line.officerExpires,
          },
  };
}
