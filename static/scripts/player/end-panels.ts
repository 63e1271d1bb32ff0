import type { CourseResult } from '../../../server/standards/runtime-record.ts';
import type { PlayerView } from '../frame/frame-contract.ts';
import { actionButton, pageLink } from './page-elements.ts';
import { hidePanel, showPanel } from './page-panel.ts';
import type { Panel } from './page-panel.ts';

/** What the last panel of a session is made of. */
export interface EndFacts {
  readonly view: PlayerView;
  /** The server's own word where it has come, else what the page knows. */
  readonly result: CourseResult;
  readonly engagedMs: number;
  readonly isReview: boolean;
  readonly base: string;
  readonly registration: string;
}

/** The panel on which the content's end lands: what is recorded, and what can be done next. */
export function showEnd(facts: EndFacts): void {
  const { view, result, isReview, base, registration } = facts;
  const isDone = result.completion === 'completed';
  const home = pageLink('Back to My training', 'btn', `${base}/my`);
  const isOver = view.endReason === 'ended' || view.endReason === 'abandoned';
  const again = pageLink(isOver ? 'Begin again' : 'Go on', 'btn line', `${base}/play/${registration}`);
  const review = pageLink('Review my answers', 'btn line', `${base}/play/${registration}?mode=review`);
  const back = actionButton('Back to the last page', 'btn quiet', hidePanel);
  const more = isDone ? review : again;
  const actions = [home, ...(isReview ? [] : [more]), ...(view.hasContent ? [back] : [])];
  showPanel({ ...wordsOf(facts, isDone), actions, ...(!isReview && { facts: factsOf(facts) }) });
}

function wordsOf({ view, isReview, result }: EndFacts, isDone: boolean): Pick<Panel, 'title' | 'words'> {
  if (isReview) return { title: 'End of the review', words: ['Your record is as it was.'] };
  if (view.word === 'suspended') {
    return { title: 'Saved for later', words: ['Next time you go on exactly where you stopped.'] };
  }
  if (!isDone && view.endReason !== null) {
    return {
      title: 'Ended, not complete',
      words: ['This attempt is over and in your record. You can begin a new one.'],
    };
  }
  if (!isDone) return { title: 'Not complete yet', words: ['What you did is saved. You can go on where you stopped.'] };
  if (result.success === 'failed') return { title: 'Finished, not passed', words: ['This is in your record.'] };
  return { title: 'Course complete', words: ['This is in your record.'] };
}

function factsOf({ view, result, engagedMs }: EndFacts): { label: string; value: string }[] {
  const score = scoreOf(result);
  return [
    { label: 'status', value: statusOf(result, view.endReason !== null && view.word === 'ended') },
    ...(score === null ? [] : [{ label: 'score', value: score }]),
    { label: 'active time', value: `${Math.floor(engagedMs / 60_000)} min` },
  ];
}

function statusOf({ completion, success }: CourseResult, isOver: boolean): string {
  if (success !== 'unknown') return success === 'passed' ? 'Passed' : 'Not passed';
  if (completion === 'completed') return 'Done';
  return isOver ? 'Not complete' : 'In progress';
}

function scoreOf({ scoreRaw, scoreScaled }: CourseResult): string | null {
  if (scoreRaw !== null) return String(Math.round(scoreRaw * 100) / 100);
  return scoreScaled === null ? null : `${Math.round(scoreScaled * 100)}%`;
}
