import type { Router } from 'express';
import { createRouter, route, sendAsset, type Platform } from '../../platform/index.ts';

const SCRIPT = 'scripts/embedding/schoolbeat-page.js';
/** The path stays when the script changes: it is asked for again after an hour. */
const HEADERS = {
  'Cache-Control': 'public, max-age=3600',
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

/** The script of `<schoolbeat-course>` for pages of any origin; it holds nothing of anybody. */
export function componentRoutes(platform: Pick<Platform, 'assets'>): Router {
  const router = createRouter();
  const { get } = route(router);
  get('/component/schoolbeat.js', (_req, res) => {
    const path = platform.assets.path(SCRIPT).replace(/^assets\//, '');
    return sendAsset(platform, res, path, HEADERS);
  });
  return router;
}
