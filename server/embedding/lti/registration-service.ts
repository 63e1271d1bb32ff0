import { z } from 'zod';
import { requireRole, type Actor, type People } from '../../people/index.ts';
import { AppError, newId, randomToken, sha256Hex, type Platform, type Tx } from '../../platform/index.ts';
import type { Doors } from '../doors/index.ts';
import type { Registration, RegistrationStore } from './registration-store.ts';

/** A link by which an LMS registers itself is good for this long, ms. */
const INVITATION_MS = 24 * 3_600_000;

/** An LMS to connect. */
export interface NewRegistration {
  readonly title: string;
  readonly issuer: string;
  readonly clientId: string;
  /** null: the LMS names it later, at its first launch. */
  readonly deploymentId: string | null;
  readonly authLoginUrl: string;
  readonly tokenUrl: string | null;
  readonly jwksUrl: string;
  readonly tokenAudience: string | null;
}

const refusalInput = z.object({
  code: z.string(),
  words: z.string(),
  /** One that the agency has not allowed yet; null for other refusals. */
  deployment: z.string().nullable(),
  at: z.string(),
});

/** The launch that was refused last, as the page of the LMS tells it. */
type Refusal = z.infer<typeof refusalInput>;

/** A kept refusal; null where there is none. */
export function readRefusal(text: string | null): Refusal | null {
  return text === null ? null : refusalInput.nullable().catch(null).parse(JSON.parse(text));
}

/** Connected LMSs, for administrators of an agency. */
export function createRegistrationService(
  { database, clock, audit }: Platform,
  {
    registrations,
    doors,
    people,
  }: { readonly registrations: RegistrationStore; readonly doors: Doors; readonly people: Pick<People, 'doors'> },
) {
  /** The LMS behind a door of the agency; throws AppError `DOOR_NOT_FOUND` (404). */
  async function ofDoor(tx: Tx | null, actor: Actor, doorId: string): Promise<Registration> {
    const { id } = await doors.own(tx, actor, doorId);
    const found = await registrations.ofDoor(tx, id);
    if (found === null) throw new AppError('DOOR_NOT_FOUND', 404, 'There is no such door in your agency.');
    return found;
  }

  async function connect(tx: Tx, actor: Actor, { title, deploymentId, ...platform }: NewRegistration): Promise<string> {
    const known = await registrations.ofIssuer(tx, platform.issuer);
    if (known.some(({ clientId }) => clientId === platform.clientId)) {
      throw new AppError('LTI_LMS_KNOWN', 409, 'This LMS is connected under this client ID already.', {
        field: 'clientId',
        help: 'Look among the doors, or ask whoever runs this server: another agency may have it.',
      });
    }
    const frameAncestors = originsOf(platform.issuer, platform.authLoginUrl);
    const doorId = await doors.create(tx, actor, { kind: 'lti', title, frameAncestors });
    const { agencyId } = actor;
    const id = newId();
    const blank = { createdAt: clock.now(), lastRefusal: null, lastCheck: null };
    await registrations.insert(tx, { id, agencyId, doorId, ...platform, ...blank });
    if (deploymentId !== null) await registrations.allow(tx, id, deploymentId, clock.now());
    return doorId;
  }

  const record = (tx: Tx, { agencyId, personId: actorId }: Actor, action: string, doorId: string, details: object) =>
    audit.record(tx, { agencyId, actorId, action, subjectType: 'door', subjectId: doorId, details: { ...details } });

  return {
    ofDoor,

    /** Connects an LMS; resolves with its door. Throws AppError `LTI_LMS_KNOWN` (409). */
    connect: (actor: Actor, platform: NewRegistration): Promise<string> =>
      database.write((tx) => connect(tx, actor, platform)),

    /** A token for one registration by the LMS itself; only its hash is kept. */
    async invite(actor: Actor): Promise<string> {
      requireRole(actor, 'administrator');
      const token = randomToken();
      const { agencyId, personId: createdBy } = actor;
      const createdAt = clock.now();
      const expiresAt = new Date(createdAt.getTime() + INVITATION_MS);
      const row = { tokenHash: sha256Hex(token), agencyId, createdBy, createdAt, expiresAt, usedAt: null };
      await database.write((tx) => registrations.invite(tx, row));
      return token;
    },

    /**
     * Whoever made a link, as an administrator still; the link is used up unless `work` fails. Throws AppError
     * `LTI_INVITATION_UNKNOWN` (403).
     */
    async withInvitation<T>(token: string, work: (actor: Actor) => Promise<T>): Promise<T> {
      const tokenHash = sha256Hex(token);
      const actor = await database.write(async (tx) => {
        const invitation = await registrations.invitation(tx, tokenHash);
        if (invitation === null || !(await registrations.takeInvitation(tx, tokenHash, clock.now())))
          throw unknownLink();
        const found = await people.doors.actorOf(tx, invitation.createdBy, invitation.agencyId);
        requireRole(found, 'administrator');
        return found;
      });
      try {
        return await work(actor);
      } catch (error) {
        await database.write((tx) => registrations.giveInvitationBack(tx, tokenHash));
        throw error;
      }
    },

    /** Takes launches from one more place of the LMS. */
    allow: (actor: Actor, doorId: string, deploymentId: string): Promise<void> =>
      database.write(async (tx) => {
        const { id } = await ofDoor(tx, actor, doorId);
        await registrations.allow(tx, id, deploymentId, clock.now());
        await registrations.update(tx, id, { lastRefusal: null });
        await record(tx, actor, 'door.deployment-allowed', doorId, { deploymentId });
      }),

    /** Takes launches from a place of the LMS no more. */
    disallow: (actor: Actor, doorId: string, deploymentId: string): Promise<void> =>
      database.write(async (tx) => {
        const { id } = await ofDoor(tx, actor, doorId);
        await registrations.disallow(tx, id, deploymentId);
        await record(tx, actor, 'door.deployment-removed', doorId, { deploymentId });
      }),

    /** Keeps why a launch was refused, for whoever connects the LMS. */
    async refused(registrationId: string, { code, message, details }: AppError): Promise<void> {
      const named = details?.['deployment'];
      const deployment = typeof named === 'string' ? named.slice(0, 255) : null;
      const refusal: Refusal = { code, words: message, deployment, at: clock.now().toISOString() };
      await database.write((tx) => registrations.update(tx, registrationId, { lastRefusal: JSON.stringify(refusal) }));
    },
  };
}

/** See `createRegistrationService`. */
export type RegistrationService = ReturnType<typeof createRegistrationService>;

/** Sites that show an LMS: where it signs people in, and its issuer where that is an address. */
function originsOf(...addresses: readonly string[]): string[] {
  const urls = addresses.filter((address) => URL.canParse(address)).map((address) => new URL(address));
  return [...new Set(urls.filter(({ protocol }) => /^https?:$/.test(protocol)).map(({ origin }) => origin))];
}

function unknownLink(): AppError {
  return new AppError('LTI_INVITATION_UNKNOWN', 403, 'This registration link is not one of ours, too old or used.', {
    help: 'Make another one in Schoolbeat under Organisations, Doors, and paste it into the LMS.',
  });
}
