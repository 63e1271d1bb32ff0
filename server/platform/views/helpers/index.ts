import type { Assets } from '../../contract.ts';
import { asset } from './asset.ts';
import { date } from './date.ts';
import { eq } from './eq.ts';
import { icon } from './icon.ts';
import { json } from './json.ts';
import { minutes } from './minutes.ts';
import { number } from './number.ts';
import { percent } from './percent.ts';
import { plural } from './plural.ts';
import { time } from './time.ts';

/** The helpers of every template, one a file. */
export function platformHelpers(assets: Assets): Record<string, (...values: unknown[]) => unknown> {
  return { asset: asset(assets), date, eq, icon, json, minutes, number, percent, plural, time };
}
