import type { ModelStatic } from 'sequelize';
import type { PlainTable, RowModel } from '../../server/platform/index.ts';

/** Rows by Sequelize's own models, findAll and bulkCreate: what an application writes that does no more about it. */
export function sequelizeRows<Row extends object>(model: ModelStatic<RowModel<Row>>): PlainTable<Row> {
  const names = Object.keys(model.getAttributes());
  const insert = async (rows: readonly Row[], options: object): Promise<void> => {
    if (rows.length > 0) await model.bulkCreate([...rows] as never, options);
  };
  return {
    async find(tx, by, keys, { columns, order = [], lock = false } = {}) {
      if (keys.length === 0) return [];
      const [first = ''] = by;
      const named = keys.map((key) => Object.fromEntries(by.map((name, at) => [name, key[at]])));
      const where = by.length === 1 ? { [first]: keys.map(([key]) => key) } : { [Symbol.for('or')]: named };
      const found = await model.findAll({
        where: where as never,
        order: order.map((name) => [name, 'ASC'] as [string, string]),
        transaction: tx,
        ...(columns !== undefined && { attributes: [...columns] }),
        ...(lock && { lock: tx.LOCK.UPDATE }),
      });
      return found.map((row) => row.get({ plain: true }) as never);
    },
    append: (tx, rows) => insert(rows, { transaction: tx }),
    appendNew: (tx, rows) => insert(rows, { transaction: tx, ignoreDuplicates: true }),
    put: (tx, rows) =>
      insert(rows, {
        transaction: tx,
        conflictAttributes: ['id'],
        updateOnDuplicate: names.filter((name) => name !== 'id'),
      }),
    async change(tx, rows, columns) {
      for (const row of rows) {
        const where = { id: Reflect.get(row, 'id') };
        await model.update(row, { where: where as never, fields: [...columns], transaction: tx });
      }
    },
  };
}
