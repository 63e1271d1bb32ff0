import type { StandingLine } from '../../../server/standards/launch-contract.ts';
import type { CourseResult } from '../../../server/standards/runtime-record.ts';
import type { PlayerView } from '../frame/frame-contract.ts';
import type { Panel } from './page-panel.ts';
import { say, words } from './words.ts';

/** What the words of the last panel depend on. */
export interface EndSaid {
  readonly view: Pick<PlayerView, 'word' | 'endReason'>;
  readonly result: CourseResult;
  readonly isReview: boolean;
  /** One line an assignment, none where the course is taken on one's own; null while the server has not said. */
  readonly standing: readonly StandingLine[] | null;
}

/** Title and words of the last panel: where the course is assigned, the assignments decide what is complete. */
export function endWords(said: EndSaid): Pick<Panel, 'title' | 'words'> {
  if (said.isReview) return { title: words.endOfReview, words: [words.recordAsItWas] };
  const { title, text } = sayEnd(said);
  return { title, words: [text, ...(said.standing ?? []).map(lineWords)] };
}

function sayEnd({ view, result, standing }: EndSaid): { title: string; text: string } {
  const isDone = result.completion === 'completed';
  const isMet = standing !== null && standing.length > 0 && standing.every((line) => line.isMet);
  if (isMet) return { title: words.courseComplete, text: words.inYourRecord };
  if (view.word === 'suspended') return { title: words.savedForLater, text: words.goOnNextTime };
  if (!isDone && view.endReason !== null) return { title: words.endedOpen, text: words.attemptIsOver };
  if (!isDone) return { title: words.notCompleteYet, text: words.goOnWhereStopped };
  if (result.success === 'failed') return { title: words.finishedNotPassed, text: words.inYourRecord };
  // Complete is what the server calls so: under an assignment a course can be played to its end and still be open.
  const isOwn = standing !== null && standing.length === 0;
  return { title: isOwn ? words.courseComplete : words.courseEnded, text: words.inYourRecord };
}

function lineWords({ title, status, reasons }: StandingLine): string {
  if (reasons.length === 0) return say(words.forAssignment, { title, status });
  return say(words.forAssignmentTold, { title, status, reasons: reasons.join(', ') });
}
