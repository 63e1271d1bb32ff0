import type { ResultFacts } from '../../server/attempts/index.ts';
import { expect } from 'chai';
import { Writable } from 'node:stream';
import { resultsFileName, writeResults } from '../../server/reports/write-results.ts';
import { buildResult, buildResultRow } from '../support/report-rows.ts';

async function csvOf(rows: Iterable<ResultFacts> | AsyncIterable<ResultFacts>): Promise<string> {
  const parts: Buffer[] = [];
  const target = new Writable({
    write(chunk: Buffer, _encoding, done) {
      parts.push(chunk);
      done();
    },
  });
  await writeResults(eachOf(rows), target);
  return Buffer.concat(parts).toString('utf8');
}

async function* eachOf<T>(rows: Iterable<T> | AsyncIterable<T>): AsyncGenerator<T> {
  for await (const row of rows) yield row;
}

describe('the results as CSV', () => {
  it('starts with a byte order mark and a header', async () => {
    const csv = await csvOf([]);
    expect(csv.startsWith('\uFEFFPerson,Mail,Status,')).to.equal(true);
  });

  it('writes a person a line, ending as spreadsheets expect', async () => {
    const [, line, end] = (await csvOf([buildResultRow({ personName: 'Zoë Marsh' })])).split('\r\n');
    expect(line).to.equal(
      'Zoë Marsh,maria.reyes@example.org,Passed,completed,passed,92,0,100,0.92,1,66,2026-11-23T16:42:00.000Z,2026-11-23T16:42:00.000Z',
    );
    expect(end).to.equal('');
  });

  for (const start of ['=', '+', '-', '@', '\t', '\r']) {
    it(`keeps a name that begins with ${JSON.stringify(start)} from becoming a formula`, async () => {
      const csv = await csvOf([buildResultRow({ personName: `${start}HYPERLINK(1)` })]);
      expect(csv.split('\r\n').slice(1).join('\n')).to.match(/^"?'/);
    });
  }

  it('quotes commas, quotes and line ends in a name', async () => {
    const csv = await csvOf([buildResultRow({ personName: 'Reyes, "Mia"' })]);
    expect(csv).to.contain('"Reyes, ""Mia""",');
  });

  it('leaves unknown values empty', async () => {
    const row = buildResultRow({
      result: buildResult(),
      state: 'open',
      lastSavedAt: null,
      finishedAt: null,
      engagedMs: 0,
    });
    expect((await csvOf([row])).split('\r\n')[1]).to.contain('In progress,incomplete,unknown,,,,,1,0,,');
  });

  it('asks for rows only as fast as they are taken', async () => {
    let asked = 0;
    async function* endless(): AsyncGenerator<ResultFacts> {
      for (;;) {
        asked += 1;
        yield buildResultRow();
      }
    }
    const broken = new Writable({
      highWaterMark: 1,
      write(_chunk, _encoding, done) {
        done(asked > 50 ? new Error('the reader left') : null);
      },
    });
    const fault = await writeResults(endless(), broken).catch((error: unknown) => error);
    expect(fault).to.be.an('error');
    expect(asked).to.be.below(2000);
  });

  it('names the file so that every file system takes it', () => {
    expect(resultsFileName('Talking with students: “before”')).to.equal('results-talking-with-students-before.csv');
    expect(resultsFileName('学校')).to.equal('results-course.csv');
  });
});
