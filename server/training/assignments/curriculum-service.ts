import type { Packages } from '../../packages/index.ts';
import type { Actor } from '../../people/index.ts';
import { AppError, newId, type Platform } from '../../platform/index.ts';
import { requireAssigner, trainingNotFound } from '../training-policy.ts';
import type { CurriculumRow } from './assignment-model.ts';
import type { AssignmentStore } from './assignment-store.ts';
import { readIds } from './stored-rules.ts';

/** What the service needs. */
export interface CurriculumDependencies {
  readonly platform: Pick<Platform, 'database' | 'clock' | 'audit'>;
  readonly catalogue: Packages['catalogue'];
  readonly assignments: AssignmentStore;
}

/** Courses in an order, for supervisors and administrators. One that is assigned keeps its courses: another is made in its place. */
export function createCurriculumService({ platform, catalogue, assignments }: CurriculumDependencies) {
  const { database, clock, audit } = platform;

  return {
    /** Curricula of the agency with the titles of their courses. Throws AppError `NOT_ALLOWED` (403). */
    async list(actor: Actor) {
      requireAssigner(actor);
      const rows = await assignments.curricula(null, actor.agencyId);
      const ids = rows.map(({ courseIds }) => readIds(courseIds));
      const courses = await catalogue.byIds(null, [...new Set(ids.flat())]);
      const titles = new Map(courses.map(({ id, title }) => [id, title]));
      return {
        rows: rows.map((row, at) => ({ ...row, titles: (ids[at] ?? []).map((id) => titles.get(id) ?? '') })),
        offered: (await catalogue.list(actor)).map(({ id, title }) => ({ id, title })),
      };
    },

    /** Throws AppError `INPUT_INVALID` (422) without two courses that the agency offers. */
    async create(actor: Actor, title: string, courseIds: readonly string[]): Promise<string> {
      requireAssigner(actor);
      const ids = [...new Set(courseIds.filter((id) => id !== ''))];
      const offered = new Set((await catalogue.list(actor)).map(({ id }) => id));
      if (ids.length < 2 || !ids.every((id) => offered.has(id))) {
        throw new AppError('INPUT_INVALID', 422, 'Choose two courses or more in their order.', { field: 'courses' });
      }
      const { agencyId, personId: actorId } = actor;
      const row: CurriculumRow = {
        id: newId(),
        agencyId,
        title,
        courseIds: JSON.stringify(ids),
        createdAt: clock.now(),
        endedAt: null,
      };
      await database.write(async (tx) => {
        await assignments.addCurriculum(tx, row);
        const subject = { subjectType: 'curriculum', subjectId: row.id, details: { title, courseIds: ids } };
        await audit.record(tx, { agencyId, actorId, action: 'curriculum.created', ...subject });
      });
      return row.id;
    },

    /** Takes it out of the forms; assignments that use it go on. Throws AppError `CURRICULUM_NOT_FOUND` (404). */
    async end(actor: Actor, id: string): Promise<void> {
      requireAssigner(actor);
      const { agencyId, personId: actorId } = actor;
      await database.write(async (tx) => {
        const found = await assignments.curriculum(tx, agencyId, id);
        if (found === null) throw trainingNotFound('CURRICULUM_NOT_FOUND', 'curriculum');
        await assignments.changeCurriculum(tx, id, { endedAt: found.endedAt ?? clock.now() });
        const subject = { subjectType: 'curriculum', subjectId: id, details: { title: found.title } };
        await audit.record(tx, { agencyId, actorId, action: 'curriculum.ended', ...subject });
      });
    },
  };
}

/** See `createCurriculumService`. */
export type CurriculumService = ReturnType<typeof createCurriculumService>;
