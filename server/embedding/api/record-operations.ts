import { z } from 'zod';
import type { Attempts, AttemptFeedFacts } from '../../attempts/index.ts';
import { momentCursor, page, pageOf, pageQuery, readMomentCursor } from './cursor.ts';
import { noBody, noQuery, operation, type Operation } from './operation.ts';
import { id, idQuery, maybeMoment, maybeSaid, moment, said } from './shared-schemas.ts';

const score = z.number().nullable();
const result = {
  completion: z.enum(['unknown', 'not attempted', 'incomplete', 'completed']),
  success: z.enum(['unknown', 'passed', 'failed']),
  scoreRaw: score,
  scoreMin: score,
  scoreMax: score,
  scoreScaled: score.describe('-1 to 1.'),
  progress: score.describe('0 to 1.'),
};
const door = z.string().describe('Through which the person came: catalogue, assignment, lti, dispatch.');

const registration = z.object({ id, personId: id, courseId: id, door, createdAt: moment }).meta({ id: 'Registration' });

const attempt = z
  .object({
    id,
    registrationId: id,
    personId: id,
    courseId: id,
    versionId: id,
    door,
    number: z.number().int(),
    state: z.enum(['open', 'suspended', 'finished']),
    ...result,
    seatMs: z.number().int(),
    engagedMs: z.number().int().describe('Time in which the person was at it.'),
    startedAt: moment,
    finishedAt: maybeMoment,
    changedAt: moment,
  })
  .meta({ id: 'Attempt' });

const text = z.string();
const interaction = z
  .object({
    index: z.number().int(),
    identifier: text,
    prompt: text.nullable(),
    type: text,
    description: text,
    learnerResponse: text,
    correctResponse: text,
    result: text,
    latencyMs: z.number().int().nullable(),
  })
  .meta({ id: 'Interaction' });

const shown = z
  .object({
    id,
    courseId: id,
    versionNumber: z.number().int(),
    number: z.number().int(),
    state: z.enum(['not started', 'open', 'suspended', 'finished']),
    ...result,
    seatMs: z.number().int(),
    engagedMs: z.number().int(),
    startedAt: moment,
    lastSavedAt: maybeMoment,
    finishedAt: maybeMoment,
    parts: z.array(
      z.object({ scoId: text, ...result, totalTimeMs: z.number().int(), interactions: z.array(interaction) }),
    ),
  })
  .meta({ id: 'AttemptWithAnswers' });

/** Operations on registrations and attempts. */
export function recordOperations({ feed, records }: Attempts): Operation[] {
  const read = { tag: 'Records', method: 'get', scope: 'records:read', roles: ['supervisor'], status: 200 } as const;
  const filters = { personId: idQuery, courseId: idQuery };
  return [
    operation({
      ...read,
      id: 'listRegistrations',
      path: '/registrations',
      summary: 'Places of people in courses',
      query: pageQuery.extend(filters),
      answer: pageOf(registration),
      body: noBody,
      async handle({ actor }, { query: { after, limit, personId = null, courseId = null } }) {
        const rows = await feed.registrations(actor, { after, limit: limit + 1, personId, courseId });
        return page(
          rows,
          limit,
          (row) => row.id,
          (row) => ({ ...row, createdAt: said(row.createdAt) }),
        );
      },
    }),
    operation({
      ...read,
      id: 'listAttempts',
      path: '/attempts',
      summary: 'Attempts, the last changed last',
      about:
        'Come again with `next`, or with `changedSince`, for what is new. An attempt that changes again comes again, later in the list. The last two seconds are told with the next page, so that nothing is passed over.',
      query: pageQuery.extend({
        ...filters,
        changedSince: z.iso.datetime({ offset: true }).optional().describe('Where there is no `after`.'),
      }),
      answer: pageOf(attempt),
      body: noBody,
      async handle({ actor }, { query: { after, limit, changedSince, personId = null, courseId = null } }) {
        const from = after === '' ? { since: new Date(changedSince ?? 0), afterId: '' } : readMomentCursor(after);
        const rows = await feed.attempts(actor, { ...from, limit: limit + 1, personId, courseId });
        return page(rows, limit, (row) => momentCursor(row.changedAt, row.attemptId), attemptOf);
      },
    }),
    operation({
      ...read,
      id: 'getAttempt',
      path: '/attempts/:attempt',
      summary: 'One attempt with its parts and answers',
      answer: shown,
      query: noQuery,
      body: noBody,
      async handle({ actor }, { param }) {
        const found = await records.attempt(actor, param('attempt'));
        const { attemptId, result: sum, scos, startedAt, lastSavedAt, finishedAt, ...rest } = found;
        return {
          ...rest,
          ...sum,
          id: attemptId,
          startedAt: said(startedAt),
          lastSavedAt: maybeSaid(lastSavedAt),
          finishedAt: maybeSaid(finishedAt),
          parts: scos.map((sco) => ({ ...sco, ...sco.result, interactions: [...sco.interactions] })),
        };
      },
    }),
  ];
}

function attemptOf({ attemptId, startedAt, finishedAt, changedAt, ...row }: AttemptFeedFacts): z.input<typeof attempt> {
  const times = { startedAt: said(startedAt), finishedAt: maybeSaid(finishedAt), changedAt: said(changedAt) };
  return { ...row, id: attemptId, ...times };
}
