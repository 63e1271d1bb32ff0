import { Op, QueryTypes } from 'sequelize';
import type { Database, Tx } from '../../platform/index.ts';
import type { NoticeModels, NoticeRow } from './notice-model.ts';

/** An enrollment with the name of its course. */
export interface NamedEnrollment {
  readonly id: string;
  readonly assignmentId: string;
  readonly personId: string;
  readonly courseId: string;
  readonly course: string;
  readonly cycle: number;
  readonly outcome: string;
  readonly assignedOn: string;
  /** Due day of the rule; of a renewal the day on which the cycle before expired. */
  readonly ruleDueOn: string | null;
  readonly dueOn: string | null;
  readonly completedOn: string | null;
  readonly expiresOn: string | null;
}

/** An agency and its clock. */
export interface AgencyClock {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
}

const ENROLLMENT = `e.id, e.person_id AS "personId", e.course_id AS "courseId", c.title AS course, e.cycle, e.outcome,
  e.assignment_id AS "assignmentId", e.assigned_on AS "assignedOn", e.rule_due_on AS "ruleDueOn", e.due_on AS "dueOn", e.completed_on AS "completedOn", e.expires_on AS "expiresOn"`;
const MOST_SHOWN = 200;
const CHUNK = 500;

/** SQL over notices; enrollments, courses, people and agencies are only read. */
export function createNoticeStore({ sequelize, tablePrefix }: Database, { notices }: NoticeModels) {
  const table = (name: string): string => sequelize.getQueryInterface().quoteIdentifier(tablePrefix + name);
  const select = <Row extends object>(
    tx: Tx | null,
    sql: string,
    replacements: Record<string, unknown>,
  ): Promise<Row[]> => sequelize.query<Row>(sql, { replacements, type: QueryTypes.SELECT, transaction: tx });

  /** Of people who belong to the agency and may sign in. */
  const member = `EXISTS (SELECT 1 FROM ${table('memberships')} m JOIN ${table('people')} p ON p.id = m.person_id
    WHERE m.person_id = e.person_id AND m.organisation_id = e.agency_id AND m.ended_at IS NULL AND p.disabled_at IS NULL)`;
  const enrollments = `SELECT ${ENROLLMENT} FROM ${table('enrollments')} e JOIN ${table('courses')} c ON c.id = e.course_id`;

  return {
    agencies: (tx: Tx | null): Promise<AgencyClock[]> =>
      select(tx, `SELECT id, name, time_zone AS "timeZone" FROM ${table('agencies')} ORDER BY id`, {}),

    /** Open ones whose due day lies in a span. */
    dueBetween: (tx: Tx | null, agencyId: string, from: string, to: string): Promise<NamedEnrollment[]> =>
      select(
        tx,
        `${enrollments} WHERE e.agency_id = :agencyId AND e.due_on BETWEEN :from AND :to AND e.closed_at IS NULL
          AND e.outcome IN ('not-started', 'in-progress', 'not-met') AND ${member}`,
        { agencyId, from, to },
      ),

    /** Complete ones that expire in a span and are not under way again: of those the new cycle tells. */
    expiringBetween: (tx: Tx | null, agencyId: string, from: string, to: string): Promise<NamedEnrollment[]> =>
      select(
        tx,
        `${enrollments} WHERE e.agency_id = :agencyId AND e.expires_on BETWEEN :from AND :to AND e.closed_at IS NULL
          AND e.outcome = 'complete' AND ${member} AND NOT EXISTS (SELECT 1 FROM ${table('enrollments')} n
            WHERE n.assignment_id = e.assignment_id AND n.person_id = e.person_id AND n.course_id = e.course_id
              AND n.cycle > e.cycle)`,
        { agencyId, from, to },
      ),

    /** Assigned since a day and not told of yet; a renewal is told by its due day. */
    newlyAssigned: (tx: Tx | null, agencyId: string, since: string): Promise<NamedEnrollment[]> =>
      select(
        tx,
        `${enrollments} WHERE e.agency_id = :agencyId AND e.assigned_on >= :since AND e.closed_at IS NULL AND e.cycle = 1
          AND e.outcome IN ('not-started', 'in-progress', 'not-met') AND ${member} AND NOT EXISTS
            (SELECT 1 FROM ${table('notices')} n WHERE n.person_id = e.person_id AND n.kind = 'assigned' AND n.subject_key = e.id)`,
        { agencyId, since },
      ),

    /** Corrections recorded since a moment and not told of yet. */
    newCorrections: (
      tx: Tx | null,
      agencyId: string,
      since: Date,
    ): Promise<{ id: string; personId: string; courseId: string; course: string; signer: string }[]> =>
      select(
        tx,
        `SELECT e.id, e.person_id AS "personId", e.course_id AS "courseId", c.title AS course, e.signer_name AS signer
          FROM ${table('corrections')} e JOIN ${table('courses')} c ON c.id = e.course_id
          WHERE e.agency_id = :agencyId AND e.created_at >= :since AND e.withdrawn_at IS NULL AND ${member} AND NOT EXISTS
            (SELECT 1 FROM ${table('notices')} n WHERE n.person_id = e.person_id AND n.kind = 'correction' AND n.subject_key = e.id)`,
        { agencyId, since },
      ),

    /** Open enrollments of a person with a day to keep. */
    ofPerson: (tx: Tx | null, of: { agencyId: string; personId: string }): Promise<NamedEnrollment[]> =>
      select(
        tx,
        `${enrollments} WHERE e.person_id = :personId AND e.agency_id = :agencyId AND e.closed_at IS NULL ORDER BY e.id`,
        { agencyId: of.agencyId, personId: of.personId },
      ),

    /** Who takes a course on another version than the one of an offer that still stands. */
    async runningBeside(tx: Tx | null, offerId: string): Promise<string[]> {
      const rows = await select<{ personId: string }>(
        tx,
        `SELECT DISTINCT e.person_id AS "personId" FROM ${table('restart_offers')} o
          JOIN ${table('registrations')} e ON e.agency_id = o.agency_id AND e.course_id = o.course_id
          JOIN ${table('attempts')} a ON a.registration_id = e.id
          WHERE o.id = :offerId AND e.door IN ('catalogue', 'assignment') AND a.state <> 'finished'
            AND a.version_id <> o.version_id AND ${member} AND NOT EXISTS (SELECT 1 FROM ${table('attempts')} n
              WHERE n.registration_id = a.registration_id AND n.number > a.number)`,
        { offerId },
      );
      return rows.map(({ personId }) => personId);
    },

    async title(tx: Tx | null, name: 'courses' | 'outside_trainings', id: string): Promise<string> {
      const [found] = await select<{ title: string }>(tx, `SELECT title FROM ${table(name)} WHERE id = :id`, { id });
      return found?.title ?? '';
    },

    async skillOfClaim(tx: Tx | null, id: string): Promise<{ skill: string; note: string } | null> {
      const sql = `SELECT skill, note FROM ${table('skill_claims')} WHERE id = :id`;
      const [found] = await select<{ skill: string; note: string }>(tx, sql, { id });
      return found ?? null;
    },

    /** Writes what has not been told yet. */
    async insert(tx: Tx, rows: readonly NoticeRow[]): Promise<void> {
      for (let at = 0; at < rows.length; at += CHUNK) {
        await notices.bulkCreate(rows.slice(at, at + CHUNK), { transaction: tx, ignoreDuplicates: true });
      }
    },

    /** Notices of a person in an agency: unread first, the newest first. */
    async list(tx: Tx | null, of: { agencyId: string; personId: string }): Promise<NoticeRow[]> {
      const where = { agencyId: of.agencyId, personId: of.personId };
      const order: [string, string][] = [['id', 'DESC']];
      const unread = await notices.findAll({
        where: { ...where, readAt: null },
        order,
        limit: MOST_SHOWN,
        transaction: tx,
      });
      const read = await notices.findAll({
        where: { ...where, readAt: { [Op.ne]: null } },
        order,
        limit: MOST_SHOWN,
        transaction: tx,
      });
      return [...unread, ...read].map((row) => row.get({ plain: true }));
    },

    async unread(tx: Tx | null, of: { agencyId: string; personId: string }): Promise<number> {
      return notices.count({ where: { agencyId: of.agencyId, personId: of.personId, readAt: null }, transaction: tx });
    },

    async byId(tx: Tx, of: { agencyId: string; personId: string }, id: string): Promise<NoticeRow | null> {
      const where = { id, agencyId: of.agencyId, personId: of.personId };
      return (await notices.findOne({ where, transaction: tx }))?.get({ plain: true }) ?? null;
    },

    /** Marks one as read, or all where `id` is null. */
    async markRead(tx: Tx, of: { agencyId: string; personId: string }, id: string | null, readAt: Date): Promise<void> {
      const where = { agencyId: of.agencyId, personId: of.personId, readAt: null, ...(id !== null && { id }) };
      await notices.update({ readAt }, { where, transaction: tx });
    },
  };
}

/** See `createNoticeStore`. */
export type NoticeStore = ReturnType<typeof createNoticeStore>;
