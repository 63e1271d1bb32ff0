import { z } from 'zod';
import type { Database, Jobs, Outbox } from '../../platform/index.ts';

/** News of the rooms below after which somebody may belong to another audience; each names agency and person. */
const BELONGING_NEWS = ['people.membership-changed', 'agencies.placement-changed'] as const;

const agencyNews = z.object({ agencyId: z.string() });

/** Job that lets the enrollments of one agency follow its people. */
const FOLLOW_JOB = 'training.follow';

/** Enrolls and closes soon after people came, left or moved: a thousand of them at once bring one job an agency. */
export function followBelonging(
  { database, outbox, jobs }: { readonly database: Database; readonly outbox: Outbox; readonly jobs: Jobs },
  keepUp: (agencyId: string) => Promise<void>,
): void {
  for (const type of BELONGING_NEWS) {
    outbox.on(type, 'training.follow', async (payload) => {
      const { agencyId } = agencyNews.parse(payload);
      await database.write((tx) => jobs.enqueue(tx, FOLLOW_JOB, { agencyId }, { key: `${FOLLOW_JOB} ${agencyId}` }));
    });
  }
  jobs.on(FOLLOW_JOB, (payload) => keepUp(agencyNews.parse(payload).agencyId));
}
