import { expect } from 'chai';
import { DatabaseError, Sequelize, Transaction } from 'sequelize';
import { databaseFault, isFaultOfAll } from '../../../server/platform/database/database-faults.ts';
import { mergedWriter } from '../../../server/platform/database/merged-writer.ts';
import { WriteQueue, type WriteEngine } from '../../../server/platform/database/write-queue.ts';
import { createWriteWatch } from '../../../server/platform/database/write-watch.ts';
import { AppError } from '../../../server/platform/index.ts';

/** An error of a driver: SQLite's code, or PostgreSQL's with its severity. */
const driverError = (code: string, message = code): Error =>
  Object.assign(new Error(message), { code }, code.startsWith('SQLITE_') ? {} : { severity: 'FATAL' });
const wrapped = (code: string): Error => new DatabaseError(Object.assign(driverError(code), { sql: 'INSERT' }));

const codeOf = (error: unknown): string | null => databaseFault(error, 'write')?.code ?? null;

/** A disk that takes no transaction while it is full. */
function fullDisk() {
  const sequelize = new Sequelize({ dialect: 'sqlite', logging: false });
  const disk = { isFull: true, commits: 0, tries: 0 };
  const engine: WriteEngine<Transaction> = {
    begin: async () => new Transaction(sequelize, {}),
    inSavepoint: (group, work) => work(group),
    async commit() {
      disk.commits += 1;
      if (disk.isFull) throw driverError('SQLITE_FULL', 'database or disk is full');
    },
    rollback: async () => undefined,
  };
  return { disk, engine };
}

describe('a fault of the database', () => {
  it('has a stable code, words and its cause, whatever the driver calls it', () => {
    expect(
      ['SQLITE_FULL', 'SQLITE_READONLY', 'SQLITE_IOERR', 'SQLITE_CANTOPEN', 'SQLITE_BUSY', 'SQLITE_CONSTRAINT'].map(
        (code) => codeOf(wrapped(code)),
      ),
    ).to.deep.equal([
      'DATABASE_FULL',
      'DATABASE_READ_ONLY',
      'DATABASE_UNAVAILABLE',
      'DATABASE_UNAVAILABLE',
      'DATABASE_BUSY',
      null,
    ]);
    expect(
      ['53100', '25006', '57P01', '57P03', '08006', '57014', '23505', '42P01'].map((code) => codeOf(wrapped(code))),
    ).to.deep.equal([
      'DATABASE_FULL',
      'DATABASE_READ_ONLY',
      'DATABASE_UNAVAILABLE',
      'DATABASE_UNAVAILABLE',
      'DATABASE_UNAVAILABLE',
      'DATABASE_BUSY',
      null,
      null,
    ]);
    for (const lost of [
      Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
      new Error('Connection terminated unexpectedly'),
    ]) {
      expect(codeOf(lost)).to.equal('DATABASE_UNAVAILABLE');
    }
    const cause = wrapped('SQLITE_FULL');
    expect(databaseFault(cause, 'write')).to.include({ status: 503, cause });
  });

  it('is no name for a mistake of ours, nor for the network of somebody else', () => {
    expect(databaseFault(wrapped('SQLITE_READONLY'), 'read')).to.equal(null);
    const mail = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:25'), { code: 'ECONNREFUSED' });
    expect(databaseFault(mail, 'read')).to.equal(null);
    expect(codeOf(new AppError('DATABASE_CLOSED', 503, 'closed'))).to.equal(null);
    expect(codeOf(new Error('anything'))).to.equal(null);
  });

  it('never answers a write whose COMMIT failed as stored, and writes again by itself when the disk has room', async () => {
    const { disk, engine } = fullDisk();
    const queue = new WriteQueue(engine);
    const watch = createWriteWatch();
    const write = (): Promise<string> => watch.write(() => queue.write(async () => 'stored', 'commit'));
    const outcomes = await Promise.allSettled([write(), write(), write()]);
    for (const outcome of outcomes) {
      expect(outcome.status === 'rejected' && outcome.reason).to.include({ code: 'DATABASE_FULL', status: 503 });
    }
    expect(watch.hasWritten(60_000)).to.equal(false);
    disk.isFull = false;
    expect(await write()).to.equal('stored');
    expect(watch.hasWritten(60_000)).to.equal(true);
  });

  it('is told to a whole batch at once instead of being met by each of its items', async () => {
    let tries = 0;
    const watch = createWriteWatch();
    const append = mergedWriter<number, number>(
      (work) =>
        watch.write(async () => {
          tries += 1;
          await work(new Transaction(new Sequelize({ dialect: 'sqlite', logging: false }), {}));
          throw new Error('unreachable');
        }),
      {},
      () => Promise.reject(wrapped('57P01')),
      { most: 64, priority: 'commit', lanes: 1 },
    );
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, (_, place) => append(place)));
    expect(tries).to.equal(1);
    for (const outcome of outcomes) {
      expect(outcome.status === 'rejected' && isFaultOfAll(outcome.reason)).to.equal(true);
    }
  });
});
