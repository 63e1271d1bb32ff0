import { Op } from 'sequelize';
import type { Database, Tx } from '../../platform/index.ts';
import type { AssignmentModels, EnrollmentRow } from './assignment-model.ts';

/** SQL over enrollments. */
export function createEnrollmentStore(database: Database, { enrollments }: AssignmentModels) {
  const rows = database.plain(enrollments);

  async function select(tx: Tx | null, where: Parameters<typeof enrollments.findAll>[0]): Promise<EnrollmentRow[]> {
    const found = await enrollments.findAll({ ...where, transaction: tx });
    return found.map((row) => row.get({ plain: true }));
  }

  return {
    /** Enrollments of some people that are not closed, in the order of their courses. */
    openOf: (tx: Tx | null, agencyId: string, personIds: readonly string[]): Promise<EnrollmentRow[]> =>
      select(tx, { where: { agencyId, personId: [...personIds], closedAt: null }, order: ORDER }),

    /** Of one assignment, the closed ones among them. */
    ofAssignment: (tx: Tx | null, agencyId: string, assignmentId: string): Promise<EnrollmentRow[]> =>
      select(tx, { where: { agencyId, assignmentId }, order: ORDER }),

    /** Every enrollment of one person, the closed ones among them. */
    ofPerson: (tx: Tx | null, agencyId: string, personId: string): Promise<EnrollmentRow[]> =>
      select(tx, { where: { agencyId, personId }, order: ORDER }),

    /** Open ones that have expired before a day. */
    expired: (tx: Tx | null, agencyId: string, before: string): Promise<EnrollmentRow[]> =>
      select(tx, { where: { agencyId, closedAt: null, expiresOn: { [Op.lt]: before } }, order: ORDER }),

    /** Whether a person is enrolled for a course in an agency now. */
    async isEnrolled(
      tx: Tx | null,
      where: Pick<EnrollmentRow, 'agencyId' | 'personId' | 'courseId'>,
    ): Promise<boolean> {
      return (await enrollments.count({ where: { ...where, closedAt: null }, transaction: tx })) > 0;
    },

    /** Adds those that are not there. */
    add: (tx: Tx, added: readonly EnrollmentRow[]): Promise<void> => rows.appendNew(tx, added),

    /** Takes changed ones over whole. */
    put: (tx: Tx, changed: readonly EnrollmentRow[]): Promise<void> => rows.put(tx, changed),
  };
}

const ORDER: [string, string][] = [
  ['position', 'ASC'],
  ['cycle', 'ASC'],
  ['id', 'ASC'],
];

/** See `createEnrollmentStore`. */
export type EnrollmentStore = ReturnType<typeof createEnrollmentStore>;
