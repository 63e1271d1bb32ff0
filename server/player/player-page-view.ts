import type { z } from 'zod';
import type { PageFrame } from '../platform/index.ts';
import type { LaunchMode, StandingAnswer } from '../standards/index.ts';
import type { playQuery } from './player-page-input.ts';

/** What the page's script is told: where it is and what was asked for; nothing of a person. */
export interface PlayerData {
  readonly registration: string;
  /** Mount path, '' at the root. */
  readonly base: string;
  readonly mode: LaunchMode;
  readonly isChoosing: boolean;
  readonly isNewAttempt: boolean;
  /** Identifier of the part that a link opens; absent: the person or the course chooses. */
  readonly part?: string;
  /** Where people sign in: here, or at the host under an address that may be known. */
  readonly signIn: { readonly isHere: boolean; readonly url: string | null };
  /** The door whose page it is: then the way in is a code, and the registration comes with it. Null for signed-in people. */
  readonly door: { readonly id: string } | null;
}

/** Model of `player/play`: of the person only how pages look. */
export function playPageView(
  page: PageFrame,
  registration: string,
  query: z.infer<typeof playQuery>,
  signIn: PlayerData['signIn'],
  door: PlayerData['door'] = null,
) {
  const { title, base, lang, theme } = page;
  const data: PlayerData = {
    registration,
    base,
    mode: query.mode,
    isChoosing: query.open === 'contents',
    isNewAttempt: query.again === '1',
    ...(query.part !== undefined && { part: query.part }),
    signIn,
    door,
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
