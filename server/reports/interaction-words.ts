import { say, type Locale } from '../platform/index.ts';

/** An answer option of our own modules, as published with the version. */
export interface AnswerOption {
  readonly id: string;
  readonly text: string;
}

const TYPES: Readonly<Record<string, string>> = {
  'true-false': 'True or false',
  choice: 'Choice',
  'fill-in': 'Words',
  'long-fill-in': 'Text',
  matching: 'Matching',
  performance: 'Steps',
  sequencing: 'Order',
  likert: 'Scale',
  numeric: 'Number',
  other: 'Other',
};

/** Kind of question in one word (RTE 4.2.9, cmi.interactions.n.type). */
export function typeWords(type: string): string {
  return TYPES[type] ?? 'Other';
}

/** How an answer was judged; `tone` and `shape` as in result-words. */
export function judgementWords(result: string): { word: string; tone: 'done' | 'late' | ''; shape: string } {
  switch (result) {
    case 'correct':
      return { word: 'Right', tone: 'done', shape: 'st-done' };
    case 'incorrect':
    case 'wrong':
      return { word: 'Wrong', tone: 'late', shape: 'st-failed' };
    case 'neutral':
      return { word: 'Neither right nor wrong', tone: '', shape: 'st-open' };
    case 'unanticipated':
      return { word: 'Not expected', tone: '', shape: 'st-open' };
    case '':
      return { word: 'Not judged', tone: '', shape: 'st-open' };
    default:
      return { word: `Judged ${result}`, tone: '', shape: 'st-open' };
  }
}

/** A learner's response in words: option texts where the version has them, the standard's delimiters taken apart. */
export function responseWords(
  type: string,
  response: string,
  options: readonly AnswerOption[] = [],
  locale: Locale = 'en',
): string {
  const text = withoutMarks(response);
  if (text === '') return say(locale, 'No answer');
  const textOf = (id: string): string => options.find((option) => option.id === id)?.text ?? id;
  switch (type) {
    case 'true-false':
      return /^(t|true|1)/i.test(text) ? say(locale, 'True') : say(locale, 'False');
    case 'choice':
      return listOf(text).map(textOf).join(', ');
    case 'sequencing':
      return listOf(text).map(textOf).join(say(locale, ', then '));
    case 'matching':
      return listOf(text)
        .map((pair) => pairOf(pair).map(textOf).join(say(locale, ' with ')))
        .join(', ');
    case 'performance':
      return listOf(text)
        .map((step) => pairOf(step).filter(Boolean).join(': '))
        .join(say(locale, ', then '));
    case 'numeric':
      return text.includes('[:]') ? rangeWords(text, locale) : text;
    case 'likert':
      return textOf(text);
    default:
      return text.split('[,]').join(', ');
  }
}

/** Right answers in words; several accepted ones stand side by side. */
export function correctWords(
  type: string,
  patterns: string,
  options: readonly AnswerOption[] = [],
  locale: Locale = 'en',
): string {
  if (patterns === '') return '';
  return patterns
    .split('[|]')
    .map((pattern) => responseWords(type, pattern, options, locale))
    .join(say(locale, ', or '));
}

/** RTE 4.1.1.6: `{lang=en}`, `{order_matters=false}`, `{case_matters=true}` say how to compare, nothing to read. */
function withoutMarks(text: string): string {
  return text.replace(/\{(lang|order_matters|case_matters)=[^}]*\}/g, '').trim();
}

/** SCORM 2004 separates by `[,]`, 1.2 by a comma, in braces when a set is meant. */
function listOf(text: string): string[] {
  if (text.includes('[,]')) return text.split('[,]');
  return text.replace(/[{}]/g, '').split(',');
}

function pairOf(text: string): string[] {
  const at = text.includes('[.]') ? text.split('[.]') : text.split('.');
  return at.map((part) => part.trim());
}

function rangeWords(text: string, locale: Locale): string {
  const [low = '', high = ''] = text.split('[:]');
  if (low === '') return say(locale, 'at most {high}', { high });
  if (high === '') return say(locale, 'at least {low}', { low });
  return low === high ? low : say(locale, '{low} to {high}', { low, high });
}
