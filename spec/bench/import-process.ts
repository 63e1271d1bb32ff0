import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openSchoolbeat } from '../../server/app.ts';
import { silentLog } from '../../server/platform/index.ts';
import { buildAgency, quickPasswords } from '../support/people.ts';
import { packageZip } from '../support/zips.ts';
import { benchConfig } from './bench-config.ts';

// One import in a process of its own, which tells how long it took and how its memory grew.
const [folder = '', path = ''] = process.argv.slice(2);
const app = await openSchoolbeat(benchConfig(folder), { log: silentLog(), passwords: await quickPasswords() });
await app.migrate();
const owner = { agencyId: (await buildAgency(app)).id, personId: null };

// A small package first: what is loaded once is no growth.
await writeFile(join(folder, 'small.zip'), packageZip());
await app.packages.install(join(folder, 'small.zip'), owner);
const rssBefore = process.memoryUsage.rss();
let rssMost = rssBefore;
const timer = setInterval(() => (rssMost = Math.max(rssMost, process.memoryUsage.rss())), 10);
const [began, cpu] = [performance.now(), process.cpuUsage()];
await app.packages.install(path, owner);
const ms = performance.now() - began;
const { user, system } = process.cpuUsage(cpu);
clearInterval(timer);
rssMost = Math.max(rssMost, process.memoryUsage.rss());
await app.close();
process.send?.({ ms, cpuMs: (user + system) / 1000, grownMb: (rssMost - rssBefore) / 1024 ** 2 }, () =>
  process.exit(0),
);
