import { z } from 'zod';
import type { Outcome } from './standing/enrollment-facts.ts';
import type { StatusWords } from './result-words.ts';

const stored = z.array(
  z.object({
    code: z.string(),
    met: z.boolean().nullable(),
    values: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
);

/** A reason of a verdict in words, and whether it speaks for it. */
export interface ReasonWords {
  readonly words: string;
  readonly icon: 'check' | 'cross' | 'info';
}

/** Reasons out of their stored JSON; without a wording of their own they are told by their code and values. */
export function reasonsOf(json: string): ReasonWords[] {
  return stored.parse(JSON.parse(json)).map(({ code, met, values }) => ({
    words: wordsOf(code, values),
    icon: met === null ? 'info' : met ? 'check' : 'cross',
  }));
}

function wordsOf(code: string, values: Readonly<Record<string, string | number>>): string {
  const name = code.replaceAll('-', ' ');
  const told = Object.entries(values).map(([key, value]) => `${key} ${value}`);
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}${told.length === 0 ? '' : `: ${told.join(', ')}`}.`;
}

const OUTCOMES: Readonly<Record<Outcome, StatusWords>> = {
  complete: { word: 'Complete', tone: 'done', shape: 'st-done' },
  waived: { word: 'Waived', tone: 'done', shape: 'st-done' },
  'in-progress': { word: 'In progress', tone: 'now', shape: 'st-now' },
  'not-met': { word: 'Not met', tone: 'late', shape: 'st-failed' },
  'not-started': { word: 'Not started', tone: '', shape: 'st-open' },
};

/** How an enrollment stands on a day; what has expired or is overdue says so. */
export function standingWords(
  { outcome, expiresOn, dueOn }: { outcome: Outcome; expiresOn: string | null; dueOn: string | null },
  day: string,
): StatusWords {
  if (outcome === 'complete' && expiresOn !== null && expiresOn < day)
    return { word: 'Expired', tone: 'late', shape: 'st-failed' };
  const isDone = outcome === 'complete' || outcome === 'waived';
  if (!isDone && outcome !== 'not-met' && dueOn !== null && dueOn < day)
    return { word: 'Overdue', tone: 'late', shape: 'st-failed' };
  return OUTCOMES[outcome];
}

/** An outcome alone, for a history. */
export const outcomeWords = (outcome: Outcome): StatusWords => OUTCOMES[outcome];
