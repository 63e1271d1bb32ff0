import { readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { scratchPath } from './databases.ts';
import { renewToken } from './recover-launch.ts';
import { type StandAlone, startStandAlone } from './stand-alone.ts';
import { embark, environmentOf, holdToRows, openApp, type Sailor, send, type StormPlace } from './storm.ts';

/** A long time of steady work. */
export interface SoakOptions extends StormPlace {
  readonly launches: number;
  readonly minutes: number;
}

/** What a soak measured. Both lists have five entries, one for each fifth of the time. */
export interface SoakReport {
  readonly acknowledged: number;
  /** Medians, bytes. */
  readonly rss: readonly number[];
  /** Medians of a commit's round trip, ms. */
  readonly latency: readonly number[];
  /** Bytes a minute, by least squares, since the last restart. */
  readonly slope: number;
}

const FIFTHS = [0, 1, 2, 3, 4];
const SLOW_CLIENTS = 20;
/** As often as the player page. */
const BEAT_MS = 30_000;

interface Sample {
  readonly at: number;
  readonly value: number;
}

/** The process that serves just now; both restarts lie in the first fifth, so that memory is measured on one process. */
interface Harbour {
  server: StandAlone;
}

/**
 * Launches that commit every second with pauses, clients that are slow, a kill and a graceful restart in the first fifth and a
 * kill at the end; then every row is held to what was acknowledged, as after a storm.
 */
export async function soak(options: SoakOptions): Promise<SoakReport> {
  const storage = await scratchPath('soak-content');
  const sailors = await embark(await openApp(options, storage), options.launches);
  const start = (): Promise<StandAlone> => startStandAlone(environmentOf(options, storage));
  const harbour: Harbour = { server: await start() };
  const total = options.minutes * 60_000;
  const began = performance.now();
  const now = (): number => performance.now() - began;
  const [rss, latency]: [Sample[], Sample[]] = [[], []];
  const restart = async (how: 'kill' | 'stop'): Promise<void> => {
    await harbour.server[how]();
    harbour.server = await start();
    await Promise.all(sailors.map((sailor) => beat(harbour.server.base, sailor)));
  };
  const watch = async (): Promise<void> => {
    const restarts: [number, 'kill' | 'stop'][] = [
      [total * 0.05, 'kill'],
      [total * 0.12, 'stop'],
    ];
    while (now() < total) {
      const [next] = restarts;
      if (next !== undefined && now() > next[0]) {
        restarts.shift();
        await restart(next[1]);
      }
      rss.push({ at: now(), value: await rssOf(harbour.server.child.pid ?? 0) });
      await pause(1000);
    }
  };
  const work = sailors.map((sailor, at) => sail(sailor, at, harbour, latency, now, total));
  const slow = Array.from({ length: SLOW_CLIENTS }, (_none, at) => dawdle(at, harbour, () => now() < total));
  await Promise.all([watch(), ...work, ...slow]);
  await restart('kill');
  await Promise.all(sailors.map((sailor) => sendAtLast(harbour.server.base, sailor)));
  await harbour.server.stop();
  const acknowledged = await holdToRows(options, storage, sailors);
  const steady = rss.filter(({ at }) => at > total / 5);
  return {
    acknowledged,
    rss: medians(rss, total),
    latency: medians(latency, total),
    slope: slopeOf(steady) * 60_000,
  };
}

/** A commit every second; a pause of some seconds after every twenty, each launch at another time. */
async function sail(
  sailor: Sailor,
  at: number,
  harbour: Harbour,
  latency: Sample[],
  now: () => number,
  total: number,
): Promise<void> {
  await pause((at * 997) % 1000);
  let lastBeat = now();
  for (let count = at % 20; now() < total; count += 1) {
    const began = now();
    const isKept = await send(harbour.server.base, sailor);
    if (isKept) latency.push({ at: began, value: now() - began });
    if (now() - lastBeat > BEAT_MS) {
      lastBeat = now();
      await beat(harbour.server.base, sailor);
    }
    await pause(count % 20 === 19 ? 5000 : Math.max(0, 1000 - (now() - began)));
  }
}

/**
 * As the player page does, so that the launch lives on, and with a new token where the server was away for longer than the
 * lease; the server may be gone just now.
 */
export async function beat(base: string, sailor: Sailor): Promise<void> {
  const { launchId, token } = sailor;
  const answer = await fetch(`${base}/launches/${launchId}/heartbeat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ engagedMs: 20_000, visible: true, idle: false }),
  }).catch(() => null);
  await answer?.arrayBuffer().catch(() => null);
  if (answer?.status === 401) await renewToken(base, sailor);
}

/** The last commit; an officer who must wait for signing in tries again. */
async function sendAtLast(base: string, sailor: Sailor): Promise<void> {
  for (let tries = 0; tries < 60; tries += 1) {
    if (await send(base, sailor)) return;
    await pause(1000);
  }
  throw new Error('A last commit was not taken.');
}

/** A client that sends its headers or its body letter by letter, or reads nothing, and comes again when it was cut off. */
async function dawdle(kind: number, harbour: Harbour, isOn: () => boolean): Promise<void> {
  while (isOn()) {
    const socket = await reach(harbour.server.base);
    if (socket !== null) {
      socket.write(kind % 2 === 0 ? 'GET /login HTTP/1.1\r\nHost: x\r\nX-Slow: ' : SLOW_BODY);
      while (isOn() && !socket.destroyed) {
        socket.write('x');
        await pause(1000);
      }
      socket.destroy();
    }
    await pause(1000);
  }
}

const SLOW_BODY =
  'POST /login HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9000\r\n\r\nemail=';

async function reach(base: string): Promise<Socket | null> {
  const socket = connect(Number(new URL(base).port), 'localhost');
  socket.on('error', () => socket.destroy());
  socket.resume();
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(socket));
    socket.once('close', () => resolve(null));
  });
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Memory of a process that is in use, bytes; from Linux' own account. */
export async function rssOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
}

function medians(samples: readonly Sample[], total: number): number[] {
  return FIFTHS.map((fifth) => {
    const values = samples.filter(({ at }) => Math.floor((at / total) * 5) === fifth).map(({ value }) => value);
    return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  });
}

function slopeOf(samples: readonly Sample[]): number {
  const mean = (of: (sample: Sample) => number): number =>
    samples.reduce((sum, one) => sum + of(one), 0) / samples.length;
  const [x, y] = [mean(({ at }) => at), mean(({ value }) => value)];
  const [rise, run] = samples.reduce(
    ([a, b], { at, value }) => [a + (at - x) * (value - y), b + (at - x) ** 2],
    [0, 0],
  ) as [number, number];
  return run === 0 ? 0 : rise / run;
}
