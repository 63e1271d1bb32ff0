import type { AnswerRequest } from '../standards/index.ts';
import {
  allBlocks,
  gradeQuestion,
  gradeRun,
  gradeTest,
  readList,
  type BlockKey,
  type CompiledBlock,
  type Graded,
  type Response,
} from '../standards/module/index.ts';
import type { AttemptPicture } from './attempt-picture.ts';
import type { StoredGrade } from './commit-payload.ts';
import { drawItems, rowOf, runsOf } from './graded-rows.ts';
import { findAnswers } from './server-score.ts';

/** What a module asks of the server: an answer to be graded, or the items of a try of a test. */
export interface Asked extends AnswerRequest {
  /** The response to a draw is ''. */
  readonly kind: 'answer' | 'draw';
}

/** How the launch stands to the record. */
export interface Standing {
  /** What is answered counts and is kept. */
  readonly isCounted: boolean;
  /** Answers and draws that are not kept may be had: somebody who may author looks around. */
  readonly isLookingAround: boolean;
}

/** Why there is no grade. */
export type AskFault = 'not-graded-here' | 'answer-unknown' | 'answer-too-early' | 'draw-too-early' | 'not-now';

/** What the officer is told; `given` is the response that counts under this number, which may be an earlier one. */
export type Told =
  | { readonly kind: 'graded'; readonly graded: Graded; readonly given: Response }
  | { readonly kind: 'drawn'; readonly items: readonly string[] };

/** What is told, and what of it is to be kept: null where it is kept already or counts for nothing. */
export type Judgement = { readonly told: Told; readonly keep: StoredGrade | null } | { readonly fault: AskFault };

/** Judges what a module asks, by the rows of the attempt; it changes nothing. */
export function judge(picture: AttemptPicture, asked: Asked, standing: Standing): Judgement {
  const { scoId, block: id, language } = asked;
  const languages = findAnswers(picture.version, scoId);
  const answers = languages?.[language] ?? Object.values(languages ?? {})[0];
  if (answers === undefined) return { fault: 'not-graded-here' };
  const block = allBlocks(answers.module).find((one) => one.id === id);
  const key = Object.hasOwn(answers.key.blocks, id) ? answers.key.blocks[id] : undefined;
  if (block === undefined || key === undefined) return { fault: 'answer-unknown' };
  const place = { picture, asked, standing, block, key };
  if (block.type === 'test') return asked.kind === 'draw' ? judgeDraw(place) : judgeTest(place);
  if (asked.kind === 'draw') return { fault: 'answer-unknown' };
  return key.type === 'scenario' ? judgeRun(place) : judgeQuestion(place);
}

interface Place {
  readonly picture: AttemptPicture;
  readonly asked: Asked;
  readonly standing: Standing;
  readonly block: CompiledBlock;
  readonly key: BlockKey;
}

/** The first answer counts; later ones are graded and change nothing. */
function judgeQuestion(place: Place): Judgement {
  const { picture, asked, standing } = place;
  const first = rowOf(picture, 'answer', { ...asked, number: 1 });
  if (first !== undefined && asked.attempt === 1) {
    const { response, result, share } = first;
    const graded = grade(place, response);
    return graded === null ? { fault: 'answer-unknown' } : tell({ ...graded, result, share }, response);
  }
  if (first === undefined && asked.attempt > 1 && standing.isCounted) return { fault: 'answer-too-early' };
  if (first === undefined && !mayTry(standing)) return { fault: 'not-now' };
  return gradeNew(place, asked.attempt === 1);
}

/** The first run grows by one choice at a time; later runs are replays, of which a better one is kept where the best counts. */
function judgeRun(place: Place): Judgement {
  const { picture, asked, standing } = place;
  const { response, attempt } = asked;
  const first = rowOf(picture, 'answer', { ...asked, number: 1 });
  const kept = readList(first?.response ?? '');
  if (attempt > 1) {
    const hasEnded = first !== undefined && grade(place, first.response)?.ending !== undefined;
    if (!hasEnded && standing.isCounted) return { fault: 'answer-too-early' };
    if (!hasEnded && !mayTry(standing)) return { fault: 'not-now' };
    return judgeReplay(place);
  }
  const told = readList(response);
  const isKnown = told.length <= kept.length && told.every((choice, at) => choice === kept[at]);
  if (isKnown && told.length > 0) return gradeNew(place, false);
  if (first === undefined && !standing.isCounted) {
    return mayTry(standing) ? gradeNew(place, false) : { fault: 'not-now' };
  }
  const isNext = kept.every((choice, at) => choice === told[at]);
  if (!isNext) {
    const graded = grade(place, kept.join(','));
    return graded === null ? { fault: 'answer-unknown' } : tell(graded, kept.join(','));
  }
  if (!standing.isCounted) return { fault: 'not-now' };
  return told.length === kept.length + 1 ? gradeNew(place, true) : { fault: 'answer-too-early' };
}

/** A run that was kept is told again under its number; what leads to an ending with more points than any before is kept. */
function judgeReplay(place: Place): Judgement {
  const { picture, asked, block } = place;
  const kept = rowOf(picture, 'answer', { ...asked, number: asked.attempt });
  const isPart = kept === undefined || `${kept.response},`.startsWith(`${asked.response},`);
  if (!isPart) {
    const graded = grade(place, kept.response);
    return graded === null ? { fault: 'answer-unknown' } : tell(graded, kept.response);
  }
  const graded = grade(place, asked.response);
  const isBest = 'counts' in block && block.counts === 'best' && graded?.ending !== undefined;
  const most = Math.max(...runsOf(picture, asked).map(({ share }) => share));
  return gradeNew(place, isBest && graded.share > most);
}

/** Drawn once for each try; the next one only when the last was handed in. */
function judgeDraw({ picture, asked, standing, block }: Place): Judgement {
  const { attempt } = asked;
  const drawn = rowOf(picture, 'draw', { ...asked, number: attempt });
  if (drawn !== undefined) return { told: { kind: 'drawn', items: readList(drawn.response) }, keep: null };
  if (!standing.isCounted && !standing.isLookingAround) return { fault: 'not-now' };
  const isNext = attempt === 1 || rowOf(picture, 'answer', { ...asked, number: attempt - 1 }) !== undefined;
  if (standing.isCounted && !isNext) return { fault: 'draw-too-early' };
  const items = block.type === 'test' ? drawItems(picture, block, asked) : [];
  const response = items.join(',');
  const keep = { kind: 'draw', block: asked.block, number: attempt, response, result: 'neutral', share: 0 } as const;
  return { told: { kind: 'drawn', items }, keep: standing.isCounted ? keep : null };
}

/** Handed in once, whole, for the items that were drawn. */
function judgeTest(place: Place): Judgement {
  const { picture, asked, standing } = place;
  const at = { ...asked, number: asked.attempt };
  const handedIn = rowOf(picture, 'answer', at);
  if (handedIn !== undefined) {
    const graded = grade(place, handedIn.response);
    return graded === null ? { fault: 'answer-unknown' } : tell(graded, handedIn.response);
  }
  if (!standing.isCounted && !standing.isLookingAround) return { fault: 'not-now' };
  if (standing.isCounted && rowOf(picture, 'draw', at) === undefined) return { fault: 'answer-too-early' };
  return gradeNew(place, true);
}

/** Questions and scenarios that were never answered may be tried in a look around, not in a review of what is closed. */
function mayTry({ isCounted, isLookingAround }: Standing): boolean {
  return isCounted || isLookingAround;
}

function gradeNew(place: Place, isKept: boolean): Judgement {
  const { asked, standing } = place;
  const { block, response, attempt } = asked;
  const graded = grade(place, response);
  if (graded === null) return { fault: 'answer-unknown' };
  if (!isKept || !standing.isCounted) return tell(graded, response);
  const { ending, share } = graded;
  const result = ending === undefined ? graded.result : ending.passed ? 'correct' : 'incorrect';
  return { ...tell(graded, response), keep: { kind: 'answer', block, number: attempt, response, result, share } };
}

function tell(graded: Graded, given: Response): { told: Told; keep: null } {
  return { told: { kind: 'graded', graded, given }, keep: null };
}

function grade({ picture, asked, block, key }: Place, response: Response): Graded | null {
  switch (block.type) {
    case 'scenario':
    case 'dialogue':
      return key.type === 'scenario' ? gradeRun(block, key, response) : null;
    case 'test': {
      const drawn = rowOf(picture, 'draw', { ...asked, number: asked.attempt });
      const items = drawn === undefined ? drawItems(picture, block, asked) : readList(drawn.response);
      return key.type === 'test' ? gradeTest(block, key, items, response) : null;
    }
    case 'choice':
    case 'multi':
    case 'numeric':
    case 'short':
    case 'sort':
    case 'match':
    case 'order':
      return key.type === 'scenario' || key.type === 'test' ? null : gradeQuestion(block, key, response);
    default:
      return null;
  }
}
