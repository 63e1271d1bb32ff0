import { z } from 'zod';
import { SIGNED_OUT } from '../people/index.ts';
import type { Outbox } from '../platform/index.ts';
import type { LaunchService } from './launch-service.ts';

const signedOut = z.object({
  personId: z.string(),
  everywhere: z.boolean(),
  userAgent: z.string(),
  agencyId: z.string().optional(),
});

/** Ends the launches of who has signed out; those begun after the sign-out stay, since the news may come late. */
export function registerSignOut(outbox: Outbox, launches: Pick<LaunchService, 'endAllOf'>): void {
  outbox.on(SIGNED_OUT, 'attempts.end-launches', async (payload, { at }) => {
    const { personId, everywhere, userAgent, agencyId } = signedOut.parse(payload);
    await launches.endAllOf(personId, everywhere ? null : userAgent, at, agencyId);
  });
}
