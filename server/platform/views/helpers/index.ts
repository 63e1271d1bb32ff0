import type { Assets } from '../../contract.ts';
import { asset } from './asset.ts';
import { eq } from './eq.ts';
import { icon } from './icon.ts';
import { json } from './json.ts';

/**
 * The helpers of every template, one a file. They are few: a view-model is formatted already, and a helper hides a field of
 * its own name.
 */
export function platformHelpers(assets: Assets): Record<string, (...values: unknown[]) => unknown> {
  return { asset: asset(assets), eq, icon, json };
}
