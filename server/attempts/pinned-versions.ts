import type { Clock, Tx } from '../platform/index.ts';
import type { ContentLimits, CourseStructure } from '../standards/index.ts';
import type { CourseAnswers } from '../standards/module/index.ts';
import type { PinnedVersion } from './attempt-picture.ts';

/** How long limits that an instructor has changed may be the old ones, ms. */
const KEPT_MS = 5_000;
const MOST_KEPT = 200;

/** Reads a version from the packages room. */
export type ReadVersion = (
  tx: Tx,
  versionId: string,
) => Promise<{
  readonly id: string;
  readonly structure: CourseStructure;
  readonly contentLimits: ContentLimits;
  readonly answers: CourseAnswers | null;
}>;

/** Versions kept for some seconds, so that a batch of commits needs no statement for what never changes. */
export function keepVersions(read: ReadVersion, clock: Clock): (tx: Tx, versionId: string) => Promise<PinnedVersion> {
  const kept = new Map<string, { version: PinnedVersion; until: number }>();
  return async (tx, versionId) => {
    const now = clock.now().getTime();
    const known = kept.get(versionId);
    if (known !== undefined && known.until > now) return known.version;
    const { id, structure, contentLimits, answers } = await read(tx, versionId);
    const version = { id, structure, limits: contentLimits, answers };
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(versionId, { version, until: now + KEPT_MS });
    return version;
  };
}
