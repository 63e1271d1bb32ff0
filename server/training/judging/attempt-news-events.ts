import { ATTEMPT_CHANGED, attemptChanged, type JudgingReader } from '../../attempts/index.ts';
import type { Database, Outbox } from '../../platform/index.ts';
import type { VerdictService } from './verdict-service.ts';

/** Judges whoever an attempt belongs to, each time it has changed; once more changes nothing. */
export function judgeOnNews(
  { database, outbox }: { readonly database: Database; readonly outbox: Outbox },
  attempts: Pick<JudgingReader, 'placeOf'>,
  verdicts: VerdictService,
): void {
  outbox.on(ATTEMPT_CHANGED, 'training.judge', async (payload) => {
    const { registrationId } = attemptChanged.parse(payload);
    const place = await attempts.placeOf(null, registrationId);
    if (place === null) return;
    const { agencyId, personId, courseId } = place;
    await database.write((tx) => verdicts.judgePeople(tx, { agencyId, personIds: [personId], courseIds: [courseId] }));
  });
}
