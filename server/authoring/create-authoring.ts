import type { Router } from 'express';
import { join } from 'node:path';
import type { Attempts } from '../attempts/index.ts';
import type { Packages } from '../packages/index.ts';
import type { People } from '../people/index.ts';
import { createRouter, type Platform } from '../platform/index.ts';
import { type Apart, createApart } from './apart/create-apart.ts';
import { bankPages } from './banks/index.ts';
import { createBring, type SkillChoice } from './bring/index.ts';
import { createDrafts, type Drafts } from './drafts/index.ts';
import { type CertificateDesk, createFlow, type Flow, type NoticeBoard } from './flow/index.ts';
import { createEditor } from './editor/index.ts';
import { scenarioRoutes } from './scenarios/scenario-routes.ts';
import { createScenarios } from './scenarios/scenario-service.ts';
import { createDraftMedia, type Media } from './media/index.ts';
import { directoryTree } from './source-tree.ts';

/** The rooms below that authors work with. */
export interface AuthoringRooms {
  readonly people: People;
  readonly packages: Packages;
  readonly attempts: Attempts;
  /** Skills of the toolbox. */
  readonly skills: readonly SkillChoice[];
  /** What becomes of certificates of earlier versions. */
  readonly certificates: CertificateDesk;
  /** Where authors are told what colleagues ask and answer. */
  readonly notices: NoticeBoard;
  /** Folder of the product: `courses/` and the built run-time lie below it. */
  readonly root: string;
}

/** The room: courses in work and their pages. */
export interface Authoring {
  readonly drafts: Drafts;
  readonly media: Media;
  /** Checks and builds off the event loop. */
  readonly apart: Apart;
  /** Checks, review and publishing. */
  readonly flow: Flow;
  readonly routes: Router;
}

/** Puts the room together on one platform. */
export function createAuthoring(platform: Platform, rooms: AuthoringRooms): Authoring {
  const { people, root } = rooms;
  const library = () => directoryTree(join(root, 'courses'));
  const drafts = createDrafts(platform, { people, library });
  const apart = createApart(root);
  const flow = createFlow(platform, { ...rooms, drafts, apart, library });
  const routes = createRouter();
  routes.use(drafts.routes);
  routes.use(flow.routes);
  routes.use(createEditor(platform, { drafts, library }).routes);
  routes.use(createBring(platform, { ...rooms, drafts }).routes);
  routes.use(scenarioRoutes(platform, createScenarios(drafts)));
  const { media, routes: mediaPages } = createDraftMedia(platform, drafts);
  routes.use(mediaPages, bankPages(platform, drafts));
  return { drafts, media, apart, flow, routes };
}
