import { z } from 'zod';
import type { AgencyDesk } from '../../agencies/index.ts';
import { page, pageOf, pageOfAll, pageQuery } from './cursor.ts';
import { noBody, noQuery, operation, type Operation } from './operation.ts';
import { id, idQuery, maybeMoment, maybeSaid, moment, said } from './shared-schemas.ts';

const TAG = 'Schools and placements';

const day = z.iso.date('Write a date as YYYY-MM-DD.');
const words = (most: number) => z.string().trim().min(1).max(most);

const district = z
  .object({
    id,
    name: z.string(),
    state: z.string(),
    isKept: z.boolean().describe('The agency may change its schools.'),
  })
  .meta({ id: 'District' });
const school = z.object({ id, districtId: id, name: z.string() }).meta({ id: 'School' });
const newSchool = z.strictObject({ districtId: id, name: words(200) }).meta({ id: 'NewSchool' });
const placement = z
  .object({
    id,
    personId: id,
    schoolId: id,
    role: z.string(),
    startsOn: day,
    endsOn: day.nullable().describe('The last day; the day before the first for one that was called off.'),
    endedReason: z.string().nullable(),
    createdAt: moment,
    updatedAt: maybeMoment,
  })
  .meta({ id: 'Placement' });
const newPlacement = z
  .strictObject({ personId: id, schoolId: id, role: words(40), startsOn: day, endsOn: day.nullable().default(null) })
  .refine(({ startsOn, endsOn }) => endsOn === null || endsOn >= startsOn, {
    path: ['endsOn'],
    message: 'The last day lies before the first.',
  })
  .meta({ id: 'NewPlacement' });
const endedPlacement = z.strictObject({ endsOn: day, reason: words(200) }).meta({ id: 'EndedPlacement' });

/** Operations on districts, schools and placements. */
export function schoolOperations({ organisations, placements }: AgencyDesk): Operation[] {
  const common = { tag: TAG, roles: ['administrator'] } as const;
  const read = { ...common, method: 'get', scope: 'schools:read', status: 200 } as const;
  const write = { ...common, method: 'post', scope: 'schools:write' } as const;

  return [
    operation({
      ...read,
      id: 'listDistricts',
      path: '/districts',
      summary: 'Districts that the agency serves',
      query: pageQuery,
      answer: pageOf(district),
      body: noBody,
      async handle({ actor }, { query }) {
        const rows = (await organisations.list(actor)).map((entry) => entry.district);
        return pageOfAll(rows, query, ({ id: key, name, state, keeps }) => ({ id: key, name, state, isKept: keeps }));
      },
    }),
    operation({
      ...read,
      id: 'listSchools',
      path: '/schools',
      summary: 'Schools of these districts',
      query: pageQuery.extend({ districtId: idQuery }),
      answer: pageOf(school),
      body: noBody,
      async handle({ actor }, { query: { districtId, ...query } }) {
        const rows = (await organisations.list(actor)).flatMap(({ schools }) => schools);
        const wanted = rows.filter((row) => districtId === undefined || row.districtId === districtId);
        return pageOfAll(wanted, query, (row) => ({ id: row.id, districtId: row.districtId, name: row.name }));
      },
    }),
    operation({
      ...write,
      id: 'addSchool',
      path: '/schools',
      summary: 'Add a school to a district that the agency keeps',
      status: 201,
      body: newSchool,
      answer: school,
      query: noQuery,
      handle: async ({ actor }, { body }) => ({
        id: await organisations.createSchool(actor, body.districtId, body.name),
        ...body,
      }),
    }),
    operation({
      ...read,
      id: 'listPlacements',
      path: '/placements',
      summary: 'Where officers are and were placed',
      query: pageQuery.extend({ personId: idQuery }),
      answer: pageOf(placement),
      body: noBody,
      async handle({ actor }, { query: { after, limit, personId } }) {
        const rows = await placements.page(actor, { personId: personId ?? null, after, limit: limit + 1 });
        return page(rows, limit, (row) => row.id, placementOf);
      },
    }),
    operation({
      ...write,
      id: 'placeOfficer',
      path: '/placements',
      summary: 'Place an officer at a school',
      status: 201,
      body: newPlacement,
      answer: placement,
      query: noQuery,
      async handle({ actor }, { body: { personId, ...wanted } }) {
        return placementOf(await placements.byId(actor, await placements.place(actor, personId, wanted)));
      },
    }),
    operation({
      ...write,
      id: 'endPlacement',
      path: '/placements/:placement/end',
      summary: 'End a placement with its last day',
      status: 200,
      body: endedPlacement,
      answer: placement,
      query: noQuery,
      async handle({ actor }, { param, body }) {
        const found = await placements.byId(actor, param('placement'));
        await placements.end(actor, found.personId, found.id, body);
        return placementOf(await placements.byId(actor, found.id));
      },
    }),
  ];
}

type Placement = Awaited<ReturnType<AgencyDesk['placements']['byId']>>;

function placementOf({ agencyId: _agencyId, createdAt, updatedAt, ...row }: Placement): z.input<typeof placement> {
  return { ...row, createdAt: said(createdAt), updatedAt: maybeSaid(updatedAt) };
}
