import { MEMBERSHIP_CHANGED, membershipChanged, type Actor, type StaffMember } from '../people/index.ts';
import { dayIn } from '../platform/index.ts';
import type { PlacementRow, SchoolRow } from './agency-model.ts';
import type { DeskParts } from './desk-parts.ts';
import { isCalledOff } from './placement-policy.ts';
import type { Placements } from './placement-service.ts';

const REASON = 'Left the agency';

/** What will happen when somebody leaves. */
export interface Leaving {
  readonly person: StaffMember;
  /** Placements that end. */
  readonly placements: readonly { placement: PlacementRow; school: SchoolRow }[];
}

/** Somebody leaves the agency: access ends the same day, the record stays. */
export function createLeaving({ platform, agencies, people }: DeskParts, placements: Placements) {
  const { database, clock, outbox } = platform;
  const { stores } = agencies;

  // Who is taken out of the agency in another way (by an administrator, by the host) leaves the schools too.
  outbox.on(MEMBERSHIP_CHANGED, 'agencies.end-placements', async (payload) => {
    const { agencyId, personId } = membershipChanged.parse(payload);
    await database.write(async (tx) => {
      if (await people.staff.isMember(tx, agencyId, personId)) return;
      const agency = await stores.agencies.byId(tx, agencyId);
      if (agency === null) return;
      const of = { agencyId, personId, actorId: null };
      await placements.endAllOf(tx, of, dayIn(agency.timeZone, clock.now()), REASON);
    });
  });

  return {
    async preview(actor: Actor, personId: string): Promise<Leaving> {
      const { person, placements: all, today } = await placements.history(actor, personId);
      const isOpen = ({ placement }: { placement: PlacementRow }): boolean =>
        !isCalledOff(placement) && (placement.endsOn === null || placement.endsOn > today);
      return { person, placements: all.filter(isOpen) };
    },

    /** See `Staff.leave`; placements end in the same transaction. */
    async leave(actor: Actor, personId: string): Promise<void> {
      await database.write(async (tx) => {
        await people.staff.leave(tx, actor, personId);
        const today = dayIn(actor.timeZone, clock.now());
        const of = { agencyId: actor.agencyId, personId, actorId: actor.personId };
        await placements.endAllOf(tx, of, today, REASON);
      });
    },
  };
}

/** See `createLeaving`. */
export type LeavingService = ReturnType<typeof createLeaving>;
