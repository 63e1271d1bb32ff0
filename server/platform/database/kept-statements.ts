import type { Statement as Prepared } from 'sqlite3';
import type { SqliteConnection } from './sqlite.ts';
import type { Bound } from './plain-columns.ts';

/** Prepared statements that a connection keeps at most: those used longest ago go. */
const MOST_KEPT = 100;

const kept = new WeakMap<SqliteConnection, Map<string, Prepared>>();

/** Runs a statement on a connection that nobody else uses meanwhile; a text that was run before is not parsed again. */
export async function runKept(
  connection: SqliteConnection,
  sql: string,
  values: readonly Bound[],
): Promise<Record<string, unknown>[]> {
  const statement = await keptStatement(connection, sql);
  return new Promise((resolve, reject) => {
    statement.all<Record<string, unknown>>([...values], (error, rows) => (error ? reject(error) : resolve(rows)));
  });
}

async function keptStatement(connection: SqliteConnection, sql: string): Promise<Prepared> {
  const statements = kept.get(connection) ?? new Map<string, Prepared>();
  kept.set(connection, statements);
  const known = statements.get(sql);
  if (known !== undefined) {
    statements.delete(sql);
    statements.set(sql, known);
    return known;
  }
  const statement = await new Promise<Prepared>((resolve, reject) => {
    const prepared = connection.prepare(sql, (error: Error | null) => (error ? reject(error) : resolve(prepared)));
  });
  const [oldest] = statements;
  if (statements.size >= MOST_KEPT && oldest !== undefined) {
    statements.delete(oldest[0]);
    await finalize(oldest[1]);
  }
  statements.set(sql, statement);
  return statement;
}

/** Lets go of a connection's statements: it cannot be closed with them. */
export async function forgetStatements(connection: SqliteConnection): Promise<void> {
  const statements = [...(kept.get(connection)?.values() ?? [])];
  kept.delete(connection);
  for (const statement of statements) await finalize(statement);
}

function finalize(statement: Prepared): Promise<void> {
  return new Promise((resolve) => {
    // A statement that failed says so once more here; its caller has heard it.
    statement.finalize(() => resolve());
  });
}
