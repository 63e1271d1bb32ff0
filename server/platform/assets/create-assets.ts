import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Assets } from '../contract.ts';
import { AppError } from '../errors/app-error.ts';

const manifestInput = z.record(z.string(), z.string());

/** Where the built files lie; `unbuilt: true` takes names as they are (specs that have built nothing). */
export interface AssetOptions {
  readonly directory: string;
  readonly unbuilt?: boolean;
}

/** What the packed forms of a file are called beside it; the first that a client takes is sent: Brotli is a sixth smaller. */
export const PACKED_ENDINGS = { br: '.br', gzip: '.gz' } as const;

type Coding = keyof typeof PACKED_ENDINGS;
const CODINGS: readonly Coding[] = ['br', 'gzip'];

/** Whether `Accept-Encoding` names the coding and does not refuse it (RFC 9110 12.5.3). */
function takes(offer: string, coding: Coding): boolean {
  const own = offer.split(',').find((one) => one.split(';')[0]?.trim().toLowerCase() === coding);
  return own !== undefined && !/;\s*q=0(?:\.0*)?\s*$/.test(own);
}

/** Reads the build's manifest; throws AppError `ASSETS_MISSING` when nothing was built, `ASSET_UNKNOWN` on a wrong name. */
export function createAssets({ directory, unbuilt = false }: AssetOptions): Assets {
  const manifest = readManifest(join(directory, 'manifest.json'), unbuilt);
  const built = new Set(Object.values(manifest));
  const codingsOf = new Map(
    [...built].map((path) => [
      path,
      CODINGS.filter((coding) => existsSync(join(directory, path + PACKED_ENDINGS[coding]))),
    ]),
  );
  const fileOf = (path: string): string | null => (built.has(path) ? join(directory, path) : null);
  return {
    path(name) {
      const file = manifest[name] ?? (unbuilt ? name : undefined);
      if (file === undefined) throw new AppError('ASSET_UNKNOWN', 500, `There is no built file ${name}.`);
      return `assets/${file}`;
    },
    file: fileOf,
    packed(path, offer = '') {
      const plain = fileOf(path);
      if (plain === null) return null;
      const codings = codingsOf.get(path) ?? [];
      const coding = codings.find((one) => takes(offer, one)) ?? null;
      const ending = coding === null ? '' : PACKED_ENDINGS[coding];
      return { file: plain + ending, coding, varies: codings.length > 0 };
    },
  };
}

function readManifest(file: string, unbuilt: boolean): Record<string, string> {
  if (unbuilt) return {};
  if (!existsSync(file)) {
    throw new AppError('ASSETS_MISSING', 500, 'The browser files are not built.', { help: 'Run npm run build.' });
  }
  return manifestInput.parse(JSON.parse(readFileSync(file, 'utf8')));
}
