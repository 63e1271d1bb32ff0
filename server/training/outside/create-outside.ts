import type { Router } from 'express';
import type { People } from '../../people/index.ts';
import type { Platform } from '../../platform/index.ts';
import { defineOutsideModels } from './outside-model.ts';
import { outsideRoutes } from './outside-routes.ts';
import { createOutside } from './outside-service.ts';
import { createOutsideStore, type OutsideStore } from './outside-store.ts';

/** Training that somebody else gave. */
export interface OutsideRoom {
  readonly routes: Router;
  readonly store: OutsideStore;
}

/** Puts the folder together. */
export function createOutsideRoom(platform: Platform, { people }: { readonly people: People }): OutsideRoom {
  const store = createOutsideStore(defineOutsideModels(platform.database));
  return { routes: outsideRoutes(platform, createOutside(platform, people, store)), store };
}
