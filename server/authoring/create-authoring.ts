import type { Router } from 'express';
import { join } from 'node:path';
import type { Packages } from '../packages/index.ts';
import type { People } from '../people/index.ts';
import { createRouter, type Platform } from '../platform/index.ts';
import { createDrafts, type Drafts } from './drafts/index.ts';
import { directoryTree } from './source-tree.ts';

/** The rooms below that authors work with. */
export interface AuthoringRooms {
  readonly people: People;
  readonly packages: Packages;
  /** Folder of the product: `courses/` and the built run-time lie below it. */
  readonly root: string;
}

/** The room: courses in work and their pages. */
export interface Authoring {
  readonly drafts: Drafts;
  readonly routes: Router;
}

/** Puts the room together on one platform. */
export function createAuthoring(platform: Platform, { people, root }: AuthoringRooms): Authoring {
  const library = () => directoryTree(join(root, 'courses'));
  const drafts = createDrafts(platform, { people, library });
  const routes = createRouter();
  routes.use(drafts.routes);
  return { drafts, routes };
}
