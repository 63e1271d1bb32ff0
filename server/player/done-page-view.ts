import type { Attempts } from '../attempts/index.ts';
import type { PageFrame } from '../platform/index.ts';
import type { CourseResult } from '../standards/index.ts';
import type { CountsForYou } from './player-page-view.ts';

type Taken = Awaited<ReturnType<Attempts['records']['takenBy']>>[number];

/** What counts for the person, and its heading in the person's language. */
export interface ForYou {
  readonly lines: readonly CountsForYou[];
  readonly title: string;
}

/**
 * Model of `player/done`: the title says what counts for the person, by every assignment that asks for the course; the course's own result
 * stands below, and is the title only where nothing is asked for.
 */
export function donePageView(page: PageFrame, taken: Taken, { lines, title: forYouTitle }: ForYou) {
  const { result, registrationId, courseId, courseTitle, engagedMs } = taken;
  const isDone = result.completion === 'completed';
  const asked = lines.filter(({ outcome }) => outcome !== 'waived');
  const isMet = asked.length === 0 ? isDone : asked.every(({ outcome }) => outcome === 'complete');
  const facts = [
    { label: 'status', value: statusOf(result) },
    ...(scoreOf(result) === null ? [] : [{ label: 'score', value: scoreOf(result) }]),
    { label: 'active time', value: `${Math.round(engagedMs / 60_000)} min` },
  ];
  return {
    page,
    courseTitle,
    ...headOf({ isMet, isDone, isNotMet: asked.some(({ outcome }) => outcome === 'not-met') }),
    factsTitle: asked.length === 0 ? null : 'The result of the course itself',
    facts,
    forYou: lines,
    forYouTitle,
    reviewHref: isDone ? `/play/${registrationId}/review` : null,
    resumeHref: isDone ? null : `/play/${registrationId}`,
    courseHref: isDone && !isMet ? `/courses/${courseId}` : null,
  };
}

/** `isDone` is the course's word, `isMet` that of what counts. */
function headOf({ isMet, isDone, isNotMet }: { isMet: boolean; isDone: boolean; isNotMet: boolean }) {
  if (isMet) return { title: 'Course complete', words: 'This is in your record.' };
  if (isNotMet) {
    return {
      title: 'Not met',
      words: 'What counts for you is not met, and no try is left. Your supervisor decides what comes next.',
    };
  }
  const words = isDone
    ? 'What you did is saved. Your assignment asks for more than the course itself: see below.'
    : 'What you did is saved. You can go on where you stopped.';
  return { title: 'Not complete yet', words };
}

function statusOf({ completion, success }: CourseResult): string {
  if (success !== 'unknown') return success === 'passed' ? 'Passed' : 'Not passed';
  return completion === 'completed' ? 'Done' : 'In progress';
}

function scoreOf({ scoreRaw, scoreScaled }: CourseResult): string | null {
  if (scoreRaw !== null) return String(Math.round(scoreRaw * 100) / 100);
  return scoreScaled === null ? null : `${Math.round(scoreScaled * 100)}%`;
}
