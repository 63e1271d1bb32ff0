import { say, sayDay, type Locale } from '../../platform/index.ts';
import type { Reason } from './completion-input.ts';
import type { Outcome } from './verdict-model.ts';

/** English sentences of reasons by code; `day` values are told as dates, `ground` and `by` as words. */
const SENTENCES: Readonly<Record<string, string>> = {
  parts: '{done} of {of} parts done',
  content: 'course content completed',
  'course-result': "the course's own result: {words}",
  score: 'score {score} %',
  exam: 'test {score} % of {of} %',
  'exam-open': 'test not taken yet, {of} % to pass',
  'exam-no-score': 'test without a score, {of} % to pass',
  'exam-told': 'test {score} %, which does not count',
  tries: '{used} of {of} tries used',
  'tries-used-up': 'all {of} tries used',
  'attempts-used-up': 'all {of} attempts used',
  engaged: 'engaged {minutes} of {of} minutes',
  practical: 'practical part signed by {name} on {day}',
  'practical-open': 'practical part to be signed by {by}',
  order: '“{title}” comes first',
  paper: 'completed on paper on {day}, seen by {seenBy}, entered by {name}',
  waived: 'waived: {ground}',
  'waived-until': 'waived until {day}: {ground}',
};

/** What is left to say once who saw it was erased on request. */
const ERASED: Readonly<Record<string, string>> = { paper: 'completed on paper on {day}, entered by {name}' };

const UNDONE: Readonly<Record<string, string>> = { content: 'course content not completed' };

const WORDS: Readonly<Record<string, string>> = {
  deployment: 'deployment',
  'light-duty': 'light duty',
  leave: 'leave',
  equivalent: 'equivalent training',
  other: 'another reason',
  instructor: 'an instructor',
  supervisor: 'a supervisor',
  either: 'an instructor or a supervisor',
  passed: 'passed',
  failed: 'not passed',
  completed: 'completed',
  open: 'not completed',
};

/** A word for one of the fixed values of a rule. */
export function ruleWord(value: string, locale: Locale): string {
  return say(locale, WORDS[value] ?? value);
}

/** One reason in words: "engaged 32 of 40 minutes", "test 70 % of 80 %". */
export function reasonWords({ code, met, values }: Reason, locale: Locale): string {
  const other = values['seenBy'] === '' ? ERASED[code] : met === false ? UNDONE[code] : undefined;
  const sentence = other ?? SENTENCES[code] ?? code;
  const told = Object.entries(values).map(([name, value]): [string, string | number] => [
    name,
    valueWords(name, value, locale),
  ]);
  return say(locale, sentence, {
    ...Object.fromEntries(told),
    ...(code === 'course-result' && { words: resultWords(values, locale) }),
  });
}

/** Reasons in their order, each with whether it is met. */
export function reasonLines(
  reasons: readonly Reason[],
  locale: Locale,
): { words: string; mark: 'yes' | 'no' | 'told' }[] {
  return reasons.map((one) => ({
    words: reasonWords(one, locale),
    mark: one.met === null ? 'told' : one.met ? 'yes' : 'no',
  }));
}

const OUTCOMES: Readonly<Record<Outcome, string>> = {
  'not-started': 'Not started',
  'in-progress': 'In progress',
  complete: 'Complete',
  'not-met': 'Not met',
  waived: 'Waived',
};

/** An outcome as a status: a word, a colour and a shape. */
export function outcomeStatus(outcome: Outcome, locale: Locale) {
  const word = say(locale, OUTCOMES[outcome]);
  switch (outcome) {
    case 'complete':
      return { word, tone: 'done', shape: 'st-done' } as const;
    case 'waived':
      return { word, tone: '', shape: 'st-done' } as const;
    case 'not-met':
      return { word, tone: 'late', shape: 'st-failed' } as const;
    case 'in-progress':
      return { word, tone: 'now', shape: 'st-now' } as const;
    default:
      return { word, tone: '', shape: 'st-open' } as const;
  }
}

function valueWords(name: string, value: string | number, locale: Locale): string | number {
  if (typeof value === 'number') return value;
  if (name === 'day') return sayDay(locale, value);
  return name === 'ground' || name === 'by' ? ruleWord(value, locale) : value;
}

function resultWords({ completion, success }: Reason['values'], locale: Locale): string {
  if (success === 'passed' || success === 'failed') return ruleWord(success, locale);
  return ruleWord(completion === 'completed' ? 'completed' : 'open', locale);
}
