import type { CourseResult } from '../../../server/standards/runtime-record.ts';
import type { PlayerView } from '../frame/frame-contract.ts';
import { endWords, type EndSaid } from './end-words.ts';
import { actionButton, pageLink } from './page-elements.ts';
import { hidePanel, showPanel } from './page-panel.ts';
import type { WayOut } from './way-out.ts';
import { say, words } from './words.ts';

/** What the last panel of a session is made of. */
export interface EndFacts {
  readonly view: PlayerView;
  /** The server's own word where it has come, else what the page knows. */
  readonly result: CourseResult;
  readonly engagedMs: number;
  readonly isReview: boolean;
  /** See {@link EndSaid}. */
  readonly standing: EndSaid['standing'];
  readonly way: WayOut;
}

/** The panel on which the content's end lands: what is recorded, and what can be done next. */
export function showEnd(facts: EndFacts): void {
  const { view, result, isReview, way } = facts;
  const isDone = result.completion === 'completed';
  const home = way.action('btn');
  const isOver = view.endReason === 'ended' || view.endReason === 'abandoned';
  const again = pageLink(isOver ? words.beginAgain : words.goOn, 'btn line', way.again(''));
  const review = pageLink(words.reviewAnswers, 'btn line', way.again('?mode=review'));
  const back = actionButton(words.backToPage, 'btn quiet', hidePanel);
  const more = isDone ? review : again;
  const actions = [home, ...(isReview ? [] : [more]), ...(view.hasContent ? [back] : [])];
  showPanel({ ...endWords(facts), actions, ...(!isReview && { facts: factsOf(facts) }) });
}

function factsOf({ view, result, engagedMs, standing }: EndFacts): { label: string; value: string }[] {
  const score = scoreOf(result);
  const status = statusOf(result, view.endReason !== null && view.word === 'ended');
  return [
    // Each assignment has its own status; the course's beside it would say a second thing.
    ...(standing === null || standing.length === 0 ? [{ label: words.status, value: status }] : []),
    ...(score === null ? [] : [{ label: words.score, value: score }]),
    { label: words.activeTime, value: say(words.minutes, { minutes: Math.floor(engagedMs / 60_000) }) },
  ];
}

function statusOf({ completion, success }: CourseResult, isOver: boolean): string {
  if (success !== 'unknown') return success === 'passed' ? words.passed : words.notPassed;
  if (completion === 'completed') return words.done;
  return isOver ? words.notComplete : words.inProgress;
}

function scoreOf({ scoreRaw, scoreScaled }: CourseResult): string | null {
  if (scoreRaw !== null) return String(Math.round(scoreRaw * 100) / 100);
  return scoreScaled === null ? null : `${Math.round(scoreScaled * 100)}%`;
}
