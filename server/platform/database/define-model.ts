import type { Model, ModelAttributes, ModelStatic } from 'sequelize';
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
  attributes: ModelAttributes<RowModel<Row>, Row>,
): ModelStatic<RowModel<Row>> {
  const tableName = database.tablePrefix + name;
  return database.sequelize.define<RowModel<Row>>(tableName, attributes as ModelAttributes<RowModel<Row>>, {
    tableName,
    timestamps: false,
    underscored: true,
  });
}
