import type { Actor } from '../people/index.ts';
import type { Tx } from '../platform/index.ts';
import type { AttemptRow, RegistrationRow } from './attempt-model.ts';
import type { TakenCourseFacts } from './record-facts.ts';
import type { TrackRow } from './record-model.ts';
import type { PartLine, RecordStore } from './record-store.ts';
import { NO_RESULT, resultOf } from './run-time.ts';

/** A person's courses with their latest attempts, the last saved first: five statements, however many courses. */
export async function takenCourses(
  records: RecordStore,
  tx: Tx,
  { agencyId, personId }: Pick<Actor, 'agencyId' | 'personId'>,
): Promise<TakenCourseFacts[]> {
  const registrations = await records.registrationsOf(tx, { agencyId, personId });
  const attempts = await records.attemptsOf(
    tx,
    registrations.map(({ id }) => id),
  );
  const latest = new Map<string, AttemptRow>();
  for (const attempt of attempts) if (!latest.has(attempt.registrationId)) latest.set(attempt.registrationId, attempt);
  const shown = [...latest.values()];
  const tracks = await records.partsOf(
    tx,
    shown.map(({ id }) => id),
  );
  const parts = await records.partLines(tx, [...new Set(shown.map(({ versionId }) => versionId))]);
  const courses = await records.courseLines(tx, [...new Set(registrations.map(({ courseId }) => courseId))]);
  const titles = new Map(courses.map((course) => [course.id, course]));
  const facts = registrations.map((registration) => {
    const attempt = latest.get(registration.id) ?? null;
    const own = tracks.filter(({ attemptId }) => attemptId === attempt?.id);
    const of = parts.filter(({ versionId }) => versionId === attempt?.versionId);
    return factsOf(registration, attempt, own, of, titles.get(registration.courseId));
  });
  return facts.toSorted((one, other) => moment(other) - moment(one));
}

const moment = ({ lastSavedAt }: TakenCourseFacts): number => lastSavedAt?.getTime() ?? 0;

function factsOf(
  registration: RegistrationRow,
  attempt: AttemptRow | null,
  tracks: readonly TrackRow[],
  parts: readonly PartLine[],
  course: { readonly title: string; readonly strand: string } | undefined,
): TakenCourseFacts {
  const done = new Set(tracks.filter(isDone).map(({ scoId }) => scoId));
  // Tracks come with the last saved first: that is where the person stopped.
  const stopped = tracks.find((track) => !isDone(track));
  const open = parts.filter(({ identifier }) => !done.has(identifier));
  const next = open.find(({ identifier }) => identifier === stopped?.scoId) ?? open[0];
  return {
    registrationId: registration.id,
    courseId: registration.courseId,
    courseTitle: course?.title ?? '',
    strand: course?.strand ?? '',
    attemptId: attempt?.id ?? null,
    attemptNumber: attempt?.number ?? 0,
    state: attempt?.state ?? 'not started',
    result: attempt === null ? NO_RESULT : resultOf(attempt),
    partsDone: parts.filter(({ identifier }) => done.has(identifier)).length,
    partsTotal: parts.length,
    nextPart: next?.title ?? null,
    engagedMs: attempt?.engagedMs ?? 0,
    lastSavedAt: attempt?.lastSavedAt ?? null,
    finishedAt: attempt?.finishedAt ?? null,
  };
}

function isDone({ completion, success }: TrackRow): boolean {
  return completion === 'completed' || success === 'passed';
}
