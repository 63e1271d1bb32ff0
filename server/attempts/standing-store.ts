import type { Database, Tx } from '../platform/index.ts';
import type { AttemptRow, RegistrationResultRow, RegistrationRow } from './attempt-model.ts';
import type { Tables } from './record-tables.ts';

type Registration = Pick<RegistrationRow, 'id' | 'agencyId' | 'courseId'>;

/** What of an attempt decides whether it is the one that counts, and what is kept of it where it is. */
export function standingOf({ state, completion, success, scoreScaled }: AttemptRow): string {
  return JSON.stringify([state === 'finished', completion === 'completed', success, scoreScaled]);
}

/** The row of a registration without attempts. */
export function blankStanding({ id, agencyId, courseId }: Registration): RegistrationResultRow {
  return { id, agencyId, courseId, attemptId: null, state: 'none', outcome: 'open', score: -2 };
}

/**
 * Makes the rows of some registrations wait for this transaction, in the order of their ids. Two attempts of one registration may
 * change at once: whoever settles later must see what the earlier one has stored. SQLite has one writer anyhow.
 */
export async function lockStandings(database: Database, tables: Tables, tx: Tx, ids: readonly string[]): Promise<void> {
  if (database.dialect === 'sqlite') return;
  const keys = [...new Set(ids)].map((id) => [id]);
  await tables.plain.results.find(tx, ['id'], keys, { columns: ['id'], order: ['id'], lock: true });
}

/**
 * Points each registration to the attempt that counts: a retake must not hide a pass, so done attempts come before others, the
 * better one first; else the latest stands. One statement for any number; the rows are locked before, see {@link lockStandings}.
 */
export async function settleStandings(database: Database, tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const { sequelize, tablePrefix } = database;
  const quote = (name: string): string => sequelize.getQueryInterface().quoteIdentifier(name);
  const results = quote(`${tablePrefix}registration_results`);
  const rank = `CASE WHEN a.success = 'passed' THEN 2
      WHEN a.completion = 'completed' AND a.success <> 'failed' THEN 1 ELSE 0 END`;
  await sequelize.query(
    `UPDATE ${results} SET attempt_id = best.id, state = best.state, outcome = best.outcome, score = best.score
     FROM (SELECT a.id, a.registration_id,
         CASE WHEN a.state = 'finished' THEN 'finished' ELSE 'running' END AS state,
         CASE WHEN a.success IN ('passed', 'failed') THEN a.success
           WHEN a.completion = 'completed' THEN 'done' ELSE 'open' END AS outcome,
         COALESCE(a.score_scaled, -2) AS score,
         ROW_NUMBER() OVER (PARTITION BY a.registration_id ORDER BY ${rank} DESC,
           CASE WHEN ${rank} > 0 THEN COALESCE(a.score_scaled, -2) ELSE 0 END DESC, a.${quote('number')} DESC) AS place
       FROM ${quote(`${tablePrefix}attempts`)} a WHERE a.registration_id IN (:ids)) AS best
     WHERE best.place = 1 AND ${results}.id = best.registration_id`,
    { replacements: { ids: [...new Set(ids)] }, transaction: tx },
  );
}

/** Makes the rows of some registrations again out of their attempts. */
export async function remakeStandings(
  database: Database,
  tables: Tables,
  tx: Tx,
  registrations: readonly (Registration & Pick<RegistrationRow, 'door'>)[],
): Promise<void> {
  const counted = registrations.filter(({ door }) => door !== 'preview');
  const ids = counted.map(({ id }) => id);
  await tables.plain.results.put(tx, counted.toSorted((one, other) => (one.id < other.id ? -1 : 1)).map(blankStanding));
  await settleStandings(database, tx, ids);
}
