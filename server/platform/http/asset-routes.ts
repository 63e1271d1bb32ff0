import type { Response, Router } from 'express';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Platform } from '../contract.ts';
import { AppError } from '../errors/app-error.ts';
import { createRouter, route } from './route.ts';

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
};
const YEAR_S = 31_536_000;
const HOUR_S = 3_600;

/** Built files below `/assets`: those with a hash in their name for ever, others for an hour. */
export function assetRoutes(platform: Platform): Router {
  const router = createRouter();
  const { get } = route(router);
  // Folders are one deep or two: wildcards are written differently in Express 4 and 5.
  get('/assets/:folder/:name', ({ params }, res) => send(platform, res, [params['folder'], params['name']]));
  get('/assets/:folder/:room/:name', ({ params }, res) =>
    send(platform, res, [params['folder'], params['room'], params['name']]),
  );
  return router;
}

const send = (platform: Platform, res: Response, parts: readonly unknown[]): Promise<void> =>
  sendAsset(platform, res, parts.join('/'));

/** Sends a built file by its path below `assets/`; throws AppError `NOT_FOUND` (404). */
export async function sendAsset(
  platform: Pick<Platform, 'assets'>,
  res: Response,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  const asset = platform.assets.packed(path, res.req.headers['accept-encoding']);
  if (asset === null) throw new AppError('NOT_FOUND', 404, 'There is no such file.');
  const isHashed = /\.[A-Z0-9]{8}\.[a-z0-9]+$/.test(path);
  const { size } = await stat(asset.file);
  res.set({
    'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream',
    'Content-Length': String(size),
    'Cache-Control': isHashed ? `public, max-age=${YEAR_S}, immutable` : `public, max-age=${HOUR_S}`,
    'X-Content-Type-Options': 'nosniff',
    ...(asset.varies && { Vary: 'Accept-Encoding' }),
    ...(asset.coding !== null && { 'Content-Encoding': asset.coding }),
    ...headers,
  });
  if (res.req.method === 'HEAD') res.end();
  else await pipeline(createReadStream(asset.file), res);
}
