import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { sha256Hex } from '../../server/platform/index.ts';
import { commitPayload, type CmiRecord } from '../../server/standards/index.ts';
import type { BenchProcess, Shots } from './load.ts';

/** Notes of a course as a browser would keep them: text that neither repeats itself nor is pure chance. */
const NOTES = randomBytes(4096).toString('base64').replaceAll('=', '');

/** About 6 kB: status, score, time, 4 kB of suspend data, five interactions. */
function benchRecord(count: number): CmiRecord {
  const interactions = Array.from({ length: 5 }, (_, index) => ({
    [`cmi.interactions.${index}.id`]: `question-${index}`,
    [`cmi.interactions.${index}.type`]: 'choice',
    [`cmi.interactions.${index}.time`]: '10:15:0' + String(index),
    [`cmi.interactions.${index}.correct_responses.0.pattern`]: 'a',
    [`cmi.interactions.${index}.weighting`]: '1',
    [`cmi.interactions.${index}.student_response`]: 'abc'.charAt(count % 3),
    [`cmi.interactions.${index}.result`]: 'correct',
    [`cmi.interactions.${index}.latency`]: '0000:00:12',
  }));
  const at = (count * 61) % 1200;
  return Object.assign(
    {
      'cmi.core.lesson_status': 'incomplete',
      'cmi.core.lesson_location': String(count),
      'cmi.core.score.raw': String(count % 100),
      'cmi.core.session_time': '0000:01:00',
      'cmi.suspend_data': `${count}:${NOTES.slice(at, at + 1000)}${'answer=b;visited=true;'.repeat(140)}`.slice(
        0,
        4090,
      ),
    },
    ...interactions,
  ) as CmiRecord;
}

/** Bodies by seq, made once for all runs: they name no launch, so that every connection sends the same bytes. */
const bodies: Buffer[] = [];

function bodyOf(seq: number): Buffer {
  return (bodies[seq] ??= makeBody(seq));
}

function makeBody(seq: number): Buffer {
  const clientTime = '2026-11-23T16:42:00.000Z';
  const commit = { seq, final: false, trigger: 'commit' as const, scoId: 'one', cmi: benchRecord(seq), clientTime };
  return Buffer.from(JSON.stringify({ ...commit, sha256: sha256Hex(commitPayload(commit)) }));
}

/** How to shoot: on launches from `from` on, a connection each, for `ms` or until `most` commits of each. */
interface CommitShot {
  readonly connections: number;
  readonly from: number;
  readonly ms?: number;
  readonly most?: number;
}

interface Count {
  done: number;
  failed: number;
  bytes: number;
}

/**
 * Commits on several connections at once. The bodies are made beforehand and the answers barely read, on bare sockets: the load
 * shares the cores with the server, and what it takes would else be counted against the faster of two writers.
 */
export async function shootCommits(server: BenchProcess, shot: CommitShot): Promise<Shots> {
  const { connections, from, ms = 60_000, most = Infinity } = shot;
  const { port, launches } = server.about;
  for (let seq = 1; seq <= Math.min(most, 6000 / connections); seq += 1) bodyOf(seq);
  const sockets = await Promise.all(Array.from({ length: connections }, () => connected(port)));
  const count = { done: 0, failed: 0, bytes: 0 };
  const before = await server.cpuMs();
  const began = performance.now();
  const isOver = (seq: number): boolean => seq >= most || performance.now() >= began + ms;
  await Promise.all(
    sockets.map((socket, at) => sendInTurn(socket, launches[from + at] ?? { id: '', token: '' }, isOver, count)),
  );
  const seconds = (performance.now() - began) / 1000;
  const cpu = (await server.cpuMs()) - before;
  for (const socket of sockets) socket.destroy();
  const all = Math.max(1, count.done + count.failed);
  const { done, failed, bytes } = count;
  return { perSecond: done / seconds, cpuMs: cpu / all, bytes: Math.round(bytes / all), failed };
}

async function connected(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  return socket;
}

/** One request after the answer to the last, until it is over. */
function sendInTurn(
  socket: Socket,
  launch: { readonly id: string; readonly token: string },
  isOver: (seq: number) => boolean,
  count: Count,
): Promise<void> {
  const head = [
    `POST /launches/${launch.id}/commits HTTP/1.1`,
    'Host: 127.0.0.1',
    `Authorization: Bearer ${launch.token}`,
    'Content-Type: application/json',
    'Content-Length: ',
  ].join('\r\n');
  let seq = 0;
  let answer = '';
  const send = (): void => {
    seq += 1;
    const body = bodyOf(seq);
    socket.cork();
    socket.write(`${head}${body.length}\r\n\r\n`, 'latin1');
    socket.write(body);
    socket.uncork();
  };
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('The server closed a connection.')));
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString('latin1');
      const end = answer.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(answer)?.[1] ?? 0);
      if (end < 0 || answer.length < end + 4 + length) return;
      count.bytes += length;
      if (answer.startsWith('HTTP/1.1 200')) count.done += 1;
      else count.failed += 1;
      answer = '';
      if (isOver(seq)) resolve();
      else send();
    });
    send();
  });
}
