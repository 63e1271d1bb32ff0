import type { Actor } from '../people/index.ts';
import type { Tx } from '../platform/index.ts';
import type { AcceptedRule } from '../standards/index.ts';
import type { PinnedVersion } from './attempt-picture.ts';

/** What this room asks of the packages room; specs hand in their own. */
export interface CourseSource {
  /** A version by its id; versions never change, so it may come from memory. */
  loadVersion(tx: Tx, versionId: string): Promise<PinnedVersion>;
  /**
   * The version that a new attempt takes. Throws AppError `COURSE_NOT_FOUND` (404) when the actor may not see the course, and
   * `COURSE_NOT_PUBLISHED` (409) when it takes no new attempts.
   */
  currentVersionId(tx: Tx, actor: Actor, courseId: string): Promise<string>;
  /** The completion rule that holds for a version now; null for the package's own word. */
  currentRule(tx: Tx, versionId: string): Promise<AcceptedRule | null>;
}
