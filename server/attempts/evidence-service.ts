import type { Actor } from '../people/index.ts';
import { scoreOf100 } from '../standards/index.ts';
import type { EvidenceStore, EvidenceTrack } from './evidence-store.ts';
import { requireResultsReader } from './record-policy.ts';
import { readRecord } from './stored-json.ts';

/** What the attempts at a version tell of its package; the package's own words, whatever a rule made of them. */
export interface VersionEvidence {
  /** Attempts that were looked at, the newest ones. */
  readonly attempts: number;
  /** Without a single word of the package. */
  readonly silent: number;
  readonly finished: number;
  /** Attempts in which a part was called this. */
  readonly completed: number;
  readonly passed: number;
  readonly failed: number;
  readonly scored: number;
  /** Of 100; null without any. */
  readonly lowestScore: number | null;
  readonly highestScore: number | null;
  /** Attempts in which a bookmark was told. */
  readonly bookmarked: number;
  /** The statuses that were told, as the package wrote them. */
  readonly words: readonly string[];
  /** Median, ms. */
  readonly engagedMs: number;
  /** Attempts that a rule has called done. */
  readonly byRule: number;
}

const MOST = 200;
const STATUS = ['cmi.core.lesson_status', 'cmi.completion_status', 'cmi.success_status'];

/** Reads what the record tells of packages. */
export function createEvidence(store: EvidenceStore) {
  return {
    /** How many people of an agency are in one of these versions now; permission is the caller's. */
    peopleIn: (agencyId: string, versionIds: readonly string[]): Promise<number> =>
      store.peopleIn(null, agencyId, versionIds),

    /** Of the newest 200 attempts of the actor's agency. Throws AppError `NOT_ALLOWED` (403). */
    async ofVersion(actor: Actor, versionId: string): Promise<VersionEvidence> {
      requireResultsReader(actor);
      const attempts = await store.attempts(null, { agencyId: actor.agencyId, versionId, most: MOST });
      const tracks = await store.tracks(
        null,
        attempts.map(({ id }) => id),
      );
      const having = (fits: (track: EvidenceTrack) => boolean): number =>
        new Set(tracks.filter(fits).map(({ attemptId }) => attemptId)).size;
      const scores = tracks.flatMap((track) => scoreOf(track) ?? []).sort((a, b) => a - b);
      const engaged = attempts.map(({ engagedMs }) => engagedMs).sort((a, b) => a - b);
      const words = tracks.flatMap(({ cmiJson }) => STATUS.flatMap((element) => readRecord(cmiJson)[element] ?? []));
      return {
        attempts: attempts.length,
        silent: attempts.filter(({ id }) => !tracks.some(({ attemptId }) => attemptId === id)).length,
        finished: attempts.filter(({ state }) => state === 'finished').length,
        completed: having(({ completion }) => completion === 'completed'),
        passed: having(({ success }) => success === 'passed'),
        failed: having(({ success }) => success === 'failed'),
        scored: having((track) => scoreOf(track) !== null),
        lowestScore: scores[0] ?? null,
        highestScore: scores.at(-1) ?? null,
        bookmarked: having(({ location }) => location !== ''),
        words: [...new Set(words)].sort().slice(0, 12),
        engagedMs: engaged[Math.floor(engaged.length / 2)] ?? 0,
        byRule: attempts.filter(({ ruled }) => ruled === 'passed' || ruled === 'completed').length,
      };
    },
  };
}

const scoreOf = ({ scoreScaled, scoreRaw }: EvidenceTrack): number | null => scoreOf100({ scoreScaled, scoreRaw });
