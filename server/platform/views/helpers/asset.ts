import type { Assets } from '../../contract.ts';

/** `{{asset 'styles/app.css'}}`: its hashed path below the mount path, without a leading slash. */
export const asset =
  (assets: Assets) =>
  (name: unknown): string =>
    assets.path(String(name));
