import { QueryTypes } from 'sequelize';
import { newId, type Database } from '../../../server/platform/index.ts';

/** Ids of one agency's rows by the name of their table. */
export type PlantedIds = Map<string, string>;

interface Column {
  readonly type: string;
  readonly allowNull: boolean;
  readonly primaryKey: boolean;
}

/** Names of the tables whose rows belong to an agency. */
async function tablesOfAgencies(database: Database): Promise<Map<string, Record<string, Column>>> {
  const { sequelize, tablePrefix } = database;
  const found = new Map<string, Record<string, Column>>();
  for (const model of Object.values(sequelize.models)) {
    const table = model.tableName;
    const columns = await sequelize.getQueryInterface().describeTable(table);
    if ('agency_id' in columns) found.set(table.slice(tablePrefix.length), columns);
  }
  return found;
}

/**
 * Gives an agency one row at least in every table whose rows belong to agencies, with the marker in every text, so that the
 * tables of rooms to come are covered from their first day. Ids of rows that are there already are told too.
 */
export async function plantRows(
  database: Database,
  { agencyId, ids, marker }: { agencyId: string; ids: PlantedIds; marker: string },
): Promise<void> {
  const { sequelize, tablePrefix } = database;
  const waiting = [...(await tablesOfAgencies(database))];
  // A table waits for those that its rows name; `left` ends a round of tables that wait for each other.
  for (let next = waiting.shift(), left = waiting.length; next !== undefined; next = waiting.shift()) {
    const [table, columns] = next;
    if (CHAINED.has(table)) continue;
    const isReady = Object.entries(columns).every(([name, { allowNull }]) => {
      const named = tableOf(table, name);
      return named === undefined || allowNull || ids.has(named);
    });
    if (!isReady && left > 0) {
      waiting.push(next);
      left -= 1;
      continue;
    }
    left = waiting.length;
    const key = Object.entries(columns).find(([, { primaryKey }]) => primaryKey)?.[0] ?? 'id';
    const select = `SELECT ${key} AS k FROM ${tablePrefix}${table} WHERE agency_id = :agencyId ORDER BY ${key} LIMIT 1`;
    const options = { replacements: { agencyId }, type: QueryTypes.SELECT } as const;
    const [known] = await sequelize.query<{ k: string }>(select, options);
    if (known !== undefined) {
      if (!ids.has(table)) ids.set(table, known.k);
      continue;
    }
    const row = Object.fromEntries(
      Object.entries(columns).map(([name, column]) => [
        name,
        valueOf(name, column, { agencyId, ids, marker, named: tableOf(table, name) }),
      ]),
    );
    await database
      .write(async (transaction) => {
        await sequelize.getQueryInterface().bulkInsert(`${tablePrefix}${table}`, [row], { transaction });
      })
      .catch((cause: unknown) => {
        throw new Error(`No row can be planted in ${table}: ${String(cause)}`, { cause });
      });
    ids.set(table, String(row[key]));
  }
}

/** Rows of a chain are made by commits alone: one that was planted would break it. */
const CHAINED = new Set(['commits', 'stray_commits', 'audit_events']);

const TABLE_OF: Readonly<Record<string, string>> = {
  person_id: 'people',
  course_id: 'courses',
  version_id: 'course_versions',
  attempt_id: 'attempts',
  assignment_id: 'assignments',
  school_id: 'schools',
  district_id: 'districts',
  launch_id: 'launches',
  registration_id: 'registrations',
  enrollment_id: 'enrollments',
  certificate_id: 'certificates',
  door_id: 'doors',
  link_id: 'lti_links',
  draft_id: 'drafts',
};

/** A registration of LTI is an LMS, and none of a person in a course. */
const OF_LMS = new Set(['lti_links', 'lti_members']);

function tableOf(table: string, column: string): string | undefined {
  return column === 'registration_id' && OF_LMS.has(table) ? 'lti_registrations' : TABLE_OF[column];
}

function valueOf(
  name: string,
  { type, allowNull, primaryKey }: Column,
  { agencyId, ids, marker, named }: { agencyId: string; ids: PlantedIds; marker: string; named: string | undefined },
): unknown {
  if (name === 'agency_id') return agencyId;
  if (named !== undefined) return ids.get(named) ?? null;
  if (primaryKey) return newId();
  if (/_on$|^counts_from$/.test(name)) return '2026-01-05';
  if (/DATE|TIMESTAMP/i.test(type)) return name.endsWith('_at') && allowNull ? null : new Date('2026-01-05T12:00:00Z');
  if (/INT|DOUBLE|REAL|FLOAT|NUMERIC/i.test(type)) return allowNull ? null : 1;
  if (/BOOL/i.test(type)) return false;
  if (/BLOB|BYTEA/i.test(type)) return null;
  const length = Number(/\((\d+)\)/.exec(type)?.[1] ?? Number.POSITIVE_INFINITY);
  // Codes and ids are short; a JSON list would be read by jobs that look at every agency.
  if (length === 26) return ids.get('people') ?? newId();
  if (length < 40) return allowNull ? null : 'x';
  return length === Number.POSITIVE_INFINITY && !PROSE.has(name) ? '[]' : marker;
}

/** Texts in words; every other text without a length is JSON. */
const PROSE = new Set([
  'proof',
  'record',
  'reason',
  'statement',
  'withdrawn_reason',
  'revoked_reason',
  'lifted_reason',
  'note',
]);

/** Everything that says something of an agency, as text: to be compared before and after a walk. */
export async function rowsOfAgency(database: Database, agencyId: string, ids: PlantedIds): Promise<string> {
  const { sequelize, tablePrefix } = database;
  const parts: string[] = [];
  for (const table of [...(await tablesOfAgencies(database)).keys()].sort()) {
    const sql = `SELECT * FROM ${tablePrefix}${table} WHERE agency_id = :agencyId`;
    parts.push(table, ...(await rowTexts(sql, { agencyId })));
  }
  for (const table of ['people', 'courses', 'course_versions', 'schools', 'districts']) {
    const sql = `SELECT * FROM ${tablePrefix}${table} WHERE id = :id`;
    parts.push(table, ...(await rowTexts(sql, { id: ids.get(table) })));
  }
  return parts.join('\n');

  async function rowTexts(sql: string, replacements: Record<string, unknown>): Promise<string[]> {
    const rows = await sequelize.query<object>(sql, { replacements, type: QueryTypes.SELECT });
    return rows.map((row) => JSON.stringify(row)).sort();
  }
}
