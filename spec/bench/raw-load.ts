import { fork } from 'node:child_process';
import { connect } from 'node:net';

/** One GET, sent again and again on kept connections, one at a time on each. */
export interface RawShot {
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly connections: number;
  readonly ms: number;
}

/** What came back: answers a second and bytes of one answer, its headers included. */
export interface RawShots {
  readonly answers: number;
  readonly perSecond: number;
  readonly status: number;
  readonly bytes: number;
}

/** Load from a process of its own: answers are counted by their length, so that it costs less than what is measured. */
export interface RawLoad {
  shoot(shot: RawShot): Promise<RawShots>;
  stop(): void;
}

/** Starts the process; one load at a time. */
export function startRawLoad(): RawLoad {
  const child = fork(import.meta.filename, ['shoot'], { execArgv: ['--import', 'tsx'] });
  return {
    shoot: (shot) =>
      new Promise((resolve, reject) => {
        const onExit = (code: number | null): void => reject(new Error(`The load ended with ${code}.`));
        child.once('exit', onExit);
        child.once('message', (message) => {
          child.off('exit', onExit);
          resolve(message as RawShots);
        });
        child.send(shot);
      }),
    stop: () => void child.kill(),
  };
}

interface Measured {
  readonly status: number;
  readonly bytes: number;
}

/** Length of a whole answer, told by the headers of the first one. */
function measure(answer: Buffer): Measured | null {
  const end = answer.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const head = answer.subarray(0, end).toString('latin1');
  const length = /^content-length: *(\d+)/im.exec(head)?.[1];
  if (length === undefined) throw new Error(`An answer without a length:\n${head}`);
  return { status: Number(head.slice(9, 12)), bytes: end + 4 + Number(length) };
}

/** Sends one request and reads its answer; every later one has the same length, or the load ends with an error. */
async function first({ port, request }: { port: number; request: Buffer }): Promise<Measured> {
  const socket = connect({ port, host: '127.0.0.1' });
  let read = Buffer.alloc(0);
  socket.write(request);
  for await (const chunk of socket) {
    read = Buffer.concat([read, chunk as Buffer]);
    const measured = measure(read);
    if (measured !== null && read.length >= measured.bytes) return measured;
  }
  throw new Error('The server closed the connection.');
}

async function shoot({ port, path, headers, connections, ms }: RawShot): Promise<RawShots> {
  const lines = Object.entries({ host: `127.0.0.1:${port}`, ...headers }).map(([name, value]) => `${name}: ${value}`);
  const request = Buffer.from(`GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
  const { status, bytes } = await first({ port, request });
  let answers = 0;
  const began = performance.now();
  const worker = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      let left = 0;
      const next = (): void => {
        left = bytes;
        socket.write(request);
      };
      socket.on('connect', next);
      socket.on('error', reject);
      socket.on('close', resolve);
      socket.on('data', (chunk) => {
        left -= chunk.length;
        if (left > 0) return;
        if (left < 0) {
          socket.destroy(new Error('An answer of another length.'));
          return;
        }
        answers += 1;
        if (performance.now() - began < ms) next();
        else socket.destroy();
      });
    });
  await Promise.all(Array.from({ length: connections }, worker));
  return { answers, perSecond: (answers * 1000) / (performance.now() - began), status, bytes };
}

if (process.argv[1] === import.meta.filename && process.argv[2] === 'shoot') {
  process.on('message', (shot) => {
    void shoot(shot as RawShot).then((shots) => process.send?.(shots));
  });
}
