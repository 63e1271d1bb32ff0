import { expect } from 'chai';
import {
  askedWaitMs,
  backoffMs,
  BEACON_BYTES,
  madeNeedless,
  nextToSend,
  readVerdict,
  rowsForBeacon,
} from '../../../static/scripts/player/outbox-queue.ts';
import { buildRow } from '../../support/outbox-rows.ts';

const none = new Set<never>();
const seqs = (rows: readonly { seq: number }[]): number[] => rows.map(({ seq }) => seq);

describe('the order of the outbox', () => {
  it('sends the lowest number of the oldest launch first', () => {
    const rows = [buildRow(2), buildRow(1, { launchId: 'launch-2' }), buildRow(1)];
    expect(nextToSend(rows, none)).to.equal(rows[2]);
  });

  it('passes over rows that the server refused', () => {
    const [first, second] = [buildRow(1), buildRow(2)];
    expect(nextToSend([first, second], new Set([first]))).to.equal(second);
    expect(nextToSend([first], new Set([first]))).to.equal(null);
  });

  it('drops older rows of the same SCO, whose whole record the new one carries', () => {
    const rows = [buildRow(1), buildRow(2, { scoId: 'sco-2' }), buildRow(3), buildRow(4, { launchId: 'launch-0' })];
    expect(seqs(madeNeedless(rows, buildRow(5)))).to.deep.equal([1, 3]);
  });

  it('keeps a finished session, until a row repeats what it left', () => {
    const rows = [buildRow(1, { final: true, trigger: 'finish' })];
    expect(madeNeedless(rows, buildRow(2))).to.deep.equal([]);
    expect(seqs(madeNeedless(rows, buildRow(2, { final: true, trigger: 'navigation' })))).to.deep.equal([1]);
  });

  it('keeps an engine state or shared data that the new row does not replace', () => {
    const engine = [buildRow(1, { engineState: 'H4sI' })];
    expect(madeNeedless(engine, buildRow(2))).to.deep.equal([]);
    expect(seqs(madeNeedless(engine, buildRow(2, { engineState: 'H4sJ' })))).to.deep.equal([1]);
    const shared = [buildRow(1, { sharedData: { a: '1' } })];
    expect(madeNeedless(shared, buildRow(2))).to.deep.equal([]);
  });
});

describe('the beacon of a page that closes', () => {
  it('carries the newest rows of the launch in their order', () => {
    const rows = [buildRow(1), buildRow(3), buildRow(2), buildRow(9, { launchId: 'launch-0' })];
    expect(seqs(rowsForBeacon(rows, 'launch-1'))).to.deep.equal([1, 2, 3]);
  });

  it('never carries an engine state', () => {
    expect(rowsForBeacon([buildRow(1, { engineState: 'H4sI' })], 'launch-1')).to.deep.equal([]);
  });

  it('stays under 60 kB, newest first, counting bytes and not letters', () => {
    const rows = [1, 2, 3].map((seq) => buildRow(seq, { cmi: { 'cmi.suspend_data': 'é'.repeat(14_000) } }));
    const taken = rowsForBeacon(rows, 'launch-1');
    expect(seqs(taken)).to.deep.equal([2, 3]);
    expect(Buffer.byteLength(JSON.stringify(taken))).to.be.below(BEACON_BYTES);
  });

  it('leaves out a row that is too large alone and takes those that fit', () => {
    const large = buildRow(2, { cmi: { 'cmi.suspend_data': 'x'.repeat(70_000) } });
    expect(seqs(rowsForBeacon([buildRow(1), large], 'launch-1'))).to.deep.equal([1]);
  });
});

describe('the answer to a row', () => {
  it('takes a 2xx without our version for somebody else’s page', () => {
    expect(readVerdict(200, null).kind).to.equal('retry');
    expect(readVerdict(200, { ok: true }).kind).to.equal('retry');
    expect(readVerdict(200, { version: 3, seq: 1, savedAt: '2026-03-04T10:42:00.000Z' })).to.deep.equal({
      kind: 'saved',
      savedAt: '2026-03-04T10:42:00.000Z',
      result: null,
      version: 3,
    });
  });

  it('renews the token on 401, whoever says it', () => {
    expect(readVerdict(401, null).kind).to.equal('recover');
  });

  it('knows a later launch by its code', () => {
    expect(readVerdict(409, { code: 'LAUNCH_SUPERSEDED', details: { kept: true } }).kind).to.equal('superseded');
  });

  it('gives up only where the server says in its own words that it will never take it', () => {
    expect(readVerdict(422, { code: 'COMMIT_HASH', message: 'Damaged.' })).to.deep.equal({
      kind: 'refused',
      code: 'COMMIT_HASH',
      words: 'Damaged.',
    });
    expect(readVerdict(413, null).kind).to.equal('refused');
    for (const status of [403, 404, 422, 429, 500, 502, 503]) {
      expect(readVerdict(status, null).kind, String(status)).to.equal('retry');
    }
    expect(readVerdict(503, { code: 'BUSY' }).kind).to.equal('retry');
  });

  it('keeps what our server says of itself in a 503, and of nobody else', () => {
    const said = { code: 'DATABASE_FULL', message: 'No room left.' };
    const trouble = { code: 'DATABASE_FULL', words: 'No room left.' };
    expect(readVerdict(503, said)).to.deep.equal({ kind: 'retry', trouble });
    expect(readVerdict(503, { message: 'Bad gateway' })).to.deep.equal({ kind: 'retry' });
    expect(readVerdict(500, said)).to.deep.equal({ kind: 'retry' });
  });
});

describe('the wait before the next try', () => {
  it('is what a 429 or 503 asks for, in seconds or as a date, and at most a minute (RFC 9110 10.2.3)', () => {
    const now = Date.UTC(2026, 2, 4, 10, 42, 0);
    const asked = (status: number, value: string | null): number | null => askedWaitMs(status, value, now);
    expect([asked(503, '5'), asked(429, '12'), asked(503, '3600')]).to.deep.equal([5000, 12_000, 60_000]);
    expect(asked(429, 'Wed, 04 Mar 2026 10:42:20 GMT')).to.equal(20_000);
    expect(asked(503, 'Wed, 04 Mar 2026 12:42:20 GMT')).to.equal(60_000);
    for (const value of [null, '', '0', '-5', 'soon', '1.5s', 'Wed, 04 Mar 2026 10:41:00 GMT']) {
      expect(asked(503, value), String(value)).to.equal(null);
    }
    expect(asked(500, '5')).to.equal(null);
    expect(readVerdict(429, null, 5000)).to.deep.equal({ kind: 'retry', waitMs: 5000 });
    expect(readVerdict(401, null, 5000)).to.deep.equal({ kind: 'recover' });
  });

  it('doubles from one second to thirty, and differs by chance', () => {
    expect([1, 2, 3, 4, 5, 6, 20].map((failures) => backoffMs(failures, 0))).to.deep.equal([
      1000, 2000, 4000, 8000, 16_000, 30_000, 30_000,
    ]);
    expect(backoffMs(1, 1)).to.equal(1500);
  });
});
