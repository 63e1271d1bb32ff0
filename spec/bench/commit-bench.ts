import { sha256Hex } from '../../server/platform/index.ts';
import { commitPayload, type CmiRecord } from '../../server/standards/index.ts';
import type { Writer } from './bench-server.ts';
import { BenchProcess, median, shoot, type Shots } from './load.ts';

const WRITERS: readonly Writer[] = ['product', 'nothing', 'one-by-one'];
const MS = 4000;

/** About 6 kB: status, score, time, 4 kB of suspend data, five interactions. */
function record(count: number): CmiRecord {
  const interactions = Array.from({ length: 5 }, (_, index) => ({
    [`cmi.interactions.${index}.id`]: `question-${index}`,
    [`cmi.interactions.${index}.type`]: 'choice',
    [`cmi.interactions.${index}.student_response`]: 'abc'.charAt(count % 3),
    [`cmi.interactions.${index}.result`]: 'correct',
  }));
  return Object.assign(
    {
      'cmi.core.lesson_status': 'incomplete',
      'cmi.core.lesson_location': String(count),
      'cmi.core.score.raw': String(count % 100),
      'cmi.core.session_time': '0000:01:00',
      'cmi.suspend_data': `${count}:${'answers '.repeat(510)}`,
    },
    ...interactions,
  ) as CmiRecord;
}

async function measure(writer: Writer, connections: number): Promise<Shots> {
  const server = await BenchProcess.start(writer);
  try {
    const seqs = new Map<number, number>();
    return await shoot(
      server,
      {
        port: server.about.port,
        next(worker) {
          const launch = server.about.launches[worker % server.about.launches.length];
          const seq = (seqs.get(worker) ?? 0) + 1;
          seqs.set(worker, seq);
          const clientTime = new Date().toISOString();
          const commit = { seq, final: false, trigger: 'commit' as const, scoId: 'one', cmi: record(seq), clientTime };
          const body = JSON.stringify({ ...commit, sha256: sha256Hex(commitPayload(commit)) });
          const headers = { authorization: `Bearer ${launch?.token}`, 'content-type': 'application/json' };
          return { path: `/launches/${launch?.id}/commits`, method: 'POST', headers, body };
        },
      },
      connections,
      MS,
    );
  } finally {
    await server.stop();
  }
}

/** Durable commits a second, each writer in the same run, medians of three. */
export async function commitBench(): Promise<string[]> {
  const lines = [
    '| connections | writer | commits/s | server CPU ms a commit | share of "nothing" | failed |',
    '|---|---|---|---|---|---|',
  ];
  for (const connections of [1, 8, 64]) {
    const runs: Record<Writer, Shots[]> = { product: [], nothing: [], 'one-by-one': [] };
    for (let round = 0; round < 3; round += 1) {
      for (const writer of WRITERS) runs[writer].push(await measure(writer, connections));
    }
    const rate = (writer: Writer): number => median(runs[writer].map(({ perSecond }) => perSecond));
    for (const writer of WRITERS) {
      const cpu = median(runs[writer].map(({ cpuMs }) => cpuMs));
      const failed = runs[writer].reduce((sum, one) => sum + one.failed, 0);
      const share = (rate(writer) / rate('nothing')).toFixed(2);
      lines.push(
        `| ${connections} | ${writer} | ${rate(writer).toFixed(0)} | ${cpu.toFixed(2)} | ${share} | ${failed} |`,
      );
    }
  }
  return lines;
}
