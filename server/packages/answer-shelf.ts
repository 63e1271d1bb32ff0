import { gunzipSync, gzipSync } from 'node:zlib';
import { newId, type Platform, type Tx } from '../platform/index.ts';
import type { CourseAnswers } from '../standards/module/index.ts';
import type { AnswerStore } from './answer-store.ts';
import { createWeightedCache } from './serving/weighted-cache.ts';

/** Bytes (of JSON) of answers kept in memory. */
const ANSWER_CACHE = 20_000_000;

/** What a package was built from, and what it is graded by. */
export interface BuiltFrom {
  readonly sourceSha256: string;
  readonly answers: CourseAnswers;
}

/** The answers of built versions: kept beside the packages, never in them. */
export function createAnswerShelf({ database, clock }: Pick<Platform, 'database' | 'clock'>, store: AnswerStore) {
  const shelf = createWeightedCache<{ readonly answers: CourseAnswers | null }>(ANSWER_CACHE);

  async function keepIn(tx: Tx, versionId: string, { sourceSha256, answers }: BuiltFrom): Promise<void> {
    const packed = gzipSync(JSON.stringify(answers));
    await store.save(tx, { id: newId(), versionId, sourceSha256, answers: packed, createdAt: clock.now() });
  }

  return {
    /** Keeps the answers of a version in the transaction that makes it. */
    keepIn,

    /** What a version is graded by; null for one that grades itself. */
    async of(tx: Tx | null, versionId: string): Promise<CourseAnswers | null> {
      const known = shelf.get(versionId);
      if (known !== undefined) return known.answers;
      const packed = await store.ofVersion(tx, versionId);
      const json = packed === null ? 'null' : gunzipSync(packed).toString('utf8');
      const answers: CourseAnswers | null = JSON.parse(json);
      shelf.set(versionId, { answers }, json.length);
      return answers;
    },

    /** Version that was built from this source; null where it has to be built. */
    builtFrom: (sourceSha256: string): Promise<string | null> => store.bySource(null, sourceSha256),

    /** Keeps the answers of a version, before anybody can take it. */
    async keep(versionId: string, built: BuiltFrom): Promise<void> {
      await database.write((tx) => keepIn(tx, versionId, built), 'normal');
      shelf.set(versionId, { answers: built.answers }, JSON.stringify(built.answers).length);
    },
  };
}

/** See `createAnswerShelf`. */
export type AnswerShelf = ReturnType<typeof createAnswerShelf>;
