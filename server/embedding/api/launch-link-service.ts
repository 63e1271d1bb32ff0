import type { Attempts } from '../../attempts/index.ts';
import type { Actor, People } from '../../people/index.ts';
import { AppError, type Platform, type Tx } from '../../platform/index.ts';
import type { Player } from '../../player/index.ts';
import type { Doors } from '../doors/index.ts';
import type { ApiKeyRow } from './api-model.ts';
import type { ApiStore } from './api-store.ts';
import { storedOrigins } from './key-input.ts';

/** Who shall open what. */
export interface WantedLink {
  readonly personId: string;
  readonly courseId: string;
  /** Where the person goes from the course; null stays where it is shown. */
  readonly returnUrl: string | null;
}

/** A way into a course for one person: it works once, within a minute. */
export interface LaunchLink {
  readonly code: string;
  readonly url: string;
  readonly doorId: string;
  readonly registrationId: string;
}

interface Rooms {
  readonly people: People;
  readonly attempts: Attempts;
  readonly player: Player;
  readonly doors: Doors;
}

/** Opens courses for people of the agency on pages of the agency's own, without a session of theirs. */
export function createLaunchLinks(
  { database, config }: Pick<Platform, 'database' | 'config'>,
  { people, attempts, player, doors }: Rooms,
  store: ApiStore,
) {
  /** The key's own door, made with the first link. Throws AppError `API_KEY_UNKNOWN` (401), `DOOR_SHUT` (409). */
  async function doorOf(tx: Tx, actor: Actor, keyId: string): Promise<string> {
    const key = await store.lockKey(tx, keyId);
    if (key === null || key.revokedAt !== null) throw new AppError('API_KEY_UNKNOWN', 401, 'This key was revoked.');
    if (key.doorId === null) return makeDoor(tx, actor, key);
    const door = await doors.book.find(tx, key.doorId);
    if (door?.isEnabled === true) return key.doorId;
    throw new AppError('DOOR_SHUT', 409, 'The door of this key is shut.', {
      help: 'An administrator of the agency opens it under Organisation, Doors.',
    });
  }

  async function makeDoor(tx: Tx, actor: Actor, { id, name, origins }: ApiKeyRow): Promise<string> {
    const frameAncestors = storedOrigins.parse(JSON.parse(origins));
    const doorId = await doors.create(tx, actor, { kind: 'api', title: name, frameAncestors });
    await store.updateKey(tx, id, { doorId });
    return doorId;
  }

  return {
    /** Throws AppError `PERSON_NOT_FOUND`, `COURSE_NOT_FOUND` (404), `ACCOUNT_CLOSED` (403), `DOOR_SHUT` (409). */
    async make(actor: Actor, keyId: string, { personId, courseId, returnUrl }: WantedLink): Promise<LaunchLink> {
      await people.roll.find(actor, personId);
      return database.write(async (tx) => {
        const { agencyId } = actor;
        const doorId = await doorOf(tx, actor, keyId);
        const learner = await people.doors.actorOf(tx, personId, agencyId);
        // The very place that the person has here: what is done on the agency's page goes on in the catalogue.
        const registration = await attempts.registrations.ensureFor(tx, learner, courseId, 'catalogue', '');
        const whom = { registrationId: registration.id, personId, agencyId, doorId };
        const { code } = await player.doors.handOver(tx, { ...whom, returnUrl });
        const url = `${config.publicUrl}/doors/${doorId}/play#c=${code}`;
        return { code, url, doorId, registrationId: registration.id };
      });
    },
  };
}

/** See {@link createLaunchLinks}. */
export type LaunchLinks = ReturnType<typeof createLaunchLinks>;
