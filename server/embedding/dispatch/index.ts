import { readFile } from 'node:fs/promises';
import type { Router } from 'express';
import type { Attempts } from '../../attempts/index.ts';
import type { Packages } from '../../packages/index.ts';
import type { People } from '../../people/index.ts';
import { AppError, type Platform } from '../../platform/index.ts';
import type { Player } from '../../player/index.ts';
import type { DoorOffer, Doors } from '../doors/index.ts';
import { createDestinations, type Destinations } from './destination-service.ts';
import { deskRoutes } from './desk-routes.ts';
import { defineDispatchModels } from './dispatch-model.ts';
import { createDispatchStore } from './dispatch-store.ts';
import { createDispatchLaunches, type DispatchLaunches } from './launch-service.ts';
import { stubRoutes } from './stub-routes.ts';

/** Dispatch packages: what other rooms of the house and specs may use. */
export interface Dispatch extends Pick<Destinations, 'create' | 'change' | 'show' | 'seats' | 'use' | 'zip'> {
  readonly launches: DispatchLaunches;
  readonly offer: DoorOffer;
  /** For the stub: no cookie is read. */
  readonly bearer: Router;
  readonly routes: Router;
}

/** Makes the folder on one platform. */
export function createDispatch(
  platform: Platform,
  rooms: {
    readonly people: People;
    readonly packages: Packages;
    readonly attempts: Attempts;
    readonly player: Player;
    readonly doors: Doors;
  },
): Dispatch {
  const destinations = createDispatchStore(defineDispatchModels(platform.database));
  const launches = createDispatchLaunches(platform, { ...rooms, destinations });
  const built = async (name: string): Promise<Buffer> => {
    const file = platform.assets.file(platform.assets.path(name).replace(/^assets\//, ''));
    if (file === null) throw new AppError('ASSETS_MISSING', 500, 'The browser files are not built.');
    return readFile(file);
  };
  const stub = async () => ({
    script: await built('scripts/embedding/dispatch-stub-page.js'),
    style: await built('styles/dispatch-stub.css'),
  });
  const desk = createDestinations(platform, { ...rooms, destinations, stub });
  return {
    ...desk,
    launches,
    offer: { label: 'Dispatch package', href: '/organisation/doors/dispatch/new' },
    bearer: stubRoutes(launches),
    routes: deskRoutes(platform, desk),
  };
}
