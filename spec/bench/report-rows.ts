import type { Database } from '../../server/platform/index.ts';
import { fillRegistrationResults } from '../../server/platform/database/migrations/0028-fill-registration-results.ts';
import { OWN_POLICY } from '../../server/training/judging/completion-input.ts';
import type { CertificateContent } from '../../server/training/certificates/certificate-content.ts';

/** How large the generated agency is. */
export interface ReportScale {
  readonly officers: number;
  readonly schools: number;
  /** Of each officer, over all courses. */
  readonly attempts: number;
  readonly interactionsAnAttempt: number;
}

/** What the rows hang on; made by the product itself. */
export interface ReportPlace {
  readonly agencyId: string;
  readonly districtId: string;
  /** Courses with their published version. */
  readonly courses: readonly { readonly courseId: string; readonly versionId: string }[];
}

const ID = '0'.repeat(26);
/** What the certificates say; the same in all, as only its size matters here. */
const CONTENT: CertificateContent = {
  format: 1,
  number: 'HC-2026-000123',
  person: { name: 'Maria Reyes', rank: 'Dep.' },
  agency: { id: ID, name: 'Harlow County Sheriff' },
  course: { id: ID, title: 'Talking with students', minutes: 230, basis: 'course', topics: ['TX 1', 'TX 2'] },
  version: { number: 3, sha256: 'a1'.repeat(32) },
  policy: { rule: OWN_POLICY, sha256: 'b2'.repeat(32), words: ['The result of the course counts.'] },
  score: 0.92,
  assignment: { title: 'Year one' },
  paper: null,
  completedOn: '2026-03-15',
  issuedOn: '2026-03-15',
  expiresOn: '2028-03-15',
};
const AT = `'2026-01-05 12:00:00.000 +00:00'`;
const LATER = `'2026-03-15 12:00:00.000 +00:00'`;
/** An id of 26 characters that carries a number, the same in both databases. */
const id = (letter: string, number: string): string =>
  `(substr('${letter}0000000000000000000000000', 1, 26 - length(CAST(${number} AS TEXT))) || CAST(${number} AS TEXT))`;
const WORDS = [
  'Alvarez',
  'Brooks',
  'Chen',
  'Dawson',
  'Eriksen',
  'Fontaine',
  'Gray',
  'Hale',
  'Ito',
  'Jordan',
  'Kim',
  'Lopez',
];
const pick = (number: string): string =>
  `CASE ${number} % ${WORDS.length} ${WORDS.map((word, at) => `WHEN ${at} THEN '${word}'`).join(' ')} END`;

/** Fills an empty agency by statements that make their rows inside the database: seconds, not hours. */
export async function growReports(database: Database, place: ReportPlace, scale: ReportScale): Promise<void> {
  const { sequelize, tablePrefix } = database;
  const quote = (name: string): string => sequelize.getQueryInterface().quoteIdentifier(name);
  const { agencyId, districtId, courses } = place;

  async function fill(
    table: string,
    count: number,
    columns: Readonly<Record<string, string>>,
    where = '',
  ): Promise<void> {
    const names = Object.keys(columns).map(quote).join(', ');
    const step = 250_000;
    for (let from = 1; from <= count; from += step) {
      const to = Math.min(count, from + step - 1);
      const sql = `INSERT INTO ${quote(tablePrefix + table)} (${names})
        WITH RECURSIVE n(i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i < ${to})
        SELECT ${Object.values(columns).join(', ')} FROM n ${where}`;
      await database.write(async (transaction) => {
        // Rows that fit together are not looked up once more: a key to another table is checked by a trigger.
        if (database.dialect === 'postgres')
          await sequelize.query('SET LOCAL session_replication_role = replica', { transaction });
        await sequelize.query(sql, { transaction });
      }, 'bulk');
    }
  }

  const { officers, schools } = scale;
  const placed = Math.round(schools * 1.2);
  const person = id('P', 'i');
  await fill('schools', schools, {
    id: id('S', 'i'),
    district_id: `'${districtId}'`,
    name: `${pick('i')} || ' School ' || i`,
    created_at: AT,
  });
  await fill('people', officers, {
    id: person,
    given_name: pick('(i / 12)'),
    family_name: `${pick('i')} || CAST(i AS TEXT)`,
    rank: `'Ofc.'`,
    email: `'o' || i || '@station.example'`,
    locale: `'en'`,
    theme: `'system'`,
    active_role: `''`,
    created_at: AT,
  });
  await fill('memberships', officers, {
    id: id('M', 'i'),
    person_id: person,
    organisation_type: `'agency'`,
    organisation_id: `'${agencyId}'`,
    role: `'officer'`,
    created_at: AT,
  });
  await fill('placements', Math.min(placed, officers), {
    id: id('L', 'i'),
    agency_id: `'${agencyId}'`,
    person_id: person,
    school_id: id('S', `(i % ${schools} + 1)`),
    role: `''`,
    starts_on: `'2026-02-01'`,
    created_at: AT,
  });
  await fill(
    'selections',
    officers,
    {
      id: id('E', 'i'),
      agency_id: `'${agencyId}'`,
      person_id: person,
      years_of_service: 'i % 20',
      record: `'Clean.'`,
      interviewed_on: `'2026-01-10'`,
      interviewed_with: `'Principal'`,
      reason: `'Volunteered.'`,
      decision: `'selected'`,
      decided_by: person,
      decided_on: `'2026-01-12'`,
      created_at: AT,
    },
    'WHERE i % 10 <> 0',
  );
  for (const [at, { courseId, versionId }] of courses.entries()) {
    await fill('registrations', officers, {
      id: id(`R${at}`, 'i'),
      agency_id: `'${agencyId}'`,
      person_id: person,
      course_id: `'${courseId}'`,
      door: `'catalogue'`,
      door_key: `''`,
      created_at: AT,
    });
    const each = scale.attempts / courses.length;
    await fill('attempts', officers * each, {
      id: id(`A${at}`, 'i'),
      agency_id: `'${agencyId}'`,
      registration_id: id(`R${at}`, `((i - 1) / ${each} + 1)`),
      number: `(i - 1) % ${each} + 1`,
      version_id: `'${versionId}'`,
      state: `'finished'`,
      completion: `'completed'`,
      success: `CASE i % 5 WHEN 0 THEN 'failed' ELSE 'passed' END`,
      score_raw: 'i % 100',
      score_min: '0',
      score_max: '100',
      score_scaled: '(i % 100) / 100.0',
      engaged_ms: '1800000',
      seat_ms: '1800000',
      chain_head: `''`,
      started_at: AT,
      last_saved_at: AT,
      finished_at: AT,
    });
    await fill('interactions', officers * each * scale.interactionsAnAttempt, {
      id: id(`I${at}`, 'i'),
      agency_id: `'${agencyId}'`,
      attempt_id: id(`A${at}`, `((i - 1) / ${scale.interactionsAnAttempt} + 1)`),
      sco_id: `'one'`,
      index: `(i - 1) % ${scale.interactionsAnAttempt}`,
      identifier: `'q' || (i % ${scale.interactionsAnAttempt})`,
      type: `'choice'`,
      description: `''`,
      learner_response: `'a'`,
      correct_response: `'a'`,
      result: `'correct'`,
      time: `''`,
      objective_ids: `'[]'`,
    });
  }
  const query = sequelize.getQueryInterface();
  await database.write((tx) => fillRegistrationResults.up({ query, tx, table: (name) => tablePrefix + name }), 'bulk');
  for (const [at, { courseId }] of courses.slice(0, 2).entries()) {
    const done = `i % ${at === 0 ? 10 : 4} <> 0`;
    const assignmentId = `ASSIGNMENT${at}`.padEnd(26, '0');
    await fill('assignments', 1, {
      id: `'${assignmentId}'`,
      agency_id: `'${agencyId}'`,
      title: `'Assignment ${at}'`,
      course_id: `'${courseId}'`,
      audience: `'{"kind":"officers"}'`,
      due: `'{"kind":"none"}'`,
      policy: `'{}'`,
      renewal_months: '24',
      created_by: `'${agencyId}'`,
      created_at: AT,
    });
    await fill('enrollments', officers, {
      id: id(`N${at}`, 'i'),
      agency_id: `'${agencyId}'`,
      assignment_id: `'${assignmentId}'`,
      person_id: person,
      course_id: `'${courseId}'`,
      cycle: '1',
      position: '1',
      assigned_on: `'2026-01-05'`,
      due_on: `CASE WHEN i % 40 = 0 THEN '2026-10-01' ELSE '2027-03-01' END`,
      outcome: `CASE WHEN ${done} THEN 'complete' ELSE 'in-progress' END`,
      reasons: `'[]'`,
      completed_on: `CASE WHEN ${done} THEN '2026-03-15' END`,
      expires_on: `CASE WHEN ${done} THEN '2028-03-15' END`,
      created_at: AT,
      updated_at: AT,
    });
    await fill('verdicts', officers, {
      id: id(`V${at}`, 'i'),
      agency_id: `'${agencyId}'`,
      person_id: person,
      course_id: `'${courseId}'`,
      assignment_id: `'${assignmentId}'`,
      enrollment_id: id(`N${at}`, 'i'),
      policy: `'{}'`,
      policy_sha256: `''`,
      outcome: `CASE WHEN ${done} THEN 'complete' ELSE 'in-progress' END`,
      reasons: `'[]'`,
      reached_on: `'2026-03-15'`,
      at: LATER,
    });
    await fill(
      'certificates',
      officers,
      {
        id: id(`C${at}`, 'i'),
        agency_id: `'${agencyId}'`,
        number: id(`C${at}`, 'i'),
        code: id(`C${at}`, 'i'),
        person_id: person,
        course_id: `'${courseId}'`,
        verdict_id: id(`V${at}`, 'i'),
        content: `'${JSON.stringify(CONTENT)}'`,
        content_sha256: `''`,
        issued_on: `'2026-03-15'`,
        expires_on: `CASE i % 3 WHEN 0 THEN '2026-12-10' WHEN 1 THEN '2027-05-10' ELSE '2028-02-10' END`,
        created_at: LATER,
      },
      `WHERE ${done}`,
    );
  }
  await database.write(async (transaction) => {
    await sequelize.query('ANALYZE', { transaction });
  }, 'bulk');
}
