import { expect } from 'chai';
import { byteWords, percentOf, phaseWords, readEnd } from '../../../static/scripts/packages/import-form.ts';

describe('the upload form', () => {
  it('says bytes and percents as people read them', () => {
    expect([0, 999, 2048, 15_000, 3_565_158, 2 ** 31].map(byteWords)).to.deep.equal([
      '0 bytes',
      '999 bytes',
      '2.0 KB',
      '15 KB',
      '3.4 MB',
      '2.0 GB',
    ]);
    expect([percentOf(1, 3), percentOf(0, 0), percentOf(9, 3)]).to.deep.equal([33, 0, 100]);
  });

  it('says what the server does', () => {
    expect(phaseWords({ phase: 'checking', done: 0, total: 0 })).to.equal('Checking everything in the package');
    expect(phaseWords({ phase: 'storing', done: 1, total: 4 })).to.equal('Storing, 25 % done');
  });

  it('follows the address of a stored package', () => {
    const text = JSON.stringify({ location: '/author/versions/x?done=found', isNew: true });
    expect(readEnd(201, text)).to.deep.equal({ kind: 'stored', location: '/author/versions/x?done=found' });
  });

  it('lists the findings of a refused package and leaves out what is none', () => {
    const issues = [{ severity: 'error', message: 'Bad.', path: 'a', line: 2 }, null, { code: 'X' }];
    const end = readEnd(422, JSON.stringify({ message: 'Not taken.', help: 'Correct it.', issues }));
    expect(end).to.deep.equal({ kind: 'refused', message: 'Not taken. Correct it.', findings: [issues[0]] });
  });

  it('takes an answer that is not ours for a failure, a 200 too', () => {
    for (const [status, text] of [
      [200, '<title>Free WiFi</title>'],
      [200, '{}'],
      [200, '[]'],
      [502, 'Bad gateway'],
      [0, ''],
    ] as const) {
      const end = readEnd(status, text);
      expect(end.kind, text).to.equal('failed');
      if (end.kind === 'failed') expect(end.message).to.include('Nothing was stored.');
    }
  });
});
