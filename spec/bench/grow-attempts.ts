import { QueryTypes } from 'sequelize';
import type { Database } from '../../server/platform/index.ts';

/** Attempts that one statement copies. */
const AT_ONCE = 100_000;
const FILL_CACHE_KIB = 6 * 1024 * 1024;

/** What a copy has of its own, as SQL over the number `i` of the attempt. */
type Change = Readonly<Record<string, string>>;

/** Identifiers that rise, as those of rows do that are made in turn. */
const rising = (kind: string, number = 'i'): string => `'${kind.padEnd(16, '0')}' || substr(${digits(number)}, 2)`;
/** Identifiers in no order, as those of rows that are named by a hash: each once, since the factor has no part in 2^31 - 1. */
const mixed = (kind: string, number: string): string =>
  `'${kind.padEnd(16, '0')}' || substr(${digits(`((${number}) * 48271) % 2147483647`)}, 2)`;
const digits = (number: string): string => `CAST(10000000000 + ${number} AS TEXT)`;

const ATTEMPT = rising('attempt');
const LAUNCH = rising('launch');
const PERSON = rising('person');
const REGISTRATION = rising('registration');

/** The rows of an attempt, table by table, each after those that it refers to. */
const COPIES: readonly { table: string; of: string; change: Change }[] = [
  { table: 'people', of: 'id = :person', change: { id: PERSON, email: PERSON } },
  {
    table: 'registrations',
    of: 'id = :registration',
    change: { id: REGISTRATION, person_id: PERSON },
  },
  {
    table: 'registration_results',
    of: 'id = :registration',
    change: { id: REGISTRATION, attempt_id: ATTEMPT },
  },
  {
    table: 'attempts',
    of: 'id = :attempt',
    change: { id: ATTEMPT, registration_id: REGISTRATION, lease_launch_id: LAUNCH, last_launch_id: LAUNCH },
  },
  {
    table: 'launches',
    of: 'id = :launch',
    change: { id: LAUNCH, attempt_id: ATTEMPT, person_id: PERSON, token_hash: mixed('token', 'i') },
  },
  {
    table: 'commits',
    of: 'attempt_id = :attempt',
    change: { id: rising('commit', '(i * 16 + "position")'), attempt_id: ATTEMPT, launch_id: LAUNCH },
  },
  {
    table: 'sco_tracks',
    of: 'attempt_id = :attempt',
    change: { id: mixed('track', 'i'), attempt_id: ATTEMPT, last_launch_id: LAUNCH },
  },
  {
    table: 'sco_sessions',
    of: 'attempt_id = :attempt',
    change: { id: mixed('session', 'i'), attempt_id: ATTEMPT, launch_id: LAUNCH },
  },
  {
    table: 'interactions',
    of: 'attempt_id = :attempt',
    change: { id: mixed('interaction', 'i * 16 + "index"'), attempt_id: ATTEMPT },
  },
];

/** Copies the attempt that has commits until there are `size`; resolves with how many were added. */
export async function growTo(database: Database, size: number): Promise<number> {
  const { sequelize, tablePrefix } = database;
  const one = async <Row extends object>(sql: string): Promise<Row | undefined> =>
    (await sequelize.query<Row>(sql, { type: QueryTypes.SELECT }))[0];
  const source = await one<{ attempt: string; launch: string; registration: string; person: string }>(
    `SELECT a.id AS attempt, l.id AS launch, a.registration_id AS registration, l.person_id AS person
     FROM "${tablePrefix}attempts" a JOIN "${tablePrefix}launches" l ON l.attempt_id = a.id
     WHERE a.commit_count > 0 AND a.id NOT LIKE 'attempt%' ORDER BY a.id LIMIT 1`,
  );
  if (source === undefined) throw new Error('No attempt has commits.');
  const count = await one<{ count: number | string }>(
    `SELECT count(*) AS count FROM "${tablePrefix}attempts" WHERE id LIKE 'attempt%'`,
  );
  const first = Number(count?.count);
  for (let from = first; from < size; from += AT_ONCE) {
    const to = Math.min(size, from + AT_ONCE) - 1;
    for (const copy of COPIES) await copyRows(database, copy, { ...source, from, to });
  }
  return Math.max(1, size - first);
}

async function copyRows(
  database: Database,
  { table, of, change }: (typeof COPIES)[number],
  replacements: Record<string, string | number>,
): Promise<void> {
  const { sequelize, tablePrefix } = database;
  const name = `"${tablePrefix}${table}"`;
  const described = await sequelize.getQueryInterface().describeTable(tablePrefix + table);
  const columns = Object.keys(described);
  const values = columns.map((column) => change[column] ?? `"${column}"`).join(', ');
  const into = `INSERT INTO ${name} (${columns.map((column) => `"${column}"`).join(', ')})`;
  const numbers =
    'WITH RECURSIVE numbers (i) AS (SELECT CAST(:from AS BIGINT) UNION ALL SELECT i + 1 FROM numbers WHERE i < :to)';
  const rows = `SELECT ${values} FROM numbers CROSS JOIN (SELECT * FROM ${name} WHERE ${of}) AS source`;
  const isSqlite = sequelize.getDialect() === 'sqlite';
  const sql = isSqlite ? `${numbers} ${into} ${rows}` : `${into} ${numbers} ${rows}`;
  await database.write(async (transaction) => {
    // Rows come in no order of their keys: with little memory each one reads and writes a page. This connection only fills.
    if (isSqlite) await sequelize.query(`PRAGMA cache_size = -${FILL_CACHE_KIB}`, { transaction });
    await sequelize.query(sql, { replacements, transaction });
  }, 'bulk');
}

/** Bytes of the whole database, and of each table and index where the database tells. */
export async function bytesOf({
  sequelize,
  dialect,
  tablePrefix,
}: Database): Promise<{ total: number; parts: Map<string, number> }> {
  const select = <Row extends object>(sql: string): Promise<Row[]> =>
    sequelize.query<Row>(sql, { type: QueryTypes.SELECT });
  const whole =
    dialect === 'sqlite'
      ? 'SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size'
      : `SELECT sum(pg_total_relation_size(oid)) AS bytes FROM pg_class WHERE relkind = 'r' AND relname LIKE '${tablePrefix}%'`;
  const each =
    dialect === 'sqlite'
      ? `SELECT name, sum(pgsize) AS bytes FROM dbstat WHERE name LIKE '%${tablePrefix}%' GROUP BY name`
      : `SELECT relname AS name, CASE WHEN relkind = 'i' THEN pg_relation_size(oid) ELSE pg_table_size(oid) END AS bytes
         FROM pg_class WHERE relkind IN ('r', 'i') AND relname LIKE '${tablePrefix}%'`;
  const [total] = await select<{ bytes: number | string }>(whole);
  const parts = await select<{ name: string; bytes: number | string }>(each);
  return {
    total: Number(total?.bytes ?? 0),
    parts: new Map(parts.map(({ name, bytes }) => [name.replace(tablePrefix, ''), Number(bytes)])),
  };
}
