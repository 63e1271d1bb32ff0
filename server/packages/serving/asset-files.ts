import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Assets } from '../../platform/index.ts';
import { mediaTypeOf } from '../media-types.ts';
import { plainHeaders } from './content-headers.ts';

/** Sends a built script or style of ours below `/assets/`; false when there is none of this name. */
export async function sendAsset(
  assets: Assets,
  req: IncomingMessage,
  res: ServerResponse,
  path: string,
): Promise<boolean> {
  const asset = assets.packed(path, req.headers['accept-encoding']);
  if (asset === null) return false;
  const { size } = await stat(asset.file);
  res.writeHead(200, {
    ...plainHeaders(),
    'Content-Type': `${mediaTypeOf(path).type}${/\.(?:js|css)$/.test(path) ? '; charset=utf-8' : ''}`,
    'Content-Length': size,
    'Cache-Control': 'public, max-age=31536000, immutable',
    ...(asset.varies && { Vary: 'Accept-Encoding' }),
    ...(asset.coding !== null && { 'Content-Encoding': asset.coding }),
  });
  if (req.method === 'HEAD') res.end();
  else await pipeline(createReadStream(asset.file), res);
  return true;
}
