import { z } from 'zod';
import type { Attempts } from '../../attempts/index.ts';
import { isId, type Actor, type People } from '../../people/index.ts';
import { newId, type Platform, type Tx } from '../../platform/index.ts';
import type { Player } from '../../player/index.ts';
import {
  countingSummary,
  type DispatchAnswer,
  type DispatchRequest,
  type DispatchSummary,
  type DispatchTold,
} from '../../standards/index.ts';
import type { Doors } from '../doors/index.ts';
import { summaryInput } from './dispatch-input.ts';
import type { DestinationRow, SeatRow } from './dispatch-model.ts';
import type { DispatchStore } from './dispatch-store.ts';
import { readLearnerName } from './learner-name.ts';
import { refuseBusy, refuseDispatch } from './refuse-dispatch.ts';

/** What launches need of the rooms and of this folder. */
export interface DispatchParts {
  readonly attempts: Pick<Attempts, 'registrations' | 'judging'>;
  readonly people: Pick<People, 'doors'>;
  readonly player: Pick<Player, 'doors'>;
  readonly doors: Pick<Doors, 'book'>;
  readonly destinations: DispatchStore;
}

type Used = Pick<Platform, 'database' | 'clock' | 'secrets' | 'limits' | 'config'>;

/** Launches of one destination in a minute: a whole academy at once, and no flood. */
const MOST_LAUNCHES = 300;
const MINUTE = 60_000;
const TICKET = 'dispatch-ticket';

const sealedTicket = z.object({ seatId: z.string(), doorId: z.string(), registrationId: z.string() });

/** What the stub in the LMS of somebody else asks. */
export function createDispatchLaunches({ database, clock, secrets, limits, config }: Used, parts: DispatchParts) {
  const { attempts, people, player, doors, destinations } = parts;

  /** Open, known, within its dates and asked by a site that it names; `site` is undefined where no browser asks. */
  async function requireOpen(tx: Tx, doorId: string, site: string | undefined): Promise<DestinationRow> {
    const destination = await destinations.lock(tx, doorId);
    const door = await doors.book.find(tx, doorId);
    if (destination === null || door === null) throw refuseDispatch('DISPATCH_UNKNOWN');
    if (!door.isEnabled) throw refuseDispatch('DOOR_CLOSED');
    if (site === 'null') throw refuseDispatch('DISPATCH_NO_SITE');
    if (site !== undefined && !door.origins.includes(site)) throw refuseDispatch('DISPATCH_SITE', { site });
    const now = clock.now().getTime();
    const { opensAt, closesAt } = destination;
    if (opensAt !== null && now < opensAt.getTime()) throw refuseDispatch('DISPATCH_NOT_YET');
    if (closesAt !== null && now > closesAt.getTime()) throw refuseDispatch('DISPATCH_OVER');
    return destination;
  }

  /** The person by the id that the LMS gives; one without an id is known by the registration that its suspend data holds. */
  async function learnerOf(tx: Tx, { doorId, agencyId }: DestinationRow, request: DispatchRequest): Promise<Actor> {
    const { learnerId, learnerName, registration } = request;
    if (learnerId === '' && registration !== null && isId(registration)) {
      const seat = await destinations.seat(tx, doorId, registration);
      const place = seat === null ? null : await attempts.judging.placeOf(tx, registration);
      if (place !== null) return people.doors.actorOf(tx, place.personId, agencyId);
    }
    const person = await people.doors.adopt(tx, {
      kind: 'dispatch',
      issuer: doorId,
      subject: learnerId === '' ? `unnamed ${newId()}` : learnerId,
      isAsserted: true,
      agencyId,
      ...readLearnerName(learnerName),
      email: null,
      roles: ['officer'],
    });
    return people.doors.actorOf(tx, person.id, agencyId);
  }

  /** The learner's seat, taken where there is one left: counted under the lock of the destination. */
  async function seatOf(tx: Tx, destination: DestinationRow, actor: Actor): Promise<SeatRow> {
    const { doorId, agencyId, courseId } = destination;
    const place = await attempts.registrations.ensureFor(tx, actor, courseId, 'dispatch', doorId);
    const known = await destinations.seat(tx, doorId, place.id);
    if (known !== null) {
      await destinations.came(tx, known, clock.now());
      return known;
    }
    const { seats } = destination;
    if (seats !== null && (await destinations.seatsUsed(tx, doorId)) >= seats)
      throw refuseDispatch('DISPATCH_SEATS_USED');
    await destinations.take(tx, { agencyId, doorId, registrationId: place.id }, clock.now());
    const taken = await destinations.seat(tx, doorId, place.id);
    if (taken === null) throw new Error('A seat was not there after it had been taken.');
    return taken;
  }

  return {
    /** Whether a package of this id was ever made; what it may is another question. */
    async isKnown(doorId: string): Promise<boolean> {
      return isId(doorId) && (await destinations.find(null, doorId)) !== null;
    },

    /**
     * Lets a learner in, or says why not, in one transaction: who is refused leaves nothing behind. Throws AppError
     * `DISPATCH_UNKNOWN` (404), `DISPATCH_BUSY` (429), `DOOR_CLOSED`, `DISPATCH_SITE`, `DISPATCH_NO_SITE`, `DISPATCH_NOT_YET`,
     * `DISPATCH_OVER`, `DISPATCH_SEATS_USED`, `ACCOUNT_CLOSED` (403), `COURSE_NOT_FOUND` (404).
     */
    async launch(doorId: string, site: string | undefined, request: DispatchRequest): Promise<DispatchAnswer> {
      if (!(await this.isKnown(doorId))) throw refuseDispatch('DISPATCH_UNKNOWN');
      const { allowed, retryAfterMs } = await limits.hit(`dispatch ${doorId}`, MOST_LAUNCHES, MINUTE);
      if (!allowed) throw refuseBusy(retryAfterMs);
      return database.write(async (tx) => {
        const destination = await requireOpen(tx, doorId, site);
        const actor = await learnerOf(tx, destination, request);
        const seat = await seatOf(tx, destination, actor);
        const { registrationId, agencyId } = seat;
        // What stands in the LMS itself is the surest word of what it was told.
        if (request.told !== null) await keepTold(tx, seat, request.told);
        const [standing] = await attempts.judging.standingsOf(tx, [registrationId]);
        const { code } = await player.doors.handOver(tx, {
          registrationId,
          personId: actor.personId,
          agencyId,
          doorId,
          returnUrl: null,
          mode: request.mode,
        });
        const ticket = { seatId: seat.id, doorId, registrationId };
        return {
          url: `${config.publicUrl}/doors/${doorId}/play#c=${code}`,
          registration: registrationId,
          ticket: secrets.seal(TICKET, JSON.stringify(ticket)),
          mapping: destination.mapping,
          summary: summaryOf(standing),
        };
      });
    },

    /** The LMS has taken a summary. Throws AppError `DISPATCH_TICKET` (401). */
    told: (doorId: string, { ticket, summary }: DispatchTold): Promise<void> => {
      const opened = secrets.open(TICKET, ticket);
      const read = opened === null ? null : sealedTicket.parse(JSON.parse(opened));
      if (read === null || read.doorId !== doorId) throw refuseDispatch('DISPATCH_TICKET');
      return database.write(async (tx) => {
        const seat = await destinations.seat(tx, doorId, read.registrationId);
        if (seat !== null) await keepTold(tx, seat, summary);
      });
    },
  };

  /** What was told later stands: words of one launch may arrive in another order. */
  async function keepTold(tx: Tx, seat: SeatRow, summary: DispatchSummary): Promise<void> {
    const before = seat.told === null ? null : readTold(seat.told);
    const isOlder =
      before !== null &&
      (summary.attempt < before.attempt || (summary.attempt === before.attempt && summary.version < before.version));
    const text = JSON.stringify(summary);
    if (isOlder || text === seat.told) return;
    await destinations.told(tx, seat.id, text, clock.now());
  }
}

/** See `createDispatchLaunches`. */
export type DispatchLaunches = ReturnType<typeof createDispatchLaunches>;

type Standing = Awaited<ReturnType<Attempts['judging']['standingsOf']>>[number];

/** The attempt that counts in the LMS; null before anything was begun. */
export function summaryOf(standing: Standing | undefined): DispatchSummary | null {
  return countingSummary(
    (standing?.attempts ?? []).map(({ number: attempt, version, result }) => {
      const { completion, success, scoreScaled, scoreRaw } = result;
      return { attempt, version, completion, success, scoreScaled, scoreRaw };
    }),
  );
}

/** What an LMS was told, as it is kept. */
export function readTold(json: string): DispatchSummary {
  return summaryInput.parse(JSON.parse(json));
}
