import { z } from 'zod';
import { noBody, noQuery, operation, type Operation } from './operation.ts';
import { SCOPE_NAMES } from './scope-policy.ts';
import { id } from './shared-schemas.ts';

const answer = z
  .object({
    id,
    name: z.string(),
    agency: z.object({ id, name: z.string(), timeZone: z.string() }),
    scopes: z.array(z.enum(SCOPE_NAMES)),
  })
  .meta({ id: 'Key' });

/** What a program asks first: who it is here. */
export function keyOperations(): Operation[] {
  return [
    operation({
      id: 'getKey',
      method: 'get',
      path: '/key',
      tag: 'Key',
      summary: 'The key that asks, its agency and its rights',
      scope: null,
      roles: [],
      status: 200,
      answer,
      query: noQuery,
      body: noBody,
      handle: async ({ holder, actor }) => ({
        id: holder.keyId,
        name: holder.name,
        agency: { id: actor.agencyId, name: actor.agencyName, timeZone: actor.timeZone },
        scopes: [...holder.scopes],
      }),
    }),
  ];
}
