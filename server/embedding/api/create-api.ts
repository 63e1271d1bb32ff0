import type { Router } from 'express';
import type { Agencies, AgencyDesk } from '../../agencies/index.ts';
import type { Attempts } from '../../attempts/index.ts';
import type { Packages } from '../../packages/index.ts';
import type { People } from '../../people/index.ts';
import { createRouter, type Platform } from '../../platform/index.ts';
import type { Player } from '../../player/index.ts';
import type { Training } from '../../training/index.ts';
import type { Doors } from '../doors/index.ts';
import type { Webhooks } from '../webhooks/index.ts';
import { createOnce } from './answer-once.ts';
import { defineApiModels } from './api-model.ts';
import { apiRoutes } from './api-routes.ts';
import { createApiStore } from './api-store.ts';
import { assignmentOperations } from './assignment-operations.ts';
import { certificateOperations } from './certificate-operations.ts';
import { courseOperations } from './course-operations.ts';
import { docsRoutes } from './docs-routes.ts';
import { keyOperations } from './key-operations.ts';
import { keyRoutes } from './key-routes.ts';
import { createKeys } from './key-service.ts';
import { launchOperations } from './launch-operations.ts';
import { createLaunchLinks } from './launch-link-service.ts';
import { openApiOf } from './open-api.ts';
import { peopleOperations } from './people-operations.ts';
import { recordOperations } from './record-operations.ts';
import { schoolOperations } from './school-operations.ts';
import { webhookOperations } from './webhook-operations.ts';

/** Rooms below, and the webhooks that the interface manages. */
export interface ApiRooms {
  readonly people: People;
  readonly agencies: Agencies;
  readonly desk: AgencyDesk;
  readonly packages: Packages;
  readonly attempts: Attempts;
  readonly training: Training;
  readonly player: Player;
  readonly webhooks: Webhooks;
  readonly doors: Doors;
}

/** The interface for programs and its pages. */
export interface Api {
  /** Reads no cookie; mounted before anybody is signed in. */
  readonly bearer: Router;
  /** Keys, and the description for people. */
  readonly routes: Router;
}

/** Puts the interface together on one platform. */
export function createApi(platform: Platform, rooms: ApiRooms): Api {
  const store = createApiStore(defineApiModels(platform.database));
  const keys = createKeys(platform, { organisations: rooms.agencies.organisations, doors: rooms.doors }, store);
  const links = createLaunchLinks(platform, rooms, store);
  const operations = [
    ...keyOperations(),
    ...peopleOperations(rooms.people, rooms.desk),
    ...schoolOperations(rooms.desk),
    ...courseOperations(rooms.packages),
    ...assignmentOperations(rooms.training),
    ...recordOperations(rooms.attempts),
    ...certificateOperations(rooms.training),
    ...webhookOperations(rooms.webhooks),
    ...launchOperations(links),
  ];
  const document = openApiOf(operations, platform.config.publicUrl);
  const routes = createRouter();
  routes.use(docsRoutes(platform, document));
  routes.use(keyRoutes(platform, { keys, webhooks: rooms.webhooks, people: rooms.people }));
  const once = createOnce(platform, store);
  return { bearer: apiRoutes(platform, { operations, document, keys, once }), routes };
}
