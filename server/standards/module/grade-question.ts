import type { Feedback, Graded, Response } from './answer.ts';
import type { ChoiceKey, OrderKey, PairsKey, QuestionKey } from './answer-key.ts';
import type { QuestionBlock } from './compiled-module.ts';
import { plainText, readList, readNumber, readPairs, writePairs } from './response-text.ts';

/** Longest typed answer, characters. */
const TYPED_LIMIT = 400;

/**
 * Grades an answer to a question. All or nothing, so that the score is the same everywhere; null where the response is not one
 * that the question offers (an id that it does not have, an answer that is not complete).
 */
export function gradeQuestion(block: QuestionBlock, key: QuestionKey, response: Response): Graded | null {
  if (!isResponseTo(block, response)) return null;
  switch (key.type) {
    case 'choice':
      return gradeOptions(key, response);
    case 'numeric': {
      const value = readNumber(response);
      const isRight = value !== null && value >= key.min && value <= key.max;
      const correct = key.min === key.max ? String(key.min) : `${key.min}:${key.max}`;
      return verdict(isRight, whole(key.why, isRight), correct);
    }
    case 'short': {
      const isRight = key.accept.some((accepted) => plainText(accepted) === plainText(response));
      return verdict(isRight, whole(key.why, isRight), key.accept[0] ?? '');
    }
    case 'pairs':
      return gradePairs(key, response);
    default:
      return gradeOrder(key, response);
  }
}

/** Whether a response is complete and names only what the question offers. */
export function isResponseTo(block: QuestionBlock, response: Response): boolean {
  switch (block.type) {
    case 'choice':
      return block.options.some(({ id }) => id === response);
    case 'multi':
      return response !== '' && isSubset(readList(response), ids(block.options));
    case 'numeric':
      return readNumber(response) !== null;
    case 'short':
      return response.trim() !== '' && response.length <= TYPED_LIMIT;
    case 'sort':
      return isFullMap(response, ids(block.items), ids(block.buckets));
    case 'match':
      return isFullMap(response, ids(block.lefts), ids(block.rights));
    default:
      return isSubset(readList(response), ids(block.steps)) && readList(response).length === block.steps.length;
  }
}

/** Grades one option list, of a question or of an item of a test. */
export function gradeOptions(key: ChoiceKey, response: Response): Graded {
  const taken = readList(response);
  const isRight = taken.length === key.correct.length && taken.every((id) => key.correct.includes(id));
  const shown = taken.map((id) => ({ of: id, html: key.why[id] ?? '', isRight: key.correct.includes(id) }));
  return verdict(isRight, [...shown, ...whole(isRight ? key.right : key.wrong, isRight)], key.correct.join(','));
}

function gradePairs(key: PairsKey, response: Response): Graded {
  const told = readPairs(response) ?? new Map<string, string>();
  const feedback = Object.entries(key.pairs).map(([item, target]) => ({
    of: item,
    html: key.why[item] ?? '',
    isRight: told.get(item) === target,
  }));
  return verdict(
    feedback.every(({ isRight }) => isRight),
    feedback,
    writePairs(Object.entries(key.pairs)),
  );
}

function gradeOrder(key: OrderKey, response: Response): Graded {
  const places = readList(response).map((id, at) => ({ of: id, html: '', isRight: key.order[at] === id }));
  const isRight = places.every((place) => place.isRight);
  return verdict(isRight, [...places, ...whole(key.why, isRight)], key.order.join(','));
}

function verdict(isRight: boolean, feedback: readonly Feedback[], correct: Response): Graded {
  return { result: isRight ? 'correct' : 'incorrect', share: isRight ? 1 : 0, feedback, correct };
}

function whole(html: string, isRight: boolean): Feedback[] {
  return html === '' ? [] : [{ of: '', html, isRight }];
}

function isFullMap(response: Response, items: readonly string[], targets: readonly string[]): boolean {
  const pairs = readPairs(response);
  if (pairs === null || pairs.size !== items.length) return false;
  return items.every((item) => targets.includes(pairs.get(item) ?? ''));
}

function isSubset(some: readonly string[], all: readonly string[]): boolean {
  return new Set(some).size === some.length && some.every((id) => all.includes(id));
}

function ids(list: readonly { readonly id: string }[]): string[] {
  return list.map(({ id }) => id);
}
