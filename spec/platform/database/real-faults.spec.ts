import { expect } from 'chai';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openDatabase, type Database } from '../../../server/platform/index.ts';
import { scratchPath } from '../../support/databases.ts';
import { mountSmallDisk, setUnchangeable } from '../../support/small-disk.ts';

/** Stores one row of some kilobytes under a key; what became of it. */
async function store(database: Database, key: string): Promise<string> {
  const sql = `INSERT INTO ${database.tablePrefix}installed_content (key, sha256, at) VALUES (:key, :sha256, :at)`;
  const replacements = { key, sha256: 'x'.repeat(8_000), at: new Date() };
  const writing = database.write(async (transaction) => {
    await database.sequelize.query(sql, { replacements, transaction });
  });
  return writing.then(
    () => 'stored',
    (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
  );
}

async function keys({ sequelize, tablePrefix }: Database): Promise<string[]> {
  const [rows] = await sequelize.query(`SELECT key FROM ${tablePrefix}installed_content ORDER BY key`);
  return (rows as { key: string }[]).map(({ key }) => key);
}

describe('a SQLite file on a real disk', () => {
  it('refuses by a code while the disk is full, says so, and stores again by itself when it has room', async function () {
    const disk = await mountSmallDisk(8);
    if (disk === null) this.skip();
    const database = await openDatabase({ url: `sqlite:${join(disk.path, 'full.sqlite')}` });
    try {
      await database.migrate();
      expect(await store(database, 'before')).to.equal('stored');
      await database.sequelize.query('PRAGMA wal_checkpoint(TRUNCATE)');
      await disk.fill();
      for (const key of ['during 1', 'during 2']) expect(await store(database, key)).to.equal('DATABASE_FULL');
      expect(await database.isReady()).to.include({ ok: false, code: 'DATABASE_FULL' });
      expect(await keys(database)).to.deep.equal(['before']);
      await disk.empty();
      expect(await store(database, 'later')).to.equal('stored');
      expect(await database.isReady()).to.deep.equal({ ok: true });
      expect(await keys(database)).to.deep.equal(['before', 'later']);
    } finally {
      await database.close();
      await disk.remove();
    }
  });

  it('refuses by a code while the file takes no changes, says so, and stores again by itself when it takes them', async function () {
    const folder = await scratchPath('unchangeable');
    await mkdir(folder);
    const database = await openDatabase({ url: `sqlite:${join(folder, 'rows.sqlite')}` });
    try {
      await database.migrate();
      expect(await store(database, 'before')).to.equal('stored');
      if (!(await setUnchangeable(folder, true))) this.skip();
      const met = [];
      for (const key of ['during 1', 'during 2', 'during 3']) met.push(await store(database, key));
      // The first meets the open file, the others one that could be opened for reading only.
      expect(met).to.deep.equal(['DATABASE_UNAVAILABLE', 'DATABASE_READ_ONLY', 'DATABASE_READ_ONLY']);
      expect(await database.isReady()).to.include({ ok: false, code: 'DATABASE_READ_ONLY' });
      expect(await keys(database)).to.deep.equal(['before']);
      await setUnchangeable(folder, false);
      expect(await store(database, 'later')).to.equal('stored');
      expect(await database.isReady()).to.deep.equal({ ok: true });
    } finally {
      await setUnchangeable(folder, false);
      await database.close();
    }
  });
});
