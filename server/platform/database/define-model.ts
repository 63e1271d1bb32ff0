import type { Attributes, Model, ModelAttributes, ModelStatic } from 'sequelize';
import type { Database } from '../contract.ts';

/** A row of a room as Sequelize gives it: the plain columns and the instance's own methods. */
export type RowModel<Row extends object> = Model<Row, Partial<Row>> & Row;

/**
 * Defines a table's model on this database alone, since two plugin instances live in one process. `name` is the table
 * without its prefix, attributes are camelCase for columns in snake_case.
 */
export function defineModel<Row extends object>(
  database: Database,
  name: string,
  attributes: ModelAttributes<RowModel<Row>, Attributes<RowModel<Row>>>,
): ModelStatic<RowModel<Row>> {
  const tableName = database.tablePrefix + name;
  // Sequelize writes the column's name into each description: one shared by two columns would name both alike.
  const own = { ...attributes };
  for (const key of Reflect.ownKeys(own)) {
    const column: unknown = Reflect.get(own, key);
    if (typeof column === 'object' && column !== null && 'type' in column) Reflect.set(own, key, { ...column });
  }
  return database.sequelize.define<RowModel<Row>>(tableName, own, {
    tableName,
    timestamps: false,
    underscored: true,
  });
}
