import type { Router } from 'express';
import type { Attempts } from '../../attempts/index.ts';
import type { Packages } from '../../packages/index.ts';
import type { People } from '../../people/index.ts';
import type { Platform } from '../../platform/index.ts';
import type { Player } from '../../player/index.ts';
import type { DoorOffer, Doors } from '../doors/index.ts';
import { createAccessTokens } from './access-token-service.ts';
import { createCalls } from './call-service.ts';
import { createConnectionCheck } from './check-connection.ts';
import { createChoiceService } from './choice-service.ts';
import { createGradeService } from './grade-service.ts';
import { createGradeStore } from './grade-store.ts';
import { createLaunchService } from './launch-service.ts';
import { createLineItems } from './line-item-service.ts';
import { createLinkStore } from './link-store.ts';
import { createLoginService } from './login-service.ts';
import { createLoginStore } from './login-store.ts';
import { ltiDeskRoutes } from './lti-desk-routes.ts';
import { createLtiDesk } from './lti-desk-service.ts';
import { defineLtiModels } from './lti-model.ts';
import { ltiRoutes } from './lti-routes.ts';
import { createMemberStore } from './member-store.ts';
import { createPlatformKeys } from './platform-keys.ts';
import { createDynamicRegistration } from './register-platform.ts';
import { createRegistrationService, type RegistrationService } from './registration-service.ts';
import { createRegistrationStore } from './registration-store.ts';
import { createRosters } from './roster-service.ts';
import { registerGradeJob } from './send-grade.ts';
import { targetLink } from './target-link.ts';
import { createTeachingDesk } from './teaching-service.ts';
import { createTickets } from './tickets.ts';
import { createTokenStore } from './token-store.ts';
import { createToolKeyStore } from './tool-key-store.ts';
import { createToolKeys, type ToolKeys } from './tool-keys.ts';

/** What LTI stands on. */
export interface LtiRooms {
  readonly people: People;
  readonly packages: Packages;
  readonly attempts: Attempts;
  readonly player: Player;
  readonly doors: Doors;
}

/** The door of LTI 1.3. */
export interface Lti {
  /** For LMSs and their people: reads no session. */
  readonly bearer: Router;
  /** For administrators and supervisors. */
  readonly routes: Router;
  readonly offer: DoorOffer;
  /** See `RegistrationService.connect`. */
  readonly connect: RegistrationService['connect'];
  /** Keys that our messages are signed with. */
  readonly keys: ToolKeys;
  /** Address that a link in an LMS opens: a course or a module of it. */
  readonly linkTo: (courseId: string, module: string | null) => string;
}

/** Puts the folder together on one platform. */
export function createLti(platform: Platform, rooms: LtiRooms): Lti {
  const { people, packages, attempts, player, doors } = rooms;
  const models = defineLtiModels(platform.database);
  const store = createRegistrationStore(models);
  const links = createLinkStore(models);
  const grades = createGradeStore(models);
  const members = createMemberStore(models);
  const keys = createToolKeys(platform, createToolKeyStore(models));
  const tokens = createAccessTokens(platform, { tokens: createTokenStore(models), keys });
  const call = createCalls(platform, tokens);
  const lineItems = createLineItems(platform, { links, call });
  const gradeService = createGradeService(platform, { grades, links, attempts });
  registerGradeJob(platform, { grades, links, registrations: store, lineItems, call });
  const rosters = createRosters(platform, { links, members, registrations: store, call });
  const registrations = createRegistrationService(platform, { registrations: store, doors, people });
  const logins = createLoginService(platform, { logins: createLoginStore(models), registrations: store });
  const tickets = createTickets(platform);
  const launches = createLaunchService(platform, {
    attempts,
    packages,
    people,
    player,
    doors,
    logins,
    links,
    grades: gradeService,
    keys: createPlatformKeys(platform),
    tickets,
  });
  const { publicUrl } = platform.config;
  const choices = createChoiceService({ packages, registrations: store, keys, publicUrl });
  const teaching = createTeachingDesk({ grades, attempts, people });
  const register = createDynamicRegistration(platform, registrations);
  const check = createConnectionCheck(platform, { registrations: store, tokens });
  const desk = createLtiDesk(platform, {
    doors,
    people,
    packages,
    links,
    grades,
    members,
    registrations,
    gradeService,
    rosters,
    check,
  });
  return {
    bearer: ltiRoutes(platform, { logins, launches, choices, teaching, registrations, store, register, tickets, keys }),
    routes: ltiDeskRoutes(platform, desk, registrations),
    offer: { label: 'Connect an LMS by LTI 1.3', href: '/organisation/doors/lti/new' },
    connect: registrations.connect,
    keys,
    linkTo: (courseId, module) => targetLink(publicUrl, courseId, module),
  };
}
