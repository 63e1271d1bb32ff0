import { say, type Locale } from '../platform/index.ts';
import type { CourseStructure } from '../standards/index.ts';
import type { StoredPayload } from './commit-payload.ts';
import { runTimeOf } from './run-time.ts';

/** What a line of the log is made of; `payload` is null once it was erased. */
export interface LoggedEntry {
  readonly outcome: 'projected' | 'obsolete' | 'uncounted' | 'superseded' | 'seq-reused';
  readonly final: boolean;
  readonly payload: StoredPayload | null;
}

const REFUSALS: Partial<Record<LoggedEntry['outcome'], string>> = {
  superseded: 'refused: a later launch has saved',
  'seq-reused': 'refused: other data is stored under the same number',
};
const ENDS: Readonly<Record<string, string>> = {
  exit: 'the window was closed',
  suspended: 'the course was left to go on later',
  ended: 'the course was ended',
  abandoned: 'the course was given up',
};
/** Keys of their own: a save is told in small letters. */
const SUCCESS: Readonly<Record<string, string>> = { passed: 'passed', failed: 'failed' };

/** Every sentence that is looked up by a value, for the spec of the translations. */
export const LOG_SENTENCES: readonly string[] = [
  ...Object.values(REFUSALS),
  ...Object.values(ENDS),
  ...Object.values(SUCCESS),
  'passed by rule {number}',
  'completed by rule {number}',
  'graded: {points} points',
  'score given by hand: {score} %',
  'a score that was given by hand was taken back',
];

const LONGEST_LOCATION = 40;

/** One line of the commit log in words: `saved: location 5, score 80`. */
export function logWords(structure: CourseStructure, entry: LoggedEntry, locale: Locale = 'en'): string {
  const { payload, outcome } = entry;
  const t = (english: string): string => say(locale, english);
  if (payload?.kind === 'mark') return say(locale, 'graded: {points} points', { points: payload.response });
  if (payload?.kind === 'override') return overrideWords(payload.score, locale);
  if (payload?.kind === 'end') return `${t('ended')}: ${t(ENDS[payload.reason] ?? payload.reason)}`;
  if (payload?.kind === 'rule') return say(locale, `${payload.gives} by rule {number}`, { number: payload.number });
  const said = payload === null ? t('the content was erased') : saidWords(structure, entry, locale);
  const refusal = t(REFUSALS[outcome] ?? '');
  if (refusal !== '') return said === '' ? refusal : `${refusal} (${said})`;
  if (outcome === 'obsolete') return `${t('kept, a newer save was there already')}: ${said || t('nothing new')}`;
  if (outcome === 'uncounted') return `${t('not counted, opened to look again')}: ${said || t('nothing new')}`;
  return `${entry.final ? finishedWord(locale) : t('saved')}: ${said || t('nothing new')}`;
}

function overrideWords(score: number | null, locale: Locale): string {
  if (score === null) return say(locale, 'a score that was given by hand was taken back');
  return say(locale, 'score given by hand: {score} %', { score: Math.round(score * 100) });
}

/** In Spanish the word bends, and `finished` alone is said of people. */
function finishedWord(locale: Locale): string {
  return locale === 'en' ? 'finished' : say(locale, 'finished (of a save)');
}

function saidWords(structure: CourseStructure, { payload }: LoggedEntry, locale: Locale): string {
  if (payload?.kind !== 'commit') return '';
  const told = runTimeOf(structure).project(payload.cmi);
  const { location, scoreRaw, scoreScaled, completion, success, interactions, suspendData } = told;
  const score = scoreRaw ?? (scoreScaled === null ? null : `${Math.round(scoreScaled * 100)} %`);
  const words = [
    location === '' ? '' : say(locale, 'location {place}', { place: shorten(location) }),
    score === null ? '' : say(locale, 'score {score}', { score }),
    success === 'unknown'
      ? completion === 'completed'
        ? say(locale, 'completed')
        : ''
      : say(locale, SUCCESS[success] ?? success),
    interactions.length === 0
      ? ''
      : interactions.length === 1
        ? say(locale, '1 answer')
        : say(locale, '{count} answers', { count: interactions.length }),
    suspendData === '' ? '' : say(locale, '{count} characters of its own notes', { count: suspendData.length }),
  ];
  return words.filter((word) => word !== '').join(', ');
}

function shorten(text: string): string {
  return text.length <= LONGEST_LOCATION ? text : `${text.slice(0, LONGEST_LOCATION)}…`;
}
