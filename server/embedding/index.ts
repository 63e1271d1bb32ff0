import type { Router } from 'express';
import type { Agencies, AgencyDesk } from '../agencies/index.ts';
import type { Attempts } from '../attempts/index.ts';
import type { Packages } from '../packages/index.ts';
import type { People } from '../people/index.ts';
import { createRouter, type Platform } from '../platform/index.ts';
import type { Player } from '../player/index.ts';
import type { Training } from '../training/index.ts';
import { cartridgeRoutes } from './cartridge/index.ts';
import { createApi } from './api/index.ts';
import { createDownloadPages } from './download/index.ts';
import { componentRoutes } from './component/index.ts';
import { createDispatch, type Dispatch } from './dispatch/index.ts';
import { createDoors, type DoorOffer, type Doors } from './doors/index.ts';
import { createLti, type Lti } from './lti/index.ts';
import { createWebhooks } from './webhooks/index.ts';

/** The rooms below that doors lead into. */
export interface EmbeddingRooms {
  readonly people: People;
  readonly agencies: Agencies;
  readonly desk: AgencyDesk;
  readonly packages: Packages;
  readonly attempts: Attempts;
  readonly training: Training;
  readonly player: Player;
  /** Folder of the product: sources of our own courses and the built run-time lie below it. */
  readonly root: string;
}

/** The room: its routes and the ground of its doors. */
export interface Embedding {
  readonly doors: Doors;
  readonly lti: Lti;
  readonly dispatch: Dispatch;
  /** Requests of other systems, by their own messages and keys: mounted before the sessions, they read no cookie. */
  readonly bearer: Router;
  /** Pages of signed-in people. */
  readonly routes: Router;
}

/** Makes the room on one platform. */
export function createEmbedding(platform: Platform, rooms: EmbeddingRooms): Embedding {
  const doors = createDoors(platform, rooms);
  // What can be added on the page of the doors, a line a folder.
  const lti = createLti(platform, { ...rooms, doors });
  const dispatch = createDispatch(platform, { ...rooms, doors });
  const offers: DoorOffer[] = [
    lti.offer,
    dispatch.offer,
    { label: 'Download package', href: '/organisation/doors/download' },
    { label: 'Common Cartridge', href: '/organisation/doors/cartridge' },
    { label: 'API keys and webhooks', href: '/organisation/api' },
  ];
  const webhooks = createWebhooks(platform, rooms);
  const api = createApi(platform, { ...rooms, webhooks, doors });
  const bearer = createRouter();
  bearer.use(lti.bearer);
  const routes = createRouter();
  bearer.use(dispatch.bearer, api.bearer, componentRoutes(platform));
  routes.use(lti.routes, dispatch.routes);
  routes.use(doors.pages(offers, dispatch.use), api.routes);
  routes.use(createDownloadPages(platform, rooms));
  routes.use(cartridgeRoutes(platform, rooms.packages, lti.linkTo));
  return { doors, lti, dispatch, bearer, routes };
}
