import { z } from 'zod';
import type { Packages } from '../../packages/index.ts';
import { pageOf, pageOfAll, pageQuery } from './cursor.ts';
import { noBody, noQuery, operation, type Operation } from './operation.ts';
import { id, maybeMoment, maybeSaid, said, moment } from './shared-schemas.ts';

const course = z
  .object({
    id,
    title: z.string(),
    description: z.string(),
    strand: z.string(),
    state: z.enum(['draft', 'published', 'withdrawn']),
    isLibrary: z.boolean().describe('Belongs to nobody: every agency may take it.'),
    currentVersionId: id.nullable().describe('What new attempts take.'),
    updatedAt: moment,
  })
  .meta({ id: 'Course' });

const version = z
  .object({
    id,
    number: z.number().int(),
    standard: z.string(),
    edition: z.string(),
    state: z.enum(['found', 'published', 'withdrawn']),
    sourceSha256: z.string().length(64).describe('Of the very package: records and certificates name it.'),
    publishedAt: maybeMoment,
  })
  .meta({ id: 'CourseVersion' });

type Course = Awaited<ReturnType<Packages['catalogue']['courseFor']>>;
type Version = Awaited<ReturnType<Packages['catalogue']['versionsOf']>>[number];

/** Operations on courses. */
export function courseOperations({ catalogue }: Packages): Operation[] {
  const read = { tag: 'Courses', method: 'get', scope: 'courses:read', roles: ['officer'], status: 200 } as const;
  return [
    operation({
      ...read,
      id: 'listCourses',
      path: '/courses',
      summary: 'Courses that the people of the agency may take',
      query: pageQuery,
      answer: pageOf(course),
      body: noBody,
      handle: async ({ actor }, { query }) => pageOfAll(await catalogue.list(actor), query, courseOf),
    }),
    operation({
      ...read,
      id: 'getCourse',
      path: '/courses/:course',
      summary: 'One course',
      answer: course,
      query: noQuery,
      body: noBody,
      handle: async ({ actor }, { param }) => courseOf(await catalogue.courseFor(null, actor, param('course'))),
    }),
    operation({
      ...read,
      id: 'listCourseVersions',
      path: '/courses/:course/versions',
      summary: 'Versions of a course that were ever offered',
      query: pageQuery,
      answer: pageOf(version),
      body: noBody,
      async handle({ actor }, { param, query }) {
        return pageOfAll(await catalogue.versionsOf(actor, param('course')), query, versionOf);
      },
    }),
  ];
}

function courseOf(row: Course): z.input<typeof course> {
  const { id: key, title, description, strand, state, agencyId, currentVersionId, updatedAt } = row;
  const isLibrary = agencyId === null;
  return { id: key, title, description, strand, state, isLibrary, currentVersionId, updatedAt: said(updatedAt) };
}

function versionOf(row: Version): z.input<typeof version> {
  const { id: key, number, standard, edition, state, sourceSha256, publishedAt } = row;
  return { id: key, number, standard, edition, state, sourceSha256, publishedAt: maybeSaid(publishedAt) };
}
