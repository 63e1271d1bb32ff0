import type { Actor } from '../../people/index.ts';
import { requireRole } from '../../people/index.ts';
import type { Tx } from '../../platform/index.ts';
import type { Activity, CourseStructure } from '../../standards/index.ts';
import type { CourseAnswers, ScoAnswers } from '../../standards/module/index.ts';
import type { GivenStore, TakenVersion } from './given-store.ts';

/** What is asked of the rooms below. */
export interface AnswerSources {
  readonly store: GivenStore;
  /** Throws AppError `COURSE_NOT_FOUND` (404) for a course that the actor may not see. */
  readonly courseFor: (actor: Actor, courseId: string) => Promise<{ readonly id: string; readonly title: string }>;
  readonly structureOf: (tx: Tx | null, versionId: string) => Promise<CourseStructure>;
  /** What a version is graded by; null for one that grades itself. */
  readonly answersOf: (tx: Tx | null, versionId: string) => Promise<CourseAnswers | null>;
  /** Page on which an author retires a question that a version drew from a bank; null where there is none, or it is not the actor's. */
  readonly bankPage: (
    actor: Actor,
    versionId: string,
    drawn: { readonly module: string; readonly item: string },
  ) => Promise<string | null>;
}

/** A part of a version that is played. */
export interface PlayedPart {
  readonly id: string;
  readonly title: string;
  /** What the server grades it by, in the course's own language; null where the package grades itself. */
  readonly answers: ScoAnswers | null;
}

/** A version that people have taken, with what its results are told with. */
export interface ChosenVersion extends TakenVersion {
  readonly number: number;
  readonly attempts: number;
  readonly isGradedHere: boolean;
  readonly parts: readonly PlayedPart[];
}

/** A course with the versions that were taken; `chosen` is null where nobody has begun any. */
export interface TakenCourse {
  readonly courseId: string;
  readonly title: string;
  readonly versions: readonly { readonly number: number; readonly attempts: number }[];
  readonly chosen: ChosenVersion | null;
}

/**
 * A course of which the actor reads results, with one version of it: the asked one, else the newest that was taken. Throws
 * AppError `NOT_ALLOWED` (403), `COURSE_NOT_FOUND` (404).
 */
export async function takenCourse(
  { store, courseFor, structureOf, answersOf }: AnswerSources,
  actor: Actor,
  courseId: string,
  wanted: number | null,
): Promise<TakenCourse> {
  requireRole(actor, 'instructor', 'supervisor', 'administrator');
  const { id, title } = await courseFor(actor, courseId);
  const { agencyId } = actor;
  const versions = await store.versions(null, { agencyId, courseId: id });
  const found = versions.find(({ number }) => number === wanted) ?? versions[0];
  if (found === undefined) return { courseId: id, title, versions, chosen: null };
  const { versionId, number, attempts } = found;
  const answers = await answersOf(null, versionId);
  const parts = playedParts([(await structureOf(null, versionId)).root], answers);
  const chosen = { agencyId, courseId: id, versionId, number, attempts, parts, isGradedHere: answers !== null };
  return { courseId: id, title, versions, chosen };
}

function playedParts(activities: readonly Activity[], answers: CourseAnswers | null): PlayedPart[] {
  return activities.flatMap(({ identifier, title, href, children }): PlayedPart[] => {
    const languages = answers !== null && Object.hasOwn(answers, identifier) ? answers[identifier] : undefined;
    const own = Object.values(languages ?? {})[0] ?? null;
    const part = { id: identifier, title: title === '' ? 'Untitled part' : title, answers: own };
    return [...(href === null ? [] : [part]), ...playedParts(children, answers)];
  });
}
