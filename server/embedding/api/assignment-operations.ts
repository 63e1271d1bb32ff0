import { z } from 'zod';
import { newAssignment, type Training } from '../../training/index.ts';
import { pageOf, pageOfAll, pageQuery } from './cursor.ts';
import { noBody, noQuery, operation, type Operation } from './operation.ts';
import { id, maybeMoment, maybeSaid, moment, said } from './shared-schemas.ts';

const asked = newAssignment
  .strict()
  .refine(({ courseId, curriculumId }) => (courseId === null) !== (curriculumId === null), {
    path: ['courseId'],
    message: 'Name a course or a curriculum, and one of both.',
  })
  .meta({ id: 'NewAssignment' });

const assignment = newAssignment
  .extend({ id, createdAt: moment, endedAt: maybeMoment.describe('Nobody has to take it any more.') })
  .meta({ id: 'Assignment' });

const standing = z
  .object({
    personId: id,
    courseId: id,
    cycle: z.number().int().describe('From 1; a renewal is a new one.'),
    dueOn: z.iso.date().nullable(),
    outcome: z.enum(['not-started', 'in-progress', 'complete', 'not-met', 'waived']),
    attemptId: id.nullable(),
    completedOn: z.iso.date().nullable(),
    expiresOn: z.iso.date().nullable(),
    isClosed: z.boolean().describe('The person left the audience, or the assignment ended.'),
  })
  .meta({ id: 'Standing' });

const shown = assignment.extend({ people: z.array(standing) }).meta({ id: 'AssignmentWithPeople' });

type Rules = Training['rules'];
type Shown = Awaited<ReturnType<Rules['assignments']['show']>>;

/** Operations on assignments. */
export function assignmentOperations({ rules: { assignments } }: Training): Operation[] {
  const common = { tag: 'Assignments', roles: ['supervisor'] } as const;
  const read = { ...common, method: 'get', scope: 'assignments:read', status: 200 } as const;
  return [
    operation({
      ...read,
      id: 'listAssignments',
      path: '/assignments',
      summary: 'Who takes what, by when, judged how',
      query: pageQuery,
      answer: pageOf(assignment),
      body: noBody,
      handle: async ({ actor }, { query }) => pageOfAll((await assignments.list(actor)).rows, query, assignmentOf),
    }),
    operation({
      ...read,
      id: 'getAssignment',
      path: '/assignments/:assignment',
      summary: 'One assignment, with where each person stands',
      answer: shown,
      query: noQuery,
      body: noBody,
      async handle({ actor }, { param }) {
        const found = await assignments.show(actor, param('assignment'));
        return { ...assignmentOf(found.assignment), people: found.enrollments.map(standingOf) };
      },
    }),
    operation({
      ...common,
      method: 'post',
      id: 'addAssignment',
      path: '/assignments',
      summary: 'Make an assignment and enrol its people',
      scope: 'assignments:write',
      status: 201,
      body: asked,
      answer: assignment,
      query: noQuery,
      async handle({ actor }, { body }) {
        const made = await assignments.create(actor, body);
        return assignmentOf((await assignments.show(actor, made)).assignment);
      },
    }),
  ];
}

function assignmentOf(row: Shown['assignment']): z.input<typeof assignment> {
  const { id: key, title, courseId, curriculumId, renewalMonths, countsFrom, createdAt, endedAt } = row;
  const { audience, due, policy } = stored.parse({
    audience: JSON.parse(row.audience),
    due: JSON.parse(row.due),
    policy: JSON.parse(row.policy),
  });
  const rule = { title, courseId, curriculumId, audience, due, policy, renewalMonths, countsFrom };
  return { id: key, ...rule, createdAt: said(createdAt), endedAt: maybeSaid(endedAt) };
}

const stored = newAssignment.pick({ audience: true, due: true, policy: true });

function standingOf(row: Shown['enrollments'][number]): z.input<typeof standing> {
  const { personId, courseId, cycle, dueOn, outcome, attemptId, completedOn, expiresOn, closedAt } = row;
  const isClosed = closedAt !== null;
  return { personId, courseId, cycle, dueOn, outcome, attemptId, completedOn, expiresOn, isClosed };
}
