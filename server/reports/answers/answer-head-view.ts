import { resultWays, type ResultPage } from '../../training/index.ts';
import { countWords } from '../time-words.ts';
import { MOST_ATTEMPTS } from './given-store.ts';
import type { PlayedPart, TakenCourse } from './taken-course.ts';

/** What every page about the answers of a course has on top. */
export function answerHead(
  { courseId, title, versions, chosen }: TakenCourse,
  current: ResultPage,
  part: string | null,
) {
  return {
    courseId,
    title,
    path: `/courses/${courseId}/results/${current}`,
    ways: resultWays(courseId, current),
    summary: chosen === null ? 'Nobody has begun this course' : summaryOf(chosen),
    hasAttempts: chosen !== null,
    versions: versions.map(({ number, attempts }) => ({
      value: String(number),
      label: `Version ${number}, ${countWords(attempts, 'attempt')}`,
      isChosen: number === chosen?.number,
    })),
    part,
  };
}

function summaryOf({ number, attempts }: { readonly number: number; readonly attempts: number }): string {
  const words = `Version ${number}, ${countWords(attempts, 'attempt')}`;
  return attempts > MOST_ATTEMPTS ? `${words}; figures are of the latest ${MOST_ATTEMPTS}` : words;
}

/** Parts to choose from. */
export function partChoices(parts: readonly PlayedPart[], chosen: string | null) {
  return parts.map(({ id, title }) => ({ value: id, label: title, isChosen: id === chosen }));
}

/** `31%` */
export function percentWords(share: number): string {
  return `${Math.round(share * 100)}%`;
}

/** A query as a link writes it, what is empty left out. */
export function queryOf(values: Readonly<Record<string, string | number | null>>): string {
  const entries = Object.entries(values).flatMap(([name, value]): [string, string][] =>
    value === null || value === '' ? [] : [[name, String(value)]],
  );
  const text = new URLSearchParams(entries).toString();
  return text === '' ? '' : `?${text}`;
}

/** What is said where there are too few answers to say more. */
export function fewWords(answers: number, fewest: number, what = 'answers'): string {
  return `Five ${what} are needed; ${answers} so far`.replace('Five', fewest === 5 ? 'Five' : String(fewest));
}
