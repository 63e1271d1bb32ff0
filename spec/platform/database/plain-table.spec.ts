import { expect } from 'chai';
import { DatabaseError, DataTypes, type ModelStatic } from 'sequelize';
import {
  AppError,
  defineModel,
  type Database,
  type PlainTable,
  type RowModel,
  type Tx,
} from '../../../server/platform/index.ts';
import { forEachDatabase } from '../../support/databases.ts';

interface KeepsakeRow {
  id: string;
  group: string;
  index: number;
  text: string;
  ratio: number | null;
  isKept: boolean;
  at: Date | null;
  packed: Buffer | null;
}

const define = (database: Database): ModelStatic<RowModel<KeepsakeRow>> =>
  defineModel<KeepsakeRow>(database, 'keepsakes', {
    id: { type: DataTypes.STRING(26), primaryKey: true },
    group: DataTypes.STRING(26),
    index: { type: DataTypes.INTEGER, unique: true },
    text: DataTypes.TEXT,
    ratio: DataTypes.DOUBLE,
    isKept: DataTypes.BOOLEAN,
    at: DataTypes.DATE(3),
    packed: DataTypes.BLOB,
  });

const row = (index: number, change: Partial<KeepsakeRow> = {}): KeepsakeRow => ({
  id: `k${index}`,
  group: `g${index % 2}`,
  index,
  text: `it's "${index}" \\ ? $1 :x {ü,🚌} NULL`,
  ratio: 0.1 + index,
  isKept: index % 2 === 0,
  at: new Date(Date.UTC(2026, 10, 23, 16, 42, 0, index)),
  packed: Buffer.from([0, 255, index]),
  ...change,
});
const bare = row(9, { text: '', ratio: null, at: null, packed: null });

forEachDatabase((make) => {
  describe('plain rows', () => {
    let database: Database;
    let model: ModelStatic<RowModel<KeepsakeRow>>;
    let table: PlainTable<KeepsakeRow>;

    before(async () => {
      database = await make();
      model = define(database);
      table = database.plain(model);
      const { tableName } = model;
      const query = database.sequelize.getQueryInterface();
      await database.write((transaction) => query.createTable(tableName, model.getAttributes(), { transaction }));
    });

    beforeEach(() => database.write((transaction) => model.destroy({ where: {}, transaction })));

    const write = (work: (tx: Tx) => Promise<unknown>): Promise<unknown> => database.write(work);
    const stored = async (): Promise<KeepsakeRow[]> =>
      (await model.findAll({ order: ['index'], transaction: null })).map((one) => one.get({ plain: true }));
    const find: PlainTable<KeepsakeRow>['find'] = (_tx, ...rest) => database.write((tx) => table.find(tx, ...rest));
    const none = null as unknown as Tx;

    it('are stored as the model stores them, and read as it reads them', async () => {
      await write((tx) => table.append(tx, [row(1), row(2), bare]));
      expect(await stored()).to.deep.equal([row(1), row(2), bare]);
      await write((transaction) => model.bulkCreate([row(3), row(4)], { transaction }));
      expect(await find(none, ['id'], [['k9'], ['k3'], ['k4']], { order: ['index'] })).to.deep.equal([
        row(3),
        row(4),
        bare,
      ]);
    });

    it('are found by several columns at once, with the columns that are asked for', async () => {
      await write((tx) => table.append(tx, [row(1), row(2), row(3)]));
      const keys = [
        ['g1', 1],
        ['g0', 3],
        ['g0', 2],
      ];
      const columns = ['id', 'isKept'] as const;
      const found = await find(none, ['group', 'index'], keys, { columns, order: ['index'], lock: true });
      expect(found).to.deep.equal([
        { id: 'k1', isKept: false },
        { id: 'k2', isKept: true },
      ]);
      expect(await find(none, ['id'], [])).to.deep.equal([]);
    });

    it('are refused whole when one key is stored, as a failure that Sequelize would tell', async () => {
      await write((tx) => table.append(tx, [row(2)]));
      const failure = await write((tx) => table.append(tx, [row(1), row(2)])).catch((error: unknown) => error);
      expect(failure).to.be.instanceOf(DatabaseError);
      expect(await stored()).to.deep.equal([row(2)]);
    });

    it('leave what is stored alone, or take it over whole', async () => {
      await write((tx) => table.append(tx, [row(1), row(2)]));
      await write((tx) => table.appendNew(tx, [row(2, { text: 'late' }), row(3)]));
      expect((await stored())[1]).to.deep.equal(row(2));
      const other = row(2, { text: 'other', at: null, isKept: false, packed: null });
      await write((tx) => table.put(tx, [other, row(4)]));
      expect(await stored()).to.deep.equal([row(1), other, row(3), row(4)]);
    });

    it('change in the columns named alone, and only where they are stored', async () => {
      await write((tx) => table.append(tx, [row(1), row(2)]));
      const other = row(2, { text: 'other', ratio: null, at: null });
      await write((tx) => table.change(tx, [other, row(7)], ['ratio', 'at']));
      expect(await stored()).to.deep.equal([row(1), row(2, { ratio: null, at: null })]);
    });

    it('may be more than one statement takes', async () => {
      const many = Array.from({ length: 9_000 }, (_, index) => row(index, { at: null, packed: null }));
      await write((tx) => table.put(tx, many));
      await write((tx) => table.change(tx, many, ['text', 'isKept']));
      expect(await model.count()).to.equal(9_000);
      expect(
        await find(
          none,
          ['id'],
          many.map(({ id }) => [id]),
        ),
      ).to.have.length(9_000);
    });

    it('are refused in a transaction that is over', async () => {
      const tx = await database.write(async (transaction) => transaction);
      const code = await table.append(tx, [row(1)]).catch((error: unknown) => error instanceof AppError && error.code);
      expect(code).to.equal('TRANSACTION_OVER');
    });
  });
});
