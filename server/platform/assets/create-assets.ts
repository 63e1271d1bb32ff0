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

/** Reads the build's manifest; throws AppError `ASSETS_MISSING` when nothing was built, `ASSET_UNKNOWN` on a wrong name. */
export function createAssets({ directory, unbuilt = false }: AssetOptions): Assets {
  const manifest = readManifest(join(directory, 'manifest.json'), unbuilt);
  const built = new Set(Object.values(manifest));
  return {
    path(name) {
      const file = manifest[name] ?? (unbuilt ? name : undefined);
      if (file === undefined) throw new AppError('ASSET_UNKNOWN', 500, `There is no built file ${name}.`);
      return `assets/${file}`;
    },
    file: (path) => (built.has(path) ? join(directory, path) : null),
  };
}

function readManifest(file: string, unbuilt: boolean): Record<string, string> {
  if (unbuilt) return {};
  if (!existsSync(file)) {
    throw new AppError('ASSETS_MISSING', 500, 'The browser files are not built.', { help: 'Run npm run build.' });
  }
  return manifestInput.parse(JSON.parse(readFileSync(file, 'utf8')));
}
