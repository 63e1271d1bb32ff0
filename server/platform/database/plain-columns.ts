import { DataTypes, type ModelStatic } from 'sequelize';
import type { Database } from '../contract.ts';
import type { RowModel } from './define-model.ts';

/** A value as a driver binds it. */
export type Bound = unknown;

/** One column of a table without models: its names, and its way into the database and out of it. */
export interface PlainColumn {
  readonly attribute: string;
  readonly field: string;
  /** Type of PostgreSQL, for lists of values. */
  readonly type: string;
  readonly bind: (value: unknown) => Bound;
  readonly read: (value: unknown) => unknown;
}

type Kind = Pick<PlainColumn, 'type' | 'bind' | 'read'>;

const asIs = { bind: (value: unknown) => value, read: (value: unknown) => value };
/** Sequelize writes moments into SQLite as `2026-11-23 16:42:00.000 +00:00`; both ways give the same text. */
const sqliteMoment = {
  bind: (value: unknown) =>
    value instanceof Date ? value.toISOString().replace('T', ' ').replace('Z', ' +00:00') : value,
  read: (value: unknown) => (typeof value === 'string' ? readMoment(value) : value),
};
const sqliteFlag = {
  bind: (value: unknown) => value,
  read: (value: unknown) => (typeof value === 'number' ? value === 1 : value),
};

function readMoment(text: string): Date {
  const isOurs = text.length === 30 && text.endsWith(' +00:00');
  return new Date(isOurs ? `${text.slice(0, 10)}T${text.slice(11, 23)}Z` : text);
}

/** The columns of a model in their order. Throws for a type that no plain table has needed yet. */
export function plainColumns<Row extends object>(
  dialect: Database['dialect'],
  model: ModelStatic<RowModel<Row>>,
): PlainColumn[] {
  const isSqlite = dialect === 'sqlite';
  return Object.entries<{ field?: string; type: unknown }>(model.getAttributes()).map(
    ([attribute, { field, type }]) => ({
      attribute,
      field: field ?? attribute,
      ...kindOf(type, isSqlite, `${model.name}.${attribute}`),
    }),
  );
}

function kindOf(type: unknown, isSqlite: boolean, place: string): Kind {
  if (type instanceof DataTypes.STRING || type instanceof DataTypes.TEXT) return { type: 'text', ...asIs };
  const isBig = type instanceof DataTypes.BIGINT;
  if (type instanceof DataTypes.INTEGER && !isBig) return { type: 'integer', ...asIs };
  if (type instanceof DataTypes.DOUBLE) return { type: 'double precision', ...asIs };
  if (type instanceof DataTypes.BLOB) return { type: 'bytea', ...asIs };
  if (type instanceof DataTypes.BOOLEAN) return { type: 'boolean', ...(isSqlite ? sqliteFlag : asIs) };
  if (type instanceof DataTypes.DATE) return { type: 'timestamptz', ...(isSqlite ? sqliteMoment : asIs) };
  throw new Error(`A plain table has no column like ${place}.`);
}
