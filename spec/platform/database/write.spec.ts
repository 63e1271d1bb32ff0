import { expect } from 'chai';
import { DataTypes, type ModelStatic } from 'sequelize';
import {
  AppError,
  defineModel,
  newId,
  type Database,
  type RowModel,
  type WritePriority,
} from '../../../server/platform/index.ts';
import { forEachDatabase, onSqlite } from '../../support/databases.ts';

interface NewsRow {
  id: string;
  type: string;
  payload: string;
  createdAt: Date;
}

const defineNews = (database: Database): ModelStatic<RowModel<NewsRow>> =>
  defineModel<NewsRow>(database, 'outbox_events', {
    id: { type: DataTypes.STRING(26), primaryKey: true },
    type: DataTypes.STRING(80),
    payload: DataTypes.TEXT,
    createdAt: DataTypes.DATE(3),
  });

const news = (type: string): NewsRow => ({ id: newId(), type, payload: '{}', createdAt: new Date() });

const codeOf = (error: unknown): string => (error instanceof AppError ? error.code : String(error));

forEachDatabase((make, dialect) => {
  describe('writing', () => {
    let database: Database;
    let rows: ModelStatic<RowModel<NewsRow>>;

    before(async () => {
      database = await make();
      rows = defineNews(database);
    });

    beforeEach(() => database.write((transaction) => rows.destroy({ where: {}, transaction })));

    it('stores 64 commits of the same instant', async () => {
      const writes = Array.from({ length: 64 }, (_, place) =>
        database.write(async (transaction) => {
          await rows.create(news(`n${place}`), { transaction });
          return place;
        }, 'commit'),
      );
      expect(await Promise.all(writes)).to.deep.equal(Array.from({ length: 64 }, (_, place) => place));
      expect(await rows.count()).to.equal(64);
    });

    it('answers a write only when another connection sees it', async () => {
      const seen = await Promise.all(
        Array.from({ length: 20 }, async (_, place) => {
          await database.write((transaction) => rows.create(news(`n${place}`), { transaction }));
          return rows.count({ where: { type: `n${place}` } });
        }),
      );
      expect(seen).to.deep.equal(Array.from({ length: 20 }, () => 1));
    });

    it('leaves the neighbours of a work that fails', async () => {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 10 }, (_, place) =>
          database.write(async (transaction) => {
            await rows.create(news(`n${place}`), { transaction });
            if (place === 4) throw new Error('the fifth fails');
          }),
        ),
      );
      expect(outcomes.flatMap(({ status }, place) => (status === 'rejected' ? [place] : []))).to.deep.equal([4]);
      expect(await rows.count()).to.equal(9);
      expect(await rows.count({ where: { type: 'n4' } })).to.equal(0);
    });

    it('leaves the neighbours of a statement that the database refuses', async () => {
      const { id } = await database.write((transaction) => rows.create(news('first'), { transaction }));
      const outcomes = await Promise.allSettled([
        database.write((transaction) => rows.create({ ...news('same id'), id }, { transaction })),
        database.write((transaction) => rows.create(news('other'), { transaction })),
      ]);
      expect(outcomes.map(({ status }) => status)).to.deep.equal(['rejected', 'fulfilled']);
    });

    it('rejects a write inside a write instead of waiting for ever', async () => {
      const inner = await database
        .write(() => database.write((transaction) => rows.create(news('inner'), { transaction })))
        .catch(codeOf);
      expect(inner).to.equal('WRITE_INSIDE_WRITE');
      const merged = database.merged(async (items: number[]) => items);
      expect(await database.write(() => merged(1)).catch(codeOf)).to.equal('WRITE_INSIDE_WRITE');
    });

    it('lets work that a write has started go on writing after it', async () => {
      let later: Promise<unknown> = Promise.resolve();
      await database.write(async () => {
        later = new Promise((resolve) => setTimeout(resolve, 20)).then(() =>
          database.write((transaction) => rows.create(news('later'), { transaction })),
        );
      });
      await later;
      expect(await rows.count()).to.equal(1);
    });

    it('refuses a transaction that is over', async () => {
      const tx = await database.write(async (transaction) => transaction);
      const late = await rows.create(news('late'), { transaction: tx }).catch(String);
      expect(late).to.match(/you can no longer use it/);
    });

    it('refuses a change outside of a transaction', async () => {
      const outside = await rows.create(news('outside')).then(() => 'stored', codeOf);
      expect(outside).to.match(dialect === 'sqlite' ? /readonly/ : /WRITE_OUTSIDE_TRANSACTION/);
    });

    it('shows a read the snapshot from before a write that is under way', async () => {
      await database.write((transaction) => rows.create(news('before'), { transaction }));
      const counts = await database.read(async (transaction) => {
        const first = await rows.count({ transaction });
        await database.write((tx) => rows.create(news('after'), { transaction: tx }));
        return [first, await rows.count({ transaction }), await rows.count()];
      });
      expect(counts).to.deep.equal([1, 1, 2]);
    });

    it('refuses a change inside a read', async () => {
      const change = database.read((transaction) => rows.create(news('read'), { transaction }));
      expect(await change.catch(String)).to.match(/read-?only/);
      expect(await rows.count()).to.equal(0);
    });

    it('reads page by page without missing a row', async () => {
      await database.write((transaction) =>
        rows.bulkCreate(
          Array.from({ length: 25 }, () => news('many')),
          { transaction },
        ),
      );
      const ids: string[] = [];
      const found = database.stream(async (transaction, after) => {
        const offset = Number(after ?? 0);
        const page = await rows.findAll({ order: ['id'], offset, limit: 10, transaction });
        return { rows: page, next: page.length < 10 ? null : String(offset + 10) };
      });
      for await (const { id } of found) ids.push(id);
      expect(new Set(ids).size).to.equal(25);
    });
  });

  describe('merging writes', () => {
    let database: Database;
    let rows: ModelStatic<RowModel<NewsRow>>;
    let batches: number[][];

    before(async () => {
      database = await make();
      rows = defineNews(database);
    });

    beforeEach(() => {
      batches = [];
    });

    const merger = (): ((item: number) => Promise<number>) =>
      database.merged(async (items: number[], transaction) => {
        batches.push(items);
        await rows.bulkCreate(
          items.map((item) => news(`m${item}`)),
          { transaction },
        );
        if (items.includes(13)) throw new Error('thirteen');
        return items.map((item) => item * 2);
      });

    it('hands items of the same instant over together, each with its own answer', async () => {
      const add = merger();
      expect(await Promise.all([1, 2, 3].map(add))).to.deep.equal([2, 4, 6]);
      expect(batches).to.deep.equal([[1, 2, 3]]);
    });

    it('tries the items of a failed batch one by one, so that a bad one fails alone', async () => {
      const add = merger();
      const outcomes = await Promise.allSettled([21, 13, 22].map(add));
      expect(outcomes.map(({ status }) => status)).to.deep.equal(['fulfilled', 'rejected', 'fulfilled']);
      expect(batches).to.deep.equal([[21, 13, 22], [21], [13], [22]]);
      expect(await rows.count({ where: { type: ['m21', 'm22'] } })).to.equal(2);
      expect(await rows.count({ where: { type: 'm13' } })).to.equal(0);
    });

    it('bounds a batch', async () => {
      const add = database.merged(async (items: number[]) => (batches.push(items), items), { most: 10 });
      await Promise.all(Array.from({ length: 25 }, (_, item) => add(item)));
      expect(batches.every(({ length }) => length <= 10)).to.equal(true);
      expect(batches.flat()).to.have.members(Array.from({ length: 25 }, (_, item) => item));
    });
  });
});

onSqlite((make) => {
  describe('the write queue of SQLite', () => {
    it('lets commits go before pages and pages before bulk work', async () => {
      const database = await make();
      const order: WritePriority[] = [];
      const priorities: WritePriority[] = ['bulk', 'normal', 'bulk', 'commit', 'normal', 'commit'];
      await Promise.all(priorities.map((priority) => database.write(async () => void order.push(priority), priority)));
      expect(order).to.deep.equal(['commit', 'commit', 'normal', 'normal', 'bulk', 'bulk']);
    });

    it('shares one COMMIT among works that wait', async () => {
      const database = await make();
      const groups = new Set<unknown>();
      await Promise.all(
        Array.from({ length: 30 }, () => database.write(async (tx) => void groups.add(Reflect.get(tx, 'parent')))),
      );
      expect(groups.size).to.equal(1);
    });

    it('rejects every work of a group whose COMMIT fails, and goes on with the next', async () => {
      const database = await make();
      const rows = defineNews(database);
      const { sequelize } = database;
      // A foreign key that is checked at COMMIT only makes COMMIT itself fail.
      await database.write(async (transaction) => {
        await sequelize.query('CREATE TABLE parent (id INTEGER PRIMARY KEY)', { transaction });
        await sequelize.query('CREATE TABLE child (id INTEGER REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED)', {
          transaction,
        });
      });
      const outcomes = await Promise.allSettled([
        database.write((transaction) => rows.create(news('neighbour'), { transaction })),
        database.write((transaction) => sequelize.query('INSERT INTO child VALUES (1)', { transaction })),
      ]);
      expect(outcomes.map(({ status }) => status)).to.deep.equal(['rejected', 'rejected']);
      expect(await rows.count()).to.equal(0);
      await database.write((transaction) => rows.create(news('next'), { transaction }));
      expect(await rows.count()).to.equal(1);
    });
  });
});
