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
const LONGEST_LOCATION = 40;

/** One line of the commit log in words: `saved: location 5, score 80`. */
export function logWords(structure: CourseStructure, entry: LoggedEntry): string {
  const { payload, outcome } = entry;
  if (payload?.kind === 'end') return `ended: ${ENDS[payload.reason] ?? payload.reason}`;
  const said = payload === null ? 'the content was erased' : saidWords(structure, entry);
  const refusal = REFUSALS[outcome];
  if (refusal !== undefined) return said === '' ? refusal : `${refusal} (${said})`;
  if (outcome === 'obsolete') return `kept, a newer save was there already: ${said || 'nothing new'}`;
  if (outcome === 'uncounted') return `not counted, opened to look again: ${said || 'nothing new'}`;
  return `${entry.final ? 'finished' : 'saved'}: ${said || 'nothing new'}`;
}

function saidWords(structure: CourseStructure, { payload }: LoggedEntry): string {
  if (payload?.kind !== 'commit') return '';
  const told = runTimeOf(structure).project(payload.cmi);
  const { location, scoreRaw, scoreScaled, completion, success, interactions, suspendData } = told;
  const score = scoreRaw ?? (scoreScaled === null ? null : `${Math.round(scoreScaled * 100)} %`);
  const words = [
    location === '' ? '' : `location ${shorten(location)}`,
    score === null ? '' : `score ${score}`,
    success === 'unknown' ? (completion === 'completed' ? completion : '') : success,
    interactions.length === 0 ? '' : `${interactions.length} ${interactions.length === 1 ? 'answer' : 'answers'}`,
    suspendData === '' ? '' : `${suspendData.length} characters of its own notes`,
  ];
  return words.filter((word) => word !== '').join(', ');
}

function shorten(text: string): string {
  return text.length <= LONGEST_LOCATION ? text : `${text.slice(0, LONGEST_LOCATION)}…`;
}
