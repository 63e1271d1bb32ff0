import { median, table, type BenchResult, type Floor } from './bench-result.ts';
import { findNginx, forkServer, startNginx, type ChildServer } from './child-server.ts';
import { startRawLoad, type RawLoad } from './raw-load.ts';
import { film, SCRIPT } from './served-files.ts';

const ROUNDS = 3;
const MS = 2000;
const WARM_MS = 300;

interface Shots {
  readonly perSecond: number;
  readonly cpuUs: number;
  readonly status: number;
  readonly bytes: number;
}

interface Ask {
  readonly name: string;
  readonly file: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly connections: number;
}

const GZIP = { 'accept-encoding': 'gzip, deflate, br, zstd' };
const ASKS: readonly Ask[] = [
  { name: '20 KB script', file: 'script.js', headers: GZIP, connections: 1 },
  { name: '20 KB script', file: 'script.js', headers: GZIP, connections: 64 },
  { name: '64 KB of a film', file: 'film.mp4', headers: { range: 'bytes=9000000-9065535' }, connections: 64 },
];

async function measure(load: RawLoad, server: ChildServer, { file, headers, connections }: Ask): Promise<Shots> {
  const shot = { port: server.port, path: server.base + file, headers, connections };
  await load.shoot({ ...shot, ms: WARM_MS });
  const before = await server.cpuMs();
  const { perSecond, answers, status, bytes } = await load.shoot({ ...shot, ms: MS });
  return { perSecond, cpuUs: (((await server.cpuMs()) - before) * 1000) / answers, status, bytes };
}

/** The content origin beside nginx (one worker), express.static and node:http alone, by turns in one run. */
export async function contentBench(): Promise<BenchResult> {
  const nginx = findNginx();
  const starts: Readonly<Record<string, () => Promise<ChildServer>>> = {
    'content origin': () => forkServer('content-process.ts', ['ours']),
    'express.static': () => forkServer('content-process.ts', ['static']),
    'node:http alone': () => forkServer('content-process.ts', ['bare']),
    ...(nginx !== null && { nginx: () => startNginx(nginx, { 'script.js': SCRIPT, 'film.mp4': film() }) }),
  };
  const load = startRawLoad();
  const servers = new Map<string, ChildServer>();
  try {
    for (const [name, start] of Object.entries(starts)) servers.set(name, await start());
    const rows: (string | number)[][] = [];
    const floors: Floor[] = [];
    for (const ask of ASKS) {
      const taken = await takeTurns(load, servers, ask);
      for (const [name, shots] of taken) {
        const [first] = shots;
        const [rate, cpu] = [median(shots.map((one) => one.perSecond)), median(shots.map((one) => one.cpuUs))];
        rows.push([
          ask.name,
          ask.connections,
          name,
          rate.toFixed(0),
          cpu.toFixed(0),
          first?.status ?? 0,
          first?.bytes ?? 0,
        ]);
      }
      if (ask.connections > 1) floors.push(...floorsOf(ask, taken));
    }
    const head = [
      'file',
      'connections',
      'server',
      'answers/s',
      'CPU µs an answer',
      'status',
      'bytes an answer, with headers',
    ];
    const note = nginx === null ? ['', 'nginx is not on this machine: its rows and floors are left out.'] : [];
    return { lines: [...table(head, rows), ...note], floors };
  } finally {
    load.stop();
    for (const server of servers.values()) await server.stop();
  }
}

async function takeTurns(
  load: RawLoad,
  servers: ReadonlyMap<string, ChildServer>,
  ask: Ask,
): Promise<Map<string, Shots[]>> {
  const asked = [...servers].filter(([name]) => name !== 'node:http alone' || ask.file === 'script.js');
  const taken = new Map<string, Shots[]>(asked.map(([name]) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, server] of asked) taken.get(name)?.push(await measure(load, server, ask));
  }
  return taken;
}

/** Ratios are taken round by round, so that what else the machine does weighs on both sides. */
function floorsOf({ name, file }: Ask, taken: ReadonlyMap<string, Shots[]>): Floor[] {
  const ratio = (other: string, of: (shots: Shots) => number): number =>
    median(
      (taken.get('content origin') ?? []).map((shots, round) => of(shots) / of(taken.get(other)?.[round] ?? shots)),
    );
  const what = `content, ${name}`;
  // A part of a film is copied through the process, which nginx leaves to the kernel (sendfile): its row is for comparison.
  if (file !== 'script.js') {
    const value = ratio('express.static', (one) => one.cpuUs);
    return [{ what: `${what}: CPU an answer over that of express.static`, value, atMost: 1 }];
  }
  const rate = ratio('express.static', (one) => one.perSecond);
  const floors: Floor[] = [{ what: `${what}: rate over that of express.static`, value: rate, atLeast: 4 }];
  if (taken.has('nginx')) {
    const value = ratio('nginx', (one) => one.cpuUs);
    floors.push({ what: `${what}: CPU an answer over that of nginx`, value, atMost: 4 });
  }
  return floors;
}
