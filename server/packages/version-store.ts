import { Op } from 'sequelize';
import type { Tx } from '../platform/index.ts';
import type { VersionLine } from './course-store.ts';
import type {
  ActivityRow,
  ContentFileRow,
  CourseRow,
  CourseVersionRow,
  PackageModels,
  VersionState,
} from './package-model.ts';

/** A version found by the bytes of its package, with the title of its course. */
export interface SamePackage {
  readonly versionId: string;
  readonly courseId: string;
  readonly number: number;
  readonly title: string;
}

/** SQL over versions, their activities and files. */
export function createVersionStore({ Course, CourseVersion, Activity, ContentFile }: PackageModels) {
  return {
    async byId(tx: Tx | null, id: string): Promise<CourseVersionRow | null> {
      const row = await CourseVersion.findByPk(id, { transaction: tx });
      return row === null ? null : row.get({ plain: true });
    },

    /** The version without its tree, and its course. */
    async line(tx: Tx | null, id: string): Promise<{ version: VersionLine; course: CourseRow } | null> {
      const row = await CourseVersion.findByPk(id, {
        attributes: { exclude: ['structure', 'issues'] },
        include: [{ model: Course, as: 'course' }],
        transaction: tx,
      });
      if (row === null) return null;
      const { course, ...version } = row.get({ plain: true });
      return course === undefined ? null : { version, course };
    },

    /** Several versions without their trees, each with its course; those that are not there are left out. */
    async lines(tx: Tx | null, ids: readonly string[]): Promise<{ version: VersionLine; course: CourseRow }[]> {
      if (ids.length === 0) return [];
      const rows = await CourseVersion.findAll({
        where: { id: [...ids] },
        attributes: { exclude: ['structure', 'issues'] },
        include: [{ model: Course, as: 'course' }],
        transaction: tx,
      });
      return rows.flatMap((row) => {
        const { course, ...version } = row.get({ plain: true });
        return course === undefined ? [] : [{ version, course }];
      });
    },

    /** Versions of a course without their trees, newest first. */
    async ofCourse(tx: Tx | null, courseId: string): Promise<VersionLine[]> {
      const attributes = { exclude: ['structure', 'issues'] };
      const order: [string, string][] = [['number', 'DESC']];
      const rows = await CourseVersion.findAll({ where: { courseId }, attributes, order, transaction: tx });
      return rows.map((row) => row.get({ plain: true }));
    },

    async structure(tx: Tx | null, id: string): Promise<string | null> {
      const row = await CourseVersion.findByPk(id, { attributes: ['structure'], transaction: tx });
      return row?.structure ?? null;
    },

    /** Versions with these bytes of the owners asked for, null for the library, the newest first. */
    async bySource(tx: Tx | null, owners: readonly (string | null)[], sourceSha256: string): Promise<SamePackage[]> {
      const rows = await CourseVersion.findAll({
        where: { sourceSha256, [Op.or]: owners.map((agencyId) => ({ agencyId })) },
        attributes: ['id', 'courseId', 'number'],
        include: [{ model: Course, as: 'course', attributes: ['title'] }],
        order: [
          ['createdAt', 'DESC'],
          ['id', 'DESC'],
        ],
        transaction: tx,
      });
      return rows.map(({ id, courseId, number, course }) => ({
        versionId: id,
        courseId,
        number,
        title: course?.title ?? '',
      }));
    },

    /** Lets one transaction at a time bring these bytes: on PostgreSQL two would not see each other's version. */
    async claim(tx: Tx, sourceSha256: string): Promise<void> {
      const { sequelize, tableName } = CourseVersion;
      if (sequelize?.getDialect() !== 'postgres') return;
      const replacements = { name: `${tableName} ${sourceSha256}` };
      await sequelize.query('SELECT pg_advisory_xact_lock(hashtext(:name))', { replacements, transaction: tx });
    },

    /** Highest number given in a course, 0 for none. */
    async lastNumber(tx: Tx, courseId: string): Promise<number> {
      return Number(await CourseVersion.max('number', { where: { courseId }, transaction: tx }));
    },

    async count(tx: Tx, courseId: string, state?: VersionState): Promise<number> {
      return CourseVersion.count({ where: { courseId, ...(state && { state }) }, transaction: tx });
    },

    async insert(tx: Tx, version: CourseVersionRow, activities: readonly ActivityRow[]): Promise<void> {
      await CourseVersion.create(version, { transaction: tx });
      for (let start = 0; start < activities.length; start += 500) {
        await Activity.bulkCreate(activities.slice(start, start + 500), { transaction: tx });
      }
    },

    async update(tx: Tx, id: string, values: Partial<CourseVersionRow>): Promise<void> {
      await CourseVersion.update(values, { where: { id }, transaction: tx });
    },

    async insertFiles(tx: Tx, files: readonly ContentFileRow[]): Promise<void> {
      await ContentFile.bulkCreate([...files], { transaction: tx });
    },

    /** All files of a version; archives hold at most 30,000. */
    async files(tx: Tx | null, versionId: string): Promise<ContentFileRow[]> {
      return ContentFile.findAll({ where: { versionId }, transaction: tx, raw: true });
    },

    /** Deletes a version that nobody has taken, with everything of it. */
    async remove(tx: Tx, id: string): Promise<void> {
      await ContentFile.destroy({ where: { versionId: id }, transaction: tx });
      await Activity.destroy({ where: { versionId: id }, transaction: tx });
      await CourseVersion.destroy({ where: { id }, transaction: tx });
    },

    async removeFiles(tx: Tx, versionId: string): Promise<void> {
      await ContentFile.destroy({ where: { versionId }, transaction: tx });
    },

    /** Ids of versions that have files but were never finished: imports that broke off. */
    async unfinished(tx: Tx | null): Promise<string[]> {
      const group = { attributes: ['versionId'], group: ['versionId'], transaction: tx };
      const written = (await ContentFile.findAll(group)).map((row) => row.versionId);
      const known = await CourseVersion.findAll({ where: { id: written }, attributes: ['id'], transaction: tx });
      const finished = new Set(known.map((row) => row.id));
      return written.filter((id) => !finished.has(id));
    },

    /** Number of playable activities by version. */
    async partCounts(tx: Tx | null, versionIds: readonly string[]): Promise<Map<string, number>> {
      const rows = await Activity.count({
        where: { versionId: [...versionIds], type: ['sco', 'asset'] },
        group: ['versionId'],
        transaction: tx,
      });
      return new Map(rows.map((row) => [String(row['versionId'] ?? row['version_id']), row.count]));
    },
  };
}

/** See `createVersionStore`. */
export type VersionStore = ReturnType<typeof createVersionStore>;
