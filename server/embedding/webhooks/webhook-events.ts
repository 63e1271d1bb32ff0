import { ATTEMPT_CHANGED, attemptChanged, type Attempts } from '../../attempts/index.ts';
import { MEMBERSHIP_CHANGED, membershipChanged } from '../../people/index.ts';
import type { Outbox } from '../../platform/index.ts';
import {
  CERTIFICATE_DECIDED,
  CERTIFICATE_ISSUED,
  certificateDecided,
  certificateIssued,
  VERDICT_REACHED,
  verdictReached,
} from '../../training/index.ts';
import type { EventType } from './event-catalogue.ts';

/** A message before it is addressed: ids and results, no names. */
export interface News {
  readonly type: EventType;
  readonly agencyId: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const NAME = 'webhooks';

/** Makes messages of what the rooms below tell; `tell` is called at least once for each event, with the event's own id. */
export function newsOf(
  outbox: Outbox,
  attempts: Pick<Attempts['judging'], 'placeOf'>,
  tell: (eventId: string, at: Date, news: readonly News[]) => Promise<void>,
): void {
  outbox.on(ATTEMPT_CHANGED, NAME, async (payload, { id, at }) => {
    const { agencyId, ...attempt } = attemptChanged.parse(payload);
    const place = await attempts.placeOf(null, attempt.registrationId);
    if (place === null) return;
    const data = { ...attempt, personId: place.personId, courseId: place.courseId };
    const types: EventType[] =
      attempt.state === 'finished' ? ['attempt.changed', 'attempt.finished'] : ['attempt.changed'];
    await tell(
      id,
      at,
      types.map((type) => ({ type, agencyId, data })),
    );
  });

  outbox.on(VERDICT_REACHED, NAME, async (payload, { id, at }) => {
    const { agencyId, ...data } = verdictReached.parse(payload);
    await tell(id, at, [{ type: 'verdict.reached', agencyId, data }]);
  });

  outbox.on(CERTIFICATE_ISSUED, NAME, async (payload, { id, at }) => {
    const { agencyId, ...data } = certificateIssued.parse(payload);
    await tell(id, at, [{ type: 'certificate.issued', agencyId, data }]);
  });

  outbox.on(CERTIFICATE_DECIDED, NAME, async (payload, { id, at }) => {
    const { agencyId, decision, certificateId, personId } = certificateDecided.parse(payload);
    if (decision === 'void') {
      await tell(id, at, [{ type: 'certificate.voided', agencyId, data: { certificateId, personId } }]);
    }
  });

  outbox.on(MEMBERSHIP_CHANGED, NAME, async (payload, { id, at }) => {
    const { agencyId, personId, how } = membershipChanged.parse(payload);
    if (how === 'roles') return;
    const type = how === 'joined' ? 'person.joined' : 'person.left';
    await tell(id, at, [{ type, agencyId, data: { personId } }]);
  });
}
