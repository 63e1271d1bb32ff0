import { fork, type ChildProcess } from 'node:child_process';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import type { BenchServer, Writer } from './bench-server.ts';

/** One request to be sent again and again; `next` makes its headers and body. */
export interface Shot {
  readonly port: number;
  next(
    worker: number,
    count: number,
  ): { path: string; method?: string; headers?: Record<string, string>; body?: string };
}

/** What a run gave: rate, CPU of the server per request, bytes received per answer. */
export interface Shots {
  readonly perSecond: number;
  readonly cpuMs: number;
  readonly bytes: number;
  readonly failed: number;
}

/** A bench server in a process of its own. */
export class BenchProcess {
  readonly about: BenchServer;
  readonly #child: ChildProcess;

  constructor(about: BenchServer, child: ChildProcess) {
    this.about = about;
    this.#child = child;
  }

  static async start(writer: Writer, databaseUrl?: string): Promise<BenchProcess> {
    const args = databaseUrl === undefined ? [writer] : [writer, databaseUrl];
    const child = fork(join(import.meta.dirname, 'bench-server.ts'), args, { execArgv: ['--import', 'tsx'] });
    const about = await nextMessage<BenchServer>(child);
    return new BenchProcess(about, child);
  }

  /** User and system time of the server so far, ms. */
  async cpuMs(): Promise<number> {
    const answer = nextMessage<{ cpu: { user: number; system: number } }>(this.#child);
    this.#child.send('cpu');
    const { cpu } = await answer;
    return (cpu.user + cpu.system) / 1000;
  }

  async stop(): Promise<void> {
    const gone = new Promise((done) => this.#child.once('exit', done));
    this.#child.send('stop');
    await gone;
  }
}

function nextMessage<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as T));
    child.once('exit', (code) => reject(new Error(`The bench server ended with ${code}.`)));
  });
}

/** Sends shots on `connections` at once for `ms`. */
export async function shoot(server: BenchProcess, shot: Shot, connections: number, ms: number): Promise<Shots> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let done = 0;
  let failed = 0;
  let bytes = 0;
  const before = await server.cpuMs();
  const began = performance.now();
  const worker = async (index: number): Promise<void> => {
    for (let count = 0; performance.now() - began < ms; count += 1) {
      const { path, method = 'GET', headers = {}, body } = shot.next(index, count);
      const answer = await send(agent, { port: shot.port, path, method, headers }, body);
      bytes += answer.bytes;
      if (answer.status === 200) done += 1;
      else failed += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, (_, index) => worker(index)));
  const seconds = (performance.now() - began) / 1000;
  const cpu = (await server.cpuMs()) - before;
  agent.destroy();
  const all = Math.max(1, done + failed);
  return { perSecond: done / seconds, cpuMs: cpu / all, bytes: Math.round(bytes / all), failed };
}

function send(
  agent: Agent,
  options: { port: number; path: string; method: string; headers: Record<string, string> },
  body: string | undefined,
): Promise<{ status: number; bytes: number }> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', agent, ...options }, (answer) => {
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => (bytes += chunk.length));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, bytes }));
      answer.on('error', reject);
    });
    call.on('error', reject);
    call.end(body);
  });
}

/** The middle one. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
