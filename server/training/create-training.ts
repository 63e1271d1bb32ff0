import type { Router } from 'express';
import type { Agencies } from '../agencies/index.ts';
import type { Attempts } from '../attempts/index.ts';
import type { Packages } from '../packages/index.ts';
import type { People } from '../people/index.ts';
import type { Skill } from './toolbox/skills.ts';
import { createToolbox, type Toolbox } from './toolbox/create-toolbox.ts';
import { createNoticeDesk, type NoticeDesk } from './notices/create-notices.ts';
import { createRouter, type Platform } from '../platform/index.ts';

/** Rooms below. */
export interface TrainingRooms {
  readonly people: People;
  readonly agencies: Agencies;
  readonly packages: Packages;
  readonly attempts: Attempts;
  /** The toolbox as `courses/skills.yaml` has it. */
  readonly skills: readonly Skill[];
}

/** The room's routes and services. */
export interface Training {
  readonly routes: Router;
  readonly toolbox: Toolbox;
  readonly notices: NoticeDesk;
}

/** Puts the parts of the room together on one platform. */
export function createTraining(platform: Platform, rooms: TrainingRooms): Training {
  const routes = createRouter();
  const toolbox = createToolbox(platform, rooms);
  routes.use(toolbox.routes);
  const notices = createNoticeDesk(platform, rooms);
  routes.use(notices.routes);
  return { routes, toolbox, notices };
}
