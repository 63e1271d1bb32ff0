import type { Migration } from '../migration.ts';

/** Tells where the registrations of an older release stand; a look around stands nowhere. */
export const fillRegistrationResults: Migration = {
  name: '0028-fill-registration-results',
  async up({ query, tx, table }) {
    const quoted = (name: string): string => query.quoteIdentifier(table(name), true);
    const isDone = `a.completion = 'completed' AND a.success <> 'failed'`;
    const rank = `CASE WHEN a.success = 'passed' THEN 2 WHEN ${isDone} THEN 1 ELSE 0 END`;
    const number = query.quoteIdentifier('number', true);
    await query.sequelize.query(
      `INSERT INTO ${quoted('registration_results')} (id, agency_id, course_id, attempt_id, state, outcome, score)
       SELECT id, agency_id, course_id, attempt_id, state, outcome, score FROM (
         SELECT r.id, r.agency_id, r.course_id, a.id AS attempt_id,
           CASE WHEN a.id IS NULL THEN 'none' WHEN a.state = 'finished' THEN 'finished' ELSE 'running' END AS state,
           CASE WHEN a.success = 'passed' THEN 'passed' WHEN a.success = 'failed' THEN 'failed'
             WHEN a.completion = 'completed' THEN 'done' ELSE 'open' END AS outcome,
           COALESCE(a.score_scaled, -2) AS score,
           ROW_NUMBER() OVER (PARTITION BY r.id ORDER BY ${rank} DESC,
             CASE WHEN ${rank} > 0 THEN COALESCE(a.score_scaled, -2) ELSE 0 END DESC, a.${number} DESC) AS place
         FROM ${quoted('registrations')} r LEFT JOIN ${quoted('attempts')} a ON a.registration_id = r.id
         WHERE r.door <> 'preview'
       ) AS standing WHERE place = 1`,
      { transaction: tx },
    );
  },
  // The table that is filled here goes with the step before.
  down: () => Promise.resolve(),
};
