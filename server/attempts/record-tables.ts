import type { Database } from '../platform/index.ts';
import { defineAttemptModels } from './attempt-model.ts';
import { defineCommitModels } from './commit-model.ts';
import { defineRecordModels } from './record-model.ts';

/** The models of the room, made once for each database. */
export function defineTables(database: Database) {
  return { ...defineAttemptModels(database), ...defineCommitModels(database), ...defineRecordModels(database) };
}

export type Tables = ReturnType<typeof defineTables>;
