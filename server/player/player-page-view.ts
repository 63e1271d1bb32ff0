import type { z } from 'zod';
import type { Attempts } from '../attempts/index.ts';
import type { PageFrame } from '../platform/index.ts';
import type { CourseResult, LaunchMode, StandingAnswer } from '../standards/index.ts';
import type { playQuery } from './player-page-input.ts';

/** What the page's script is told: where it is and what was asked for; nothing of a person. */
export interface PlayerData {
  readonly registration: string;
  /** Mount path, '' at the root. */
  readonly base: string;
  readonly mode: LaunchMode;
  readonly isChoosing: boolean;
  readonly isNewAttempt: boolean;
  /** Where people sign in: here, or at the host under an address that may be known. */
  readonly signIn: { readonly isHere: boolean; readonly url: string | null };
}

/** Model of `player/play`: of the person only how pages look. */
export function playPageView(
  page: PageFrame,
  registration: string,
  query: z.infer<typeof playQuery>,
  signIn: PlayerData['signIn'],
) {
  const { title, base, lang, theme } = page;
  const data: PlayerData = {
    registration,
    base,
    mode: query.mode,
    isChoosing: query.open === 'contents',
    isNewAttempt: query.again === '1',
    signIn,
  };
  return { page: { title, base, lang, theme }, data };
}

/** What counts for a person under one assignment, and how far it is. */
export interface CountsForYou {
  readonly assignmentTitle: string;
  readonly outcome: string;
  readonly when: string;
  readonly isOverdue: boolean;
  readonly counts: readonly string[];
  readonly reasons: readonly { readonly words: string; readonly mark: 'yes' | 'no' | 'told' }[];
  readonly status: { readonly word: string; readonly tone: string; readonly shape: string };
}

/** What the last panel in the player is told: each assignment's own word, since the course's result is not what counts there. */
export function standingAnswer(forYou: readonly CountsForYou[]): StandingAnswer {
  return {
    lines: forYou.map(({ assignmentTitle, outcome, status, reasons }) => ({
      title: assignmentTitle,
      isMet: outcome === 'complete' || outcome === 'waived',
      status: status.word,
      reasons: reasons.map(({ words }) => words),
    })),
  };
}

type Taken = Awaited<ReturnType<Attempts['records']['takenBy']>>[number];

/** Model of `player/done`. */
export function donePageView(page: PageFrame, taken: Taken, forYou: readonly CountsForYou[] = [], forYouTitle = '') {
  const { result, registrationId, courseTitle, engagedMs } = taken;
  const isDone = result.completion === 'completed';
  const facts = [
    { label: 'status', value: statusOf(result) },
    ...(scoreOf(result) === null ? [] : [{ label: 'score', value: scoreOf(result) }]),
    { label: 'active time', value: `${Math.round(engagedMs / 60_000)} min` },
  ];
  return {
    page,
    courseTitle,
    title: isDone ? 'Course complete' : 'Not complete yet',
    words: isDone ? 'This is in your record.' : 'What you did is saved. You can go on where you stopped.',
    facts,
    forYou,
    forYouTitle,
    reviewHref: isDone ? `/play/${registrationId}/review` : null,
    resumeHref: isDone ? null : `/play/${registrationId}`,
  };
}

function statusOf({ completion, success }: CourseResult): string {
  if (success !== 'unknown') return success === 'passed' ? 'Passed' : 'Not passed';
  return completion === 'completed' ? 'Done' : 'In progress';
}

function scoreOf({ scoreRaw, scoreScaled }: CourseResult): string | null {
  if (scoreRaw !== null) return String(Math.round(scoreRaw * 100) / 100);
  return scoreScaled === null ? null : `${Math.round(scoreScaled * 100)}%`;
}
