import {
  characterString,
  isReal,
  languageOrNone,
  localizedString,
  localizedText,
  longIdentifier,
  real,
  timeInterval,
  timestamp,
  vocabulary,
} from './data-types.ts';
import type { TypeCheck } from './data-types.ts';
import { INTERACTION_TYPES } from './response-patterns.ts';

/** One element of the data model (RTE 4.2); `n` stands for an index in its path. */
export interface ElementRule {
  readonly access: 'read-only' | 'write-only' | 'read-write';
  readonly check: TypeCheck;
  /** Value before anyone set it; undefined: error 403 (RTE 3.1.7.7). */
  readonly initial?: string;
  /** It lives in a session only and is never stored. */
  readonly isTransient?: true;
}

const rw = (check: TypeCheck, initial?: string): ElementRule => ({ access: 'read-write', check, initial });
const ro = (check: TypeCheck, initial?: string): ElementRule => ({ access: 'read-only', check, initial });

const COMPLETION = vocabulary('completed', 'incomplete', 'not attempted', 'unknown');
const SUCCESS = vocabulary('passed', 'failed', 'unknown');
const RESULT_WORD = vocabulary('correct', 'incorrect', 'unanticipated', 'neutral');
const NAV_REQUEST =
  /^(?:continue|previous|exit|exitAll|abandon|abandonAll|suspendAll|_none_|\{target=[^}]+\}(?:choice|jump))$/;

const scores = (path: string): [string, ElementRule][] => [
  [`${path}.scaled`, rw(real(-1, 1))],
  [`${path}.raw`, rw(real())],
  [`${path}.min`, rw(real())],
  [`${path}.max`, rw(real())],
];

const comments = (path: string, rule: (check: TypeCheck) => ElementRule): [string, ElementRule][] => [
  [`${path}.n.comment`, rule(localizedText(4000))],
  [`${path}.n.location`, rule(characterString(250))],
  [`${path}.n.timestamp`, rule(timestamp)],
];

/** The data model by path: cmi of RTE 4.2 and adl.nav of SN 5.6. adl.data is kept apart, because its values are shared. */
export const ELEMENTS: ReadonlyMap<string, ElementRule> = new Map<string, ElementRule>([
  ['cmi._version', ro(vocabulary('1.0'), '1.0')],
  ...comments('cmi.comments_from_learner', rw),
  ...comments('cmi.comments_from_lms', ro),
  ['cmi.completion_status', rw(COMPLETION, 'unknown')],
  ['cmi.completion_threshold', ro(real(0, 1))],
  ['cmi.credit', ro(vocabulary('credit', 'no-credit'), 'credit')],
  ['cmi.entry', ro(vocabulary('ab-initio', 'resume', ''), '')],
  ['cmi.exit', { access: 'write-only', check: vocabulary('time-out', 'suspend', 'logout', 'normal', '') }],
  ['cmi.interactions.n.id', rw(longIdentifier)],
  ['cmi.interactions.n.type', rw(vocabulary(...INTERACTION_TYPES))],
  ['cmi.interactions.n.objectives.n.id', rw(longIdentifier)],
  ['cmi.interactions.n.timestamp', rw(timestamp)],
  ['cmi.interactions.n.correct_responses.n.pattern', rw(characterString(4000))],
  ['cmi.interactions.n.weighting', rw(real())],
  ['cmi.interactions.n.learner_response', rw(characterString(4000))],
  ['cmi.interactions.n.result', rw((value) => (isReal(value) ? 0 : RESULT_WORD(value)))],
  ['cmi.interactions.n.latency', rw(timeInterval)],
  ['cmi.interactions.n.description', rw(localizedText(250))],
  ['cmi.launch_data', ro(characterString(4000))],
  ['cmi.learner_id', ro(longIdentifier)],
  ['cmi.learner_name', ro(localizedString(250))],
  ['cmi.learner_preference.audio_level', rw(real(0), '1')],
  ['cmi.learner_preference.language', rw(languageOrNone, '')],
  ['cmi.learner_preference.delivery_speed', rw(real(0), '1')],
  ['cmi.learner_preference.audio_captioning', rw((value) => (/^-?\d+$/.test(value) ? real(-1, 1)(value) : 406), '0')],
  ['cmi.location', rw(characterString(1000))],
  ['cmi.max_time_allowed', ro(timeInterval)],
  ['cmi.mode', ro(vocabulary('browse', 'normal', 'review'), 'normal')],
  ['cmi.objectives.n.id', rw(longIdentifier)],
  ...scores('cmi.objectives.n.score'),
  ['cmi.objectives.n.success_status', rw(SUCCESS, 'unknown')],
  ['cmi.objectives.n.completion_status', rw(COMPLETION, 'unknown')],
  ['cmi.objectives.n.progress_measure', rw(real(0, 1))],
  ['cmi.objectives.n.description', rw(localizedText(250))],
  ['cmi.progress_measure', rw(real(0, 1))],
  ['cmi.scaled_passing_score', ro(real(-1, 1))],
  ...scores('cmi.score'),
  ['cmi.session_time', { access: 'write-only', check: timeInterval }],
  ['cmi.success_status', rw(SUCCESS, 'unknown')],
  ['cmi.suspend_data', rw(characterString(64_000))],
  [
    'cmi.time_limit_action',
    ro(vocabulary('exit,message', 'exit,no message', 'continue,message', 'continue,no message'), 'continue,no message'),
  ],
  ['cmi.total_time', ro(timeInterval, 'PT0H0M0S')],
  ['adl.nav.request', { ...rw((value) => (NAV_REQUEST.test(value) ? 0 : 406), '_none_'), isTransient: true }],
]);

/** Elements that hold others, with the names that `_children` answers (RTE 4.2). */
export const CHILDREN: ReadonlyMap<string, string> = new Map([
  [
    'cmi',
    '_version,comments_from_learner,comments_from_lms,completion_status,completion_threshold,credit,entry,exit,' +
      'interactions,launch_data,learner_id,learner_name,learner_preference,location,max_time_allowed,mode,objectives,' +
      'progress_measure,scaled_passing_score,score,session_time,success_status,suspend_data,time_limit_action,total_time',
  ],
  ['cmi.comments_from_learner', 'comment,location,timestamp'],
  ['cmi.comments_from_lms', 'comment,location,timestamp'],
  [
    'cmi.interactions',
    'id,type,objectives,timestamp,correct_responses,weighting,learner_response,result,latency,description',
  ],
  ['cmi.interactions.n.objectives', 'id'],
  ['cmi.interactions.n.correct_responses', 'pattern'],
  ['cmi.learner_preference', 'audio_level,language,delivery_speed,audio_captioning'],
  ['cmi.objectives', 'id,score,success_status,completion_status,progress_measure,description'],
  ['cmi.objectives.n.score', 'scaled,raw,min,max'],
  ['cmi.score', 'scaled,raw,min,max'],
  ['adl.data', 'id,store'],
]);

/** Lists, with the element by which an entry is known to be there; null: any of them. */
export const LISTS: ReadonlyMap<string, string | null> = new Map([
  ['cmi.comments_from_learner', null],
  ['cmi.comments_from_lms', null],
  ['cmi.interactions', 'id'],
  ['cmi.interactions.n.objectives', 'id'],
  ['cmi.interactions.n.correct_responses', 'pattern'],
  ['cmi.objectives', 'id'],
]);
