import { Op, type WhereOptions } from 'sequelize';
import type { Tx } from '../platform/index.ts';
import type { CourseRow, CourseVersionRow, PackageModels } from './package-model.ts';

/** A version without its tree and findings: what lists need. */
export type VersionLine = Omit<CourseVersionRow, 'structure' | 'issues'>;

/** A course with the version that new attempts take, if there is one. */
export interface CourseWithVersion extends CourseRow {
  readonly currentVersion: VersionLine | null;
}

/** A course with all its versions, newest first. */
export interface CourseWithVersions extends CourseRow {
  readonly versions: VersionLine[];
}

const LINE = { exclude: ['structure', 'issues'] };

/** SQL over courses and their shares. */
export function createCourseStore({ Course, CourseShare, CourseVersion }: PackageModels) {
  /** Courses of the agency, of the library, and those shared with it. */
  async function visibleTo(tx: Tx | null, agencyId: string): Promise<WhereOptions<CourseRow>> {
    const shares = await CourseShare.findAll({ where: { agencyId }, attributes: ['courseId'], transaction: tx });
    return { [Op.or]: [{ agencyId }, { agencyId: null }, { id: shares.map((share) => share.courseId) }] };
  }

  return {
    async byId(tx: Tx | null, id: string): Promise<CourseWithVersion | null> {
      const include = [{ model: CourseVersion, as: 'currentVersion', attributes: LINE }];
      const row = await Course.findByPk(id, { include, transaction: tx });
      return row === null ? null : withVersion(row.get({ plain: true }));
    },

    /** Waits for others who change this course, so that version numbers are given one by one. */
    async lock(tx: Tx, id: string): Promise<CourseRow | null> {
      const row = await Course.findByPk(id, { transaction: tx, lock: tx.LOCK.UPDATE });
      return row === null ? null : row.get({ plain: true });
    },

    async isShared(tx: Tx | null, courseId: string, agencyId: string): Promise<boolean> {
      return (await CourseShare.count({ where: { courseId, agencyId }, transaction: tx })) > 0;
    },

    /** Published courses that people of the agency may take, by title. */
    async catalogue(tx: Tx | null, agencyId: string): Promise<CourseWithVersion[]> {
      const rows = await Course.findAll({
        where: { [Op.and]: [await visibleTo(tx, agencyId), { state: 'published' }] },
        include: [{ model: CourseVersion, as: 'currentVersion', required: true, attributes: LINE }],
        order: [
          ['title', 'ASC'],
          ['id', 'ASC'],
        ],
        transaction: tx,
      });
      return rows.map((row) => withVersion(row.get({ plain: true })));
    },

    /** Courses of the agency itself in every state, the last changed first; null for the library's. */
    async ofAgency(tx: Tx | null, agencyId: string | null): Promise<CourseWithVersions[]> {
      const rows = await Course.findAll({
        where: { agencyId },
        include: [{ model: CourseVersion, as: 'versions', attributes: LINE }],
        order: [
          ['updatedAt', 'DESC'],
          ['id', 'DESC'],
          [{ model: CourseVersion, as: 'versions' }, 'number', 'DESC'],
        ],
        transaction: tx,
      });
      return rows.map((row) => {
        const { versions = [], ...course } = row.get({ plain: true });
        return { ...course, versions };
      });
    },

    /** Courses by id, whatever their state; those that are not there are left out. */
    async byIds(tx: Tx | null, ids: readonly string[]): Promise<CourseRow[]> {
      const rows = await Course.findAll({ where: { id: [...ids] }, transaction: tx });
      return rows.map((row) => row.get({ plain: true }));
    },

    async insert(tx: Tx, course: CourseRow): Promise<void> {
      await Course.create(course, { transaction: tx });
    },

    async update(tx: Tx, id: string, values: Partial<CourseRow>): Promise<void> {
      await Course.update(values, { where: { id }, transaction: tx });
    },

    async remove(tx: Tx, id: string): Promise<void> {
      await CourseShare.destroy({ where: { courseId: id }, transaction: tx });
      await Course.destroy({ where: { id }, transaction: tx });
    },
  };
}

/** See `createCourseStore`. */
export type CourseStore = ReturnType<typeof createCourseStore>;

function withVersion(row: CourseRow & { currentVersion?: VersionLine | null }): CourseWithVersion {
  return { ...row, currentVersion: row.currentVersion ?? null };
}
