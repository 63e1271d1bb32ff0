import type { Router } from 'express';
import { createRouter, type Platform } from '../platform/index.ts';
import { accountRoutes } from './account-routes.ts';
import { invitationRoutes } from './invitation-routes.ts';
import { memberRoutes } from './member-routes.ts';
import type { People } from './create-people.ts';
import { resetRoutes } from './reset-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { frontDoorRoutes, signInRoutes } from './sign-in-routes.ts';
import { systemRoutes } from './system-routes.ts';

/** All routes of the room; where the host signs people in there is no sign-in page and no reset. */
export function peopleRoutes(platform: Platform, people: People): Router {
  const router = createRouter();
  router.use(frontDoorRoutes());
  if (people.hasOwnAccounts) {
    router.use(signInRoutes(platform, people));
    router.use(resetRoutes(platform, people));
  }
  router.use(sessionRoutes(people));
  router.use(accountRoutes(platform, people));
  router.use(invitationRoutes(platform, people));
  router.use(memberRoutes(platform, people));
  router.use(systemRoutes(platform, people));
  return router;
}
