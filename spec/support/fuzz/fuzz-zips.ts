import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../../../server/platform/index.ts';
import { scorm12Package, scorm2004Package } from '../sco-packages.ts';
import { packageZip, rawZip, SHARED_PACKAGES } from '../zips.ts';
import type { Dice } from './dice.ts';
import type { FuzzOutcome } from './fuzz-manifests.ts';
import { openImportDesk } from './import-desk.ts';
import { sharedZips } from './manifest-seeds.ts';
import { type FuzzPlan, runFuzz } from './run-fuzz.ts';

/** Breaks packages, our own and those that others wrote, and takes each through the whole import. */
export async function fuzzZips(plan: FuzzPlan, database: Database): Promise<FuzzOutcome> {
  const own = await ownZips();
  const shared = await Promise.all(sharedZips().map((name) => readFile(join(SHARED_PACKAGES, name))));
  const desk = await openImportDesk(database);
  let taken = 0;
  const cases = await runFuzz(plan, async (dice, keep) => {
    const zip = brokenZip(dice, dice.pick(shared.length > 0 && dice.chance(0.3) ? shared : own));
    keep(zip);
    if (await desk.take(dice, zip)) taken += 1;
  });
  return { cases, taken };
}

async function ownZips(): Promise<Buffer[]> {
  const items = [
    { id: 'one', title: 'One' },
    { id: 'two', title: 'Two' },
  ];
  return [
    packageZip({ extra: [{ name: 'media/é.txt', data: 'x'.repeat(3000), method: 0 }] }),
    packageZip({ extra: [{ name: 'same.html', data: 'y' }, { name: 'twin.html', shareData: true, data: 'y' }] }),
    rawZip([{ name: 'course/imsmanifest.xml', data: '<manifest/>' }]),
    await scorm12Package('Fuzz', items),
    await scorm2004Package('Fuzz 2004', items),
  ]; // prettier-ignore
}

/** Marks of a zip's parts: changes near them do more harm than elsewhere. */
const MARKS = [0x04034b50, 0x02014b50, 0x06054b50].map((mark) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(mark);
  return bytes;
});
const VALUES_16 = [0, 1, 8, 9, 12, 14, 99, 0x7fff, 0x8000, 0xffff];
const VALUES_32 = [0, 1, 46, 0x7fff_ffff, 0x8000_0000, 0xffff_fffe, 0xffff_ffff];

/** A place in the bytes: anywhere, or in one of the headers. */
function place(dice: Dice, zip: Buffer): number {
  if (dice.chance(0.3)) return dice.below(zip.length);
  const mark = dice.pick(MARKS);
  const found: number[] = [];
  for (let at = zip.indexOf(mark); at >= 0 && found.length < 500; at = zip.indexOf(mark, at + 1)) found.push(at);
  return found.length === 0 ? dice.below(zip.length) : Math.min(dice.pick(found) + dice.below(46), zip.length - 1);
}

function brokenZip(dice: Dice, from: Buffer): Buffer {
  let zip: Buffer = Buffer.from(from);
  for (let changes = dice.few(8); changes > 0 && zip.length > 8; changes -= 1) zip = broken(dice, zip);
  return zip;
}

function broken(dice: Dice, zip: Buffer): Buffer {
  const at = place(dice, zip);
  const [low, high] = [dice.below(zip.length), dice.below(zip.length)].sort((a, b) => a - b) as [number, number];
  switch (dice.below(9)) {
    case 0:
      zip[at] = dice.below(256);
      return zip;
    case 1:
      zip[at] = (zip[at] ?? 0) ^ (1 << dice.below(8));
      return zip;
    case 2:
      zip.writeUInt16LE(dice.pick(VALUES_16), Math.min(at, zip.length - 2));
      return zip;
    case 3:
      zip.writeUInt32LE(dice.pick(VALUES_32), Math.min(at, zip.length - 4));
      return zip;
    case 4:
      return zip.subarray(0, dice.chance(0.7) ? Math.max(9, zip.length - dice.below(100)) : high + 1);
    case 5:
      return Buffer.concat([zip.subarray(0, low), zip.subarray(high)]);
    case 6:
      return Buffer.concat([zip.subarray(0, at), zip.subarray(low, Math.min(high, low + 5000)), zip.subarray(at)]);
    case 7:
      return Buffer.concat([zip.subarray(low, high), zip.subarray(0, low), zip.subarray(high)]);
    default:
      return Buffer.concat([Buffer.alloc(dice.below(70), dice.below(256)), zip]);
  }
}
