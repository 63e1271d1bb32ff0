import { expect } from 'chai';
import { Sequelize } from 'sequelize';
import { AppError, type Database, openDatabase } from '../../../server/platform/index.ts';
import { tableNames } from '../../../server/platform/database/table-names.ts';
import { type Migration, string, createTable, dropTables, id } from '../../../server/platform/database/migration.ts';
import { forEachDatabase, onSqlite, postgresUrl, scratchPath } from '../../support/databases.ts';

/** Columns and indexes of every table, as the database tells them. */
async function schemaOf(database: Database): Promise<unknown> {
  const query = database.sequelize.getQueryInterface();
  const tables: Record<string, unknown> = {};
  for (const name of await database.read((tx) => tableNames(database, tx))) {
    const indexes: unknown = await query.showIndex(database.tablePrefix + name);
    const plain = JSON.stringify(indexes, (key, value: unknown) =>
      key === 'indkey' || key === 'seqno' ? undefined : value,
    );
    tables[name] = [await query.describeTable(database.tablePrefix + name), plain];
  }
  return tables;
}

const step = (name: string, table: string, fails = false): Migration => ({
  name,
  async up(context) {
    await createTable(context, table, { id: id(), word: string(20) });
    if (fails) throw new Error('the second half of a step fails');
  },
  down: (context) => dropTables(context, [table]),
});

forEachDatabase((make, dialect) => {
  describe('migrations', () => {
    it('run down to nothing and up to the same schema again', async () => {
      const database = await make();
      const before = await schemaOf(database);
      await database.migrator.down();
      expect(await schemaOf(database)).to.deep.equal({});
      expect((await database.isReady()).reason).to.contain('0001-platform');
      await database.migrate();
      expect(await schemaOf(database)).to.deep.equal(before);
      expect(await database.isReady()).to.deep.equal({ ok: true });
    });

    it('leave no reader with the columns of before', async () => {
      const database = await make();
      const query = database.sequelize.getQueryInterface();
      await database.migrator.down();
      // Each reader has looked at the empty schema once.
      for (let reader = 0; reader < 4; reader += 1) await query.showAllTables();
      await database.migrate();
      for (let reader = 0; reader < 4; reader += 1) {
        expect(await query.showIndex(`${database.tablePrefix}memberships`)).to.have.length(3);
      }
    });

    it('run once when two processes start at the same instant', async () => {
      const url = dialect === 'sqlite' ? `sqlite:${await scratchPath('two.sqlite')}` : await postgresUrl();
      const tablePrefix = `two${Date.now().toString(36).slice(-6)}_`;
      const both = [await openDatabase({ url, tablePrefix }), await openDatabase({ url, tablePrefix })];
      await Promise.all(both.map((one) => one.migrate()));
      expect(await Promise.all(both.map((one) => one.isReady()))).to.deep.equal([{ ok: true }, { ok: true }]);
      await both[0]?.migrator.down();
      for (const one of both) await one.close();
    });

    it('keep two instances with different prefixes apart in one database', async () => {
      const url = dialect === 'sqlite' ? `sqlite:${await scratchPath('apart.sqlite')}` : await postgresUrl();
      const prefix = `a${Date.now().toString(36).slice(-6)}_`;
      const first = await openDatabase({ url, tablePrefix: prefix });
      const second = await openDatabase({ url, tablePrefix: `${prefix}b_` });
      await first.migrate();
      await second.migrate();
      const names = await first.read((tx) => tableNames(first, tx));
      expect(names)
        .to.include('people')
        .and.satisfy((all: string[]) => all.every((name) => !name.startsWith('b_')));
      await first.migrator.down();
      expect((await second.isReady()).ok).to.equal(true);
      await second.migrator.down();
      await first.close();
      await second.close();
    });

    it('leave nothing of a step that fails half-way, and keep those before it', async () => {
      const url = dialect === 'sqlite' ? `sqlite:${await scratchPath('half.sqlite')}` : await postgresUrl();
      const tablePrefix = `h${Date.now().toString(36).slice(-6)}_`;
      const migrations = [step('0001-good', 'good'), step('0002-bad', 'bad', true)];
      const database = await openDatabase({ url, tablePrefix, migrations });
      expect(await database.migrate().catch(String)).to.contain('0002-bad');
      expect(await database.migrator.pending()).to.deep.equal(['0002-bad']);
      expect(await database.read((tx) => tableNames(database, tx))).to.deep.equal(['good']);
      await database.migrator.down();
      await database.close();
    });

    it('fill tables in an order in which each follows those that it refers to', async () => {
      const database = await make();
      const names = await database.read((tx) => tableNames(database, tx));
      for (const [child, parent] of [
        ['memberships', 'people'],
        ['attempts', 'registrations'],
        ['registrations', 'courses'],
        ['courses', 'agencies'],
      ]) {
        expect(names.indexOf(parent ?? ''), `${parent} before ${child}`).to.be.lessThan(names.indexOf(child ?? ''));
      }
    });

    it("work on the host's own Sequelize instance and leave it open", async () => {
      const host =
        dialect === 'sqlite'
          ? new Sequelize({ dialect: 'sqlite', storage: await scratchPath('host.sqlite'), logging: false })
          : new Sequelize(await postgresUrl(), { logging: false });
      const tablePrefix = `o${Date.now().toString(36).slice(-6)}_`;
      const database = await openDatabase({ sequelize: host, tablePrefix });
      await database.migrate();
      expect(await database.isReady()).to.deep.equal({ ok: true });
      await database.migrator.down();
      await database.close();
      expect(await host.query('SELECT 1 AS one', { plain: true })).to.deep.equal({ one: 1 });
      await host.close();
    });
  });
});

onSqlite(() => {
  describe('opening a database', () => {
    const codeOf = async (options: Parameters<typeof openDatabase>[0]): Promise<string> =>
      openDatabase(options).then(
        () => 'open',
        (error: unknown) => (error instanceof AppError ? error.code : String(error)),
      );

    it('refuses what is neither a SQLite file nor PostgreSQL', async () => {
      expect(await codeOf({ url: 'mysql://db/x' })).to.equal('DATABASE_UNSUPPORTED');
      expect(await codeOf({ url: 'sqlite::memory:' })).to.equal('DATABASE_UNSUPPORTED');
      expect(await codeOf({})).to.equal('DATABASE_UNSUPPORTED');
    });

    it('answers a reader and a writer after it is closed by an error, not by opening it again', async () => {
      const database = await openDatabase({ url: `sqlite:${await scratchPath('closed.sqlite')}` });
      await database.close();
      const codes = await Promise.all(
        [database.write(async () => 1), database.read(async () => 1)].map((act) =>
          act.catch((error: AppError) => error.code),
        ),
      );
      expect(codes).to.deep.equal(['DATABASE_CLOSED', 'DATABASE_CLOSED']);
    });
  });
});
