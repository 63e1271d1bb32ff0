import type { Attempts } from '../../attempts/index.ts';
import type { Packages } from '../../packages/index.ts';
import type { People } from '../../people/index.ts';
import { newId, sha256Hex, type Platform, type Tx } from '../../platform/index.ts';
import type { Player } from '../../player/index.ts';
import type { Doors } from '../doors/index.ts';
import type { GradeService } from './grade-service.ts';
import type { Claims } from './launch-rule.ts';
import type { LinkStore } from './link-store.ts';
import type { LoginService } from './login-service.ts';
import type { LinkRow, LoginRow } from './lti-model.ts';
import { CLAIMS } from './lti-names.ts';
import { LTI_ROLES, mayChoose, standingOf } from './lti-roles.ts';
import { namesOf, readMessage, type LaunchMessage } from './message-input.ts';
import type { PlatformKeys } from './platform-keys.ts';
import { officerOf } from './officer-of.ts';
import { refuseLaunch } from './refuse-launch.ts';
import type { Registration } from './registration-store.ts';
import { targetOf, type Target } from './target-link.ts';
import type { PreviewTicket, Tickets } from './tickets.ts';
import { verifyMessage } from './verify-message.ts';
import { readDeepLinking } from './deep-linking-input.ts';

/** What a message opens. */
export type Opened =
  | { readonly kind: 'play'; readonly doorId: string; readonly code: string; readonly module: string | null }
  | { readonly kind: 'teach'; readonly link: LinkRow; readonly ticket: string }
  | { readonly kind: 'choose'; readonly ticket: string; readonly agencyId: string; readonly acceptsMany: boolean };

/** What the launches need of the rooms and of this folder. */
export interface LaunchParts {
  readonly attempts: Pick<Attempts, 'registrations'>;
  readonly packages: Pick<Packages, 'catalogue' | 'reader'>;
  readonly people: Pick<People, 'doors'>;
  readonly player: Pick<Player, 'doors'>;
  readonly doors: Doors;
  readonly logins: LoginService;
  readonly links: LinkStore;
  readonly grades: GradeService;
  readonly keys: PlatformKeys;
  readonly tickets: Tickets;
}

/** Launches and choices of courses, from a message of an LMS to what it opens. */
export function createLaunchService({ database, clock, config }: Platform, parts: LaunchParts) {
  const { attempts, packages, people, player, doors, logins, links, grades, keys, tickets } = parts;

  const verify = (idToken: string, login: LoginRow, registration: Registration): Promise<Claims> =>
    verifyMessage(idToken, keys, registration.jwksUrl, {
      issuer: registration.issuer,
      clientId: registration.clientId,
      deployments: registration.deployments,
      nonceHash: login.nonceHash,
      targetLinkUri: login.targetLinkUri,
      publicUrl: config.publicUrl,
      now: clock.now(),
    });

  /** The person, made at the first visit. Throws AppError `ACCOUNT_CLOSED` (403). */
  async function actorFor(tx: Tx, { issuer, agencyId }: Pick<Registration, 'issuer' | 'agencyId'>, who: Newcomer) {
    const person = await people.doors.adopt(tx, {
      kind: 'lti',
      issuer,
      isAsserted: false,
      agencyId,
      roles: LTI_ROLES,
      ...who,
    });
    return people.doors.actorOf(tx, person.id, agencyId);
  }

  /** Keeps what the LMS says of the link; a title or an address that it leaves out this time stays. */
  async function keepLink(
    tx: Tx,
    registration: Registration,
    message: LaunchMessage,
    target: CourseTarget,
    title: string,
  ): Promise<LinkRow> {
    const { id: registrationId, agencyId } = registration;
    const { deploymentId, resourceLinkId, contextId } = message;
    const keyHash = sha256Hex(JSON.stringify([registrationId, deploymentId, resourceLinkId]));
    const known = await links.byKey(tx, keyHash);
    const isSameTarget = known?.courseId === target.courseId && known.module === target.module;
    const told = {
      title: message.title || known?.title || title.slice(0, 255),
      contextHash: sha256Hex(JSON.stringify([registrationId, deploymentId, contextId])),
      contextTitle: message.contextTitle || known?.contextTitle || '',
      ...target,
      lineItemsUrl: message.lineItemsUrl ?? known?.lineItemsUrl ?? null,
      lineItemUrl: message.lineItemUrl ?? (isSameTarget ? known.lineItemUrl : null),
      membershipsUrl: message.membershipsUrl ?? known?.membershipsUrl ?? null,
      scopes: message.scopes.length > 0 || known === null ? JSON.stringify(message.scopes) : known.scopes,
      updatedAt: clock.now(),
    };
    if (known !== null) {
      await links.update(tx, known.id, told);
      return { ...known, ...told };
    }
    const row = {
      id: newId(),
      agencyId,
      registrationId,
      keyHash,
      deploymentId,
      resourceLinkId,
      ...told,
      busyUntil: null,
    };
    // A class that opens a new link at once is one link: who was not the first finds it.
    if (await links.insertUnlessKnown(tx, row)) return row;
    return keepLink(tx, registration, message, target, title);
  }

  async function openCourse(login: LoginRow, registration: Registration, message: LaunchMessage): Promise<Opened> {
    const target = courseOf(targetOf(config.publicUrl, message.target), message);
    const { agencyId, doorId } = registration;
    return database.write(async (tx): Promise<Opened> => {
      await logins.take(tx, login);
      const [course] = await packages.catalogue.byIds(tx, [target.courseId]);
      const link = await keepLink(tx, registration, message, target, course?.title ?? 'Course');
      const who = { subject: message.subject, ...namesOf(message), email: message.person.email };
      if (standingOf(message.roles) === 'teaching') {
        // No place is looked up for somebody who teaches: a course that the agency does not see is none here.
        await packages.catalogue.courseFor(tx, officerOf(agencyId), target.courseId);
        const { subject, givenName, familyName } = who;
        const { id: registrationId } = registration;
        const note = { kind: 'preview' as const, doorId, registrationId, agencyId, courseId: target.courseId };
        return {
          kind: 'teach',
          link,
          ticket: tickets.seal<PreviewTicket>({ ...note, subject, givenName, familyName }),
        };
      }
      const actor = await actorFor(tx, registration, who);
      const { personId } = actor;
      const doorKey = doorKeyOf(doorId, message);
      const place = await attempts.registrations.ensureFor(tx, actor, target.courseId, 'lti', doorKey);
      await grades.follow(tx, { linkId: link.id, agencyId, registrationId: place.id, personId, subject: who.subject });
      const { returnUrl } = message;
      const { code } = await player.doors.handOver(tx, {
        registrationId: place.id,
        personId,
        agencyId,
        doorId,
        returnUrl,
      });
      return { kind: 'play', doorId, code, module: target.module };
    });
  }

  async function openChoice(
    login: LoginRow,
    registration: Registration,
    message: LaunchMessage,
    claims: Claims,
  ): Promise<Opened> {
    if (!mayChoose(message.roles)) {
      const help = 'Somebody who teaches the course in the LMS, or runs the LMS, adds it.';
      throw refuseLaunch('MAY_NOT_CHOOSE', 'DL 2.3', 'Learners do not add courses.', help, 403);
    }
    await database.write((tx) => logins.take(tx, login));
    const { id: registrationId, agencyId, doorId } = registration;
    const { deploymentId, subject } = message;
    const settings = readDeepLinking(claims[CLAIMS.deepLinking]);
    const note = { kind: 'choice' as const, registrationId, agencyId, doorId, deploymentId, subject, ...settings };
    return { kind: 'choose', ticket: tickets.seal(note), agencyId, acceptsMany: settings.acceptsMany };
  }

  return {
    /** Checks a message by every rule and opens what it asks for. Throws AppError `LTI_…`, `COURSE_NOT_FOUND`, `ACCOUNT_CLOSED`. */
    async open(idToken: string, login: LoginRow, registration: Registration): Promise<Opened> {
      logins.requireFresh(login);
      const claims = await verify(idToken, login, registration);
      const message = readMessage(claims);
      return message.type === 'LtiDeepLinkingRequest'
        ? openChoice(login, registration, message, claims)
        : openCourse(login, registration, message);
    },

    /** A look at the course for somebody who teaches it: nothing counts, no grade is told. */
    preview: ({ registrationId: _of, courseId, agencyId, doorId, ...who }: PreviewTicket, issuer: string) =>
      database.write(async (tx) => {
        const { subject, givenName, familyName } = who;
        const actor = await actorFor(tx, { issuer, agencyId }, { subject, givenName, familyName, email: null });
        const { personId } = actor;
        const place = await attempts.registrations.ensureFor(tx, actor, courseId, 'lti', `${doorId}:look`);
        const visit = {
          registrationId: place.id,
          personId,
          agencyId,
          doorId,
          returnUrl: null,
          mode: 'browse' as const,
        };
        return { doorId, ...(await player.doors.handOver(tx, visit)) };
      }),

    /** The way in as an administrator has set it: the sites that may frame it, and whether it is open. */
    async doorOf({ doorId }: Pick<Registration, 'doorId'>): Promise<{ origins: readonly string[]; isOpen: boolean }> {
      const door = await doors.book.find(null, doorId);
      return { origins: door?.origins ?? [], isOpen: door?.isEnabled === true };
    },
  };
}

/** See `createLaunchService`. */
export type LaunchService = ReturnType<typeof createLaunchService>;

interface Newcomer {
  readonly subject: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string | null;
}

type CourseTarget = Target & { readonly courseId: string };

/** The address says which course; where an LMS opens the bare tool, what our own deep link has put into the message does. */
function courseOf(target: Target | null, { custom }: LaunchMessage): CourseTarget {
  if (target !== null && target.courseId !== null) return { courseId: target.courseId, module: target.module };
  if (custom !== null && /^[0-9a-z]{26}$/.test(custom.course))
    return { courseId: custom.course, module: custom.module };
  const help = 'Whoever runs the course in the LMS removes this link and adds the course by its own address.';
  throw refuseLaunch('COURSE_NOT_CHOSEN', 'LTI 5.3.4', 'No course stands behind this link yet.', help);
}

/** One place in a course for each link: links are named within a deployment (LTI 5.3.5). */
function doorKeyOf(doorId: string, { deploymentId, resourceLinkId }: LaunchMessage): string {
  return `${doorId}:${sha256Hex(JSON.stringify([deploymentId, resourceLinkId])).slice(0, 32)}`;
}
