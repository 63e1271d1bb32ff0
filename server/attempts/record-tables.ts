import type { Database } from '../platform/index.ts';
import { defineAttemptModels } from './attempt-model.ts';
import { defineCommitModels } from './commit-model.ts';
import { defineRecordModels } from './record-model.ts';

/** The models of the room, made once for each database; `plain` are the tables of the commit path, whose rows come by the batch. */
export function defineTables(database: Database) {
  const attempts = defineAttemptModels(database);
  const commits = defineCommitModels(database);
  const records = defineRecordModels(database);
  return {
    ...attempts,
    ...commits,
    ...records,
    plain: {
      results: database.plain(attempts.results),
      attempts: database.plain(attempts.attempts),
      launches: database.plain(attempts.launches),
      commits: database.plain(commits.commits),
      strays: database.plain(commits.strays),
      tracks: database.plain(records.tracks),
      sessions: database.plain(records.sessions),
      interactions: database.plain(records.interactions),
      objectives: database.plain(records.objectives),
      globals: database.plain(records.globals),
      shared: database.plain(records.shared),
      graded: database.plain(records.graded),
    },
  };
}

export type Tables = ReturnType<typeof defineTables>;
