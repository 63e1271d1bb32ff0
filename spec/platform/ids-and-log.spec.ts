import { expect } from 'chai';
import { AppError, createLog, newId, randomToken, sha256Hex } from '../../server/platform/index.ts';

describe('identifiers', () => {
  it('rises within one millisecond and fits a column of 26', () => {
    const ids = Array.from({ length: 5_000 }, newId);
    expect([...ids].sort()).to.deep.equal(ids);
    expect(new Set(ids).size).to.equal(5_000);
    expect(ids.every((id) => /^[0-9a-hjkmnp-tv-z]{26}$/.test(id))).to.equal(true);
  });

  it('begins with the time it was made', () => {
    const letters = '0123456789abcdefghjkmnpqrstvwxyz';
    const time = newId()
      .slice(0, 10)
      .split('')
      .reduce((sum, letter) => sum * 32 + letters.indexOf(letter), 0);
    expect(Math.abs(Date.now() - time)).to.be.lessThan(5_000);
  });

  it('makes tokens of 43 letters, no two alike', () => {
    expect(new Set(Array.from({ length: 100 }, randomToken)).size).to.equal(100);
    expect(randomToken()).to.match(/^[A-Za-z0-9_-]{43}$/);
  });

  it('hashes text as UTF-8', () => {
    expect(sha256Hex('é')).to.equal(sha256Hex(Buffer.from([0xc3, 0xa9])));
    expect(sha256Hex('')).to.equal('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });
});

describe('the log', () => {
  it('keeps secrets out, at the top and below', () => {
    const lines: string[] = [];
    const log = createLog({ destination: { write: (line) => void lines.push(line) } });
    log.info({ password: 'hunter2', req: { headers: { cookie: 'hunter2', authorization: 'hunter2' } } }, 'one');
    log.warn({ body: { token: 'hunter2', name: 'kept' } }, 'two');
    expect(lines.join('')).to.contain('kept').and.not.contain('hunter2');
    expect(JSON.parse(lines[0] ?? '{}')).to.include({ msg: 'one', password: '[redacted]' });
  });

  it('tells an error with its causes, without the values of its statement', () => {
    const lines: string[] = [];
    const log = createLog({ destination: { write: (line) => void lines.push(line) } });
    const cause = Object.assign(new Error('UNIQUE constraint failed'), {
      sql: "INSERT 'hunter2'",
      parameters: ['hunter2'],
    });
    log.error({ err: new AppError('EMAIL_TAKEN', 409, 'Taken.', {}, { cause }) }, 'failed');
    expect(lines.join('')).to.contain('EMAIL_TAKEN').and.contain('UNIQUE constraint').and.not.contain('hunter2');
  });
});
