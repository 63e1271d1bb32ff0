import { expect } from 'chai';
import { writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { AppError, backup, type Platform, restore } from '../../server/platform/index.ts';
import { forEachDatabase, scratchPath } from '../support/databases.ts';
import { buildPlatform } from '../support/platform.ts';

const codeOf = (error: unknown): string => (error instanceof AppError ? error.code : String(error));

/** Rows with bytes, moments and a reference, and a stored file. */
async function fill(platform: Platform): Promise<void> {
  const { audit, database, mail, storage } = platform;
  await database.write(async (transaction) => {
    const query = database.sequelize.getQueryInterface();
    const at = new Date('2026-11-23T10:42:07.123Z');
    const { tablePrefix } = database;
    const agency = {
      id: 'agency',
      name: 'Harlow “County” O’Brien',
      time_zone: 'America/New_York',
      state: 'TX',
      created_at: at,
    };
    await query.bulkInsert(`${tablePrefix}agencies`, [agency], { transaction });
    const courses = Array.from({ length: 1_203 }, (_, place) => ({
      id: `course${String(place).padStart(6, '0')}`,
      agency_id: 'agency',
      title: `Course \\ ${place} 'quoted' :colon $1`,
      description: 'line\nline',
      strand: 'school',
      state: 'draft',
      created_at: at,
      updated_at: at,
    }));
    await query.bulkInsert(`${tablePrefix}courses`, courses, { transaction });
    await audit.record(transaction, entry('first'));
    await audit.record(transaction, entry('second'));
    await mail.send(transaction, { to: 'officer@example.org', subject: 'Hello', text: 'Hello' });
  });
  await storage.put('packages/abc.zip', Readable.from([Buffer.from([0, 1, 2, 255])]));
}

const entry = (subjectId: string) =>
  ({ agencyId: 'agency', actorId: null, action: 'package.imported', subjectType: 'package', subjectId }) as const;

async function dump(platform: Platform): Promise<unknown> {
  const { database } = platform;
  const rows = async (table: string, key: string): Promise<unknown> => {
    const name = database.sequelize.getQueryInterface().quoteIdentifier(database.tablePrefix + table);
    return database.sequelize.query(`SELECT ${key} FROM ${name} ORDER BY 1`);
  };
  const { ok, rows: links, head } = await platform.audit.verify();
  const [agencies] = (await rows('agencies', 'id, name, time_zone')) as [unknown[]];
  const [courses] = (await rows('courses', 'id, title, description')) as [unknown[]];
  return { ok, links, head, agencies, courses, file: await text(await platform.storage.get('packages/abc.zip')) };
}

forEachDatabase((make, _dialect, makeOther) => {
  describe('backup and restore', () => {
    it('restores what was backed up, into either database', async () => {
      const source = await buildPlatform(await make());
      await fill(source);
      const file = await scratchPath('backup.zip');
      const manifest = await backup(source, file);
      expect(manifest.tables.find(({ name }) => name === 'courses')?.rows).to.equal(1_203);
      for (const makeTarget of [make, makeOther]) {
        const target = await buildPlatform(await makeTarget());
        await restore(target, file);
        expect(await dump(target)).to.deep.equal(await dump(source));
        expect((await target.jobs.counts()).waiting).to.equal(1);
        expect(await target.database.isReady()).to.deep.equal({ ok: true });
      }
    });

    it('keeps to one snapshot while the server goes on writing', async () => {
      const source = await buildPlatform(await make());
      await fill(source);
      const serving = { goesOn: true };
      // Two tables change together: a backup that reads them at two moments shows one ahead of the other.
      const both = (): Promise<void> =>
        source.database.write(async (tx) => {
          await source.audit.record(tx, entry('meanwhile'));
          await source.jobs.enqueue(tx, 'meanwhile', {});
        });
      const writing = (async () => {
        while (serving.goesOn) await both();
      })();
      const file = await scratchPath('backup.zip');
      const { tables } = await backup(source, file);
      serving.goesOn = false;
      await writing;
      const rowsOf = (table: string): number => tables.find(({ name }) => name === table)?.rows ?? 0;
      // What `fill` made: two audit rows and one job.
      expect(rowsOf('audit_events') - 2).to.equal(rowsOf('jobs') - 1);
      const target = await buildPlatform(await make());
      await restore(target, file);
      const { ok, rows } = await target.audit.verify();
      expect({ ok, rows }).to.deep.equal({ ok: true, rows: rowsOf('audit_events') });
      expect((await source.audit.verify()).rows).to.be.greaterThan(rows);
    });

    it('refuses a database that has rows', async () => {
      const source = await buildPlatform(await make());
      await fill(source);
      const file = await scratchPath('backup.zip');
      await backup(source, file);
      expect(await restore(source, file).catch(codeOf)).to.equal('RESTORE_NOT_EMPTY');
      expect((await source.audit.verify()).rows).to.equal(2);
    });

    it('refuses a file that is no backup', async () => {
      const target = await buildPlatform(await make());
      const file = await scratchPath('other.zip');
      await writeFile(file, 'no zip at all');
      expect(await restore(target, file).catch(codeOf)).to.equal('BACKUP_INVALID');
    });
  });
});
