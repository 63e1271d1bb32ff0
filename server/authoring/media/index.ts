import type { Router } from 'express';
import type { Platform } from '../../platform/index.ts';
import type { Drafts } from '../drafts/index.ts';
import { mediaRoutes } from './media-routes.ts';
import { createMedia, type Media } from './media-service.ts';
import { createMediaStore } from './media-store.ts';

/** Puts the folder together: media of drafts and their pages. */
export function createDraftMedia(
  platform: Platform,
  drafts: Drafts,
): { readonly media: Media; readonly routes: Router } {
  const media = createMedia(platform, drafts, createMediaStore(drafts.models, platform.database));
  return { media, routes: mediaRoutes(platform, media) };
}

export type { Media };
