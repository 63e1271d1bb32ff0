import type { Router } from 'express';
import type { Packages } from '../../packages/index.ts';
import type { Platform } from '../../platform/index.ts';
import { defineVersionBuilds } from './build-model.ts';
import { createBuildStore } from './build-store.ts';
import { downloadRoutes } from './download-routes.ts';
import { createDownloads } from './download-service.ts';
import { rememberShelf } from './remember-shelf.ts';

/** Pages of the folder; `root` is where `courses/` and the built run-time lie. */
export function createDownloadPages(
  platform: Platform,
  { packages, root }: { readonly packages: Packages; readonly root: string },
): Router {
  const builds = createBuildStore(defineVersionBuilds(platform.database));
  return downloadRoutes(platform, createDownloads({ platform, packages, builds, shelf: rememberShelf(root) }));
}
