import { execFile, fork } from 'node:child_process';
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { median, table, type BenchResult } from './bench-result.ts';
import { writeLargePackage } from './large-package.ts';

const ROUNDS = 3;
const run = promisify(execFile);

interface Import {
  readonly ms: number;
  readonly cpuMs: number;
  readonly grownMb: number;
}

async function importOnce(folder: string, path: string): Promise<Import> {
  await mkdir(folder);
  const child = fork(join(import.meta.dirname, 'import-process.ts'), [folder, path], { execArgv: ['--import', 'tsx'] });
  const done = await new Promise<Import>((resolve, reject) => {
    child.once('message', (message) => resolve(message as Import));
    child.once('exit', (code) => reject(new Error(`The import ended with ${code}.`)));
  });
  await rm(folder, { recursive: true });
  return done;
}

async function unzipOnce(folder: string, path: string): Promise<Pick<Import, 'ms' | 'cpuMs'>> {
  const began = performance.now();
  const { stdout } = await run('sh', ['-c', 'unzip -q "$1" -d "$2" && times', 'sh', path, folder]);
  const ms = performance.now() - began;
  await rm(folder, { recursive: true });
  return { ms, cpuMs: childTimes(stdout) };
}

/** User and system time of the children, the second line that `times` of a shell prints (`0m0.54s 0m0.15s`), ms. */
function childTimes(printed: string): number {
  const times = [...(printed.split('\n')[1] ?? '').matchAll(/(\d+)m([\d.]+)s/g)];
  return times.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60_000 + Number(seconds) * 1000, 0);
}

/** Time to hash, check, repack and store a package of 81 MB beside `unzip -q` of it, by turns in one run. */
export async function importBench(): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'schoolbeat-import-'));
  try {
    const path = join(folder, 'large.zip');
    await writeLargePackage(path);
    const imports: Import[] = [];
    const unzips: Pick<Import, 'ms' | 'cpuMs'>[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      unzips.push(await unzipOnce(join(folder, `unzipped-${round}`), path));
      imports.push(await importOnce(join(folder, `imported-${round}`), path));
    }
    const ratio = median(imports.map(({ ms }, round) => ms / (unzips[round]?.ms ?? Number.NaN)));
    const of = (key: keyof Import): string => median(imports.map((one) => one[key])).toFixed(0);
    const megabytes = ((await stat(path)).size / 1e6).toFixed(0);
    const rows = [
      [
        'unzip -q',
        median(unzips.map(({ ms }) => ms)).toFixed(0),
        median(unzips.map(({ cpuMs }) => cpuMs)).toFixed(0),
        '',
      ],
      ['import', of('ms'), of('cpuMs'), of('grownMb')],
    ];
    const head = [`${megabytes} MB, 2,000 files`, 'ms', 'CPU ms', 'memory grew by MB'];
    const floors = [{ what: 'import, time over that of unzip -q', value: ratio, atMost: 1.5 }];
    return { lines: table(head, rows), floors };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
