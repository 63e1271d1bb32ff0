import { z } from 'zod';
import type { AgencyDesk } from '../../agencies/index.ts';
import { AGENCY_ROLES, emailInput, nameInput, type People, type RollEntry } from '../../people/index.ts';
import { AppError } from '../../platform/index.ts';
import { page, pageOf, pageQuery } from './cursor.ts';
import { noBody, noQuery, operation, type Operation } from './operation.ts';
import { id, maybeMoment, maybeSaid, moment, said } from './shared-schemas.ts';

const TAG = 'People';

const person = z
  .object({
    id,
    givenName: z.string(),
    familyName: z.string(),
    rank: z.string().describe('Rank or title, empty where there is none.'),
    email: z.string().nullable(),
    roles: z.array(z.enum(AGENCY_ROLES)).describe('Empty for who has left.'),
    joinedAt: moment,
    leftAt: maybeMoment.describe('When the last role ended; null for who belongs to the agency.'),
    isDisabled: z.boolean().describe('The account is closed: nobody signs in with it.'),
  })
  .meta({ id: 'Person' });

/** No program makes administrators. */
const GIVEN = AGENCY_ROLES.filter((role) => role !== 'administrator');

const newPerson = nameInput
  .extend({ email: emailInput, roles: z.array(z.enum(GIVEN)).min(1, 'Name at least one role.').max(GIVEN.length) })
  .strict()
  .meta({ id: 'NewPerson' });

const added = z
  .object({
    state: z
      .enum(['added', 'invited'])
      .describe('invited: the address has an account; the person belongs to the agency once the answer is yes.'),
    id: id.nullable().describe('null while the person has not accepted.'),
  })
  .meta({ id: 'AddedPerson' });

/** Operations on the people of an agency. */
export function peopleOperations({ roll, members }: People, { leaving }: AgencyDesk): Operation[] {
  return [
    operation({
      id: 'listPeople',
      method: 'get',
      path: '/people',
      tag: TAG,
      summary: 'People of the agency, those who have left among them',
      scope: 'people:read',
      roles: ['administrator'],
      status: 200,
      query: pageQuery.extend({ email: emailInput.optional().describe('Only the person with this address.') }),
      answer: pageOf(person),
      body: noBody,
      async handle({ actor }, { query: { after, limit, email } }) {
        const rows = await roll.page(actor, { after, limit: limit + 1, email: email ?? null });
        return page(rows, limit, (row) => row.id, personOf);
      },
    }),
    operation({
      id: 'getPerson',
      method: 'get',
      path: '/people/:person',
      tag: TAG,
      summary: 'One person',
      scope: 'people:read',
      roles: ['administrator'],
      status: 200,
      answer: person,
      query: noQuery,
      body: noBody,
      handle: async ({ actor }, { param }) => personOf(await roll.find(actor, param('person'))),
    }),
    operation({
      id: 'addPerson',
      method: 'post',
      path: '/people',
      tag: TAG,
      summary: 'Add a person, or ask one who has an account to join',
      about:
        'A new account is mailed a link to set its first password. Administrators are made by administrators alone, on the pages.',
      scope: 'people:write',
      roles: ['administrator'],
      status: 201,
      body: newPerson,
      answer: added,
      query: noQuery,
      async handle({ actor }, { body }) {
        const made = await members.add(actor, body);
        return { state: made === null ? 'invited' : 'added', id: made } as const;
      },
    }),
    operation({
      id: 'endMembership',
      method: 'post',
      path: '/people/:person/leave',
      tag: TAG,
      summary: 'End every role that a person has in the agency',
      about:
        'Access ends the same day and placements end; the account and the record stay. An administrator is taken out on the pages.',
      scope: 'people:write',
      roles: ['administrator'],
      status: 200,
      answer: person,
      query: noQuery,
      body: noBody,
      async handle({ actor }, { param }) {
        const before = await roll.find(actor, param('person'));
        if (before.roles.includes('administrator')) throw ofAdministrators();
        await leaving.leave(actor, before.id);
        return personOf(await roll.find(actor, before.id));
      },
    }),
  ];
}

function personOf({ roles, joinedAt, leftAt, ...entry }: RollEntry): z.input<typeof person> {
  return {
    ...entry,
    roles: AGENCY_ROLES.filter((role) => roles.includes(role)),
    joinedAt: said(joinedAt),
    leftAt: maybeSaid(leftAt),
  };
}

function ofAdministrators(): AppError {
  return new AppError('NOT_ALLOWED', 403, 'A key takes no administrator out of the agency.', {
    help: 'Another administrator can do it on the pages.',
  });
}
