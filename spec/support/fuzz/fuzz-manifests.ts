import type { Database } from '../../../server/platform/index.ts';
import { rawZip } from '../zips.ts';
import { openImportDesk } from './import-desk.ts';
import { mangledManifest } from './mangle-manifest.ts';
import { manifestSeeds } from './manifest-seeds.ts';
import { type FuzzPlan, runFuzz } from './run-fuzz.ts';

/** How many manifests were played, and how many of them became a course. */
export interface FuzzOutcome {
  readonly cases: number;
  readonly taken: number;
}

/** Mangles manifests and takes each through the whole import, the engine and the pages. */
export async function fuzzManifests(plan: FuzzPlan, database: Database): Promise<FuzzOutcome> {
  const seeds = await manifestSeeds();
  const desk = await openImportDesk(database);
  let taken = 0;
  const cases = await runFuzz(plan, async (dice, keep) => {
    // The small ones of our own say more for each millisecond.
    const seed = dice.pick(dice.chance(0.7) ? seeds.slice(0, 2) : seeds);
    const manifest = mangledManifest(dice, seed);
    keep(manifest);
    const pages = seed.files.filter((name) => name !== 'imsmanifest.xml').map((name) => ({ name, data: '<p>x</p>' }));
    if (await desk.take(dice, rawZip([{ name: 'imsmanifest.xml', data: manifest }, ...pages]))) taken += 1;
  });
  return { cases, taken };
}
