import { newId, type Database } from '../../server/platform/index.ts';
import { buildCertificate } from './certificate-rows.ts';

/** A row by its columns. */
type Row = Readonly<Record<string, string | number | boolean | Date | null>>;

/** Moment at which rows were made unless a spec says otherwise: before every day that the specs ask about. */
export const LONG_AGO = new Date('2026-01-05T12:00:00.000Z');

/** Writes rows straight into tables, so that a spec of the reports needs none of the pages that make them. */
export function trainingRows(database: Database) {
  const { sequelize, tablePrefix } = database;
  const query = sequelize.getQueryInterface();

  async function insert(table: string, rows: readonly Row[]): Promise<void> {
    if (rows.length === 0) return;
    await database.write(async (transaction) => {
      await query.bulkInsert(tablePrefix + table, [...rows], { transaction });
    });
  }

  async function one(table: string, row: Row): Promise<string> {
    const id = newId();
    await insert(table, [{ id, ...row }]);
    return id;
  }

  return {
    insert,

    /** Changes rows by SQL, as another room would. */
    async run(sql: string, replacements: Record<string, unknown> = {}): Promise<void> {
      const named = sql.replaceAll(/\{(\w+)\}/g, (_, name: string) => query.quoteIdentifier(tablePrefix + name));
      await database.write(async (transaction) => {
        await sequelize.query(named, { replacements, transaction });
      });
    },

    person: (change: Row = {}): Promise<string> =>
      one('people', {
        given_name: 'Maria',
        family_name: 'Reyes',
        rank: 'Dep.',
        email: `p${newId().toLowerCase()}@station.example`,
        password_hash: null,
        password_changed_at: null,
        locale: 'en',
        theme: 'system',
        active_role: '',
        created_at: LONG_AGO,
        disabled_at: null,
        ...change,
      }),

    member: (personId: string, agencyId: string, change: Row = {}): Promise<string> =>
      one('memberships', {
        person_id: personId,
        organisation_type: 'agency',
        organisation_id: agencyId,
        role: 'officer',
        created_at: LONG_AGO,
        ended_at: null,
        ...change,
      }),

    placement: (agencyId: string, personId: string, schoolId: string, change: Row = {}): Promise<string> =>
      one('placements', {
        agency_id: agencyId,
        person_id: personId,
        school_id: schoolId,
        role: '',
        starts_on: '2026-02-01',
        ends_on: null,
        created_at: LONG_AGO,
        ...change,
      }),

    selection: (agencyId: string, personId: string, change: Row = {}): Promise<string> =>
      one('selections', {
        agency_id: agencyId,
        person_id: personId,
        school_id: null,
        years_of_service: 6,
        record: 'No complaint was sustained.',
        interviewed_on: '2026-01-10',
        interviewed_with: 'Principal Anne Holt',
        reason: 'Volunteered, teaches well.',
        decision: 'selected',
        decided_by: personId,
        decided_on: '2026-01-12',
        created_at: LONG_AGO,
        withdrawn_at: null,
        withdrawn_by: null,
        withdrawn_reason: null,
        ...change,
      }),

    course: (agencyId: string, change: Row = {}): Promise<string> =>
      one('courses', {
        agency_id: agencyId,
        title: 'Search and seizure',
        description: '',
        strand: 'academy',
        state: 'published',
        current_version_id: null,
        created_by: null,
        created_at: LONG_AGO,
        updated_at: LONG_AGO,
        ...change,
      }),

    assignment: (agencyId: string, courseId: string, change: Row = {}): Promise<string> =>
      one('assignments', {
        agency_id: agencyId,
        title: 'State training 2026',
        course_id: courseId,
        curriculum_id: null,
        audience: '{"kind":"officers"}',
        due: '{"kind":"none"}',
        policy: '{}',
        renewal_months: 24,
        counts_from: null,
        created_by: agencyId,
        created_at: LONG_AGO,
        ended_at: null,
        ...change,
      }),

    enrollment: (
      key: { agencyId: string; personId: string; assignmentId: string; courseId: string },
      change: Row = {},
    ): Promise<string> =>
      one('enrollments', {
        agency_id: key.agencyId,
        assignment_id: key.assignmentId,
        person_id: key.personId,
        course_id: key.courseId,
        cycle: 1,
        position: 1,
        paired_with: null,
        assigned_on: '2026-01-05',
        rule_due_on: null,
        due_on: null,
        counts_from: null,
        outcome: 'not-started',
        reasons: '[]',
        verdict_id: null,
        attempt_id: null,
        completed_on: null,
        expires_on: null,
        created_at: LONG_AGO,
        updated_at: LONG_AGO,
        closed_at: null,
        ...change,
      }),

    verdict: (
      key: { agencyId: string; personId: string; courseId: string; assignmentId: string; enrollmentId: string },
      change: Row = {},
    ): Promise<string> =>
      one('verdicts', {
        agency_id: key.agencyId,
        person_id: key.personId,
        course_id: key.courseId,
        assignment_id: key.assignmentId,
        enrollment_id: key.enrollmentId,
        attempt_id: null,
        version_id: null,
        policy: '{}',
        policy_sha256: '',
        outcome: 'complete',
        reasons: '[]',
        score: null,
        engaged_ms: 0,
        reached_on: '2026-03-01',
        at: new Date('2026-03-01T18:00:00.000Z'),
        ...change,
      }),

    certificate: (agencyId: string, personId: string, courseId: string, change: Row = {}): Promise<string> => {
      const unique = newId();
      return one('certificates', {
        agency_id: agencyId,
        number: unique,
        code: unique,
        person_id: personId,
        course_id: courseId,
        version_id: null,
        attempt_id: null,
        assignment_id: null,
        verdict_id: unique,
        content: buildCertificate().row.content,
        content_sha256: '',
        issued_on: '2026-03-01',
        expires_on: null,
        created_at: new Date('2026-03-01T18:00:00.000Z'),
        ...change,
      });
    },

    correction: (agencyId: string, personId: string, courseId: string, change: Row = {}): Promise<string> =>
      one('corrections', {
        agency_id: agencyId,
        person_id: personId,
        course_id: courseId,
        assignment_id: null,
        kind: 'completed',
        statement: 'Completed on paper in the training room.',
        seen_by: 'Sgt. Paul Ito',
        happened_on: '2026-03-01',
        score: null,
        engaged_ms: null,
        signed_by: personId,
        signer_name: 'Lt. Ann Okafor',
        signature: 'signature',
        created_at: LONG_AGO,
        withdrawn_at: null,
        withdrawn_by: null,
        withdrawn_reason: null,
        ...change,
      }),

    exemption: (agencyId: string, personId: string, change: Row = {}): Promise<string> =>
      one('exemptions', {
        agency_id: agencyId,
        person_id: personId,
        assignment_id: null,
        kind: 'exemption',
        ground: 'deployment',
        reason: 'Deployed with the Guard.',
        starts_on: '2026-02-01',
        ends_on: null,
        granted_by: personId,
        created_at: LONG_AGO,
        revoked_at: null,
        revoked_by: null,
        revoked_reason: null,
        ...change,
      }),
  };
}

/** See `trainingRows`. */
export type TrainingRows = ReturnType<typeof trainingRows>;
