import type { TypeCheck } from './data-types.ts';
import {
  decimal,
  INTERACTION_TYPES,
  integer,
  isIdentifier,
  isTimeOfDay,
  isTimespan,
  orBlank,
  stringUpTo,
  vocabulary,
} from './data-types.ts';

/** One element of the data model; `n` stands for an index in its name. */
export interface ElementRule {
  readonly access: 'read' | 'write' | 'both';
  readonly type: TypeCheck;
}

const rule = (access: ElementRule['access'], type: TypeCheck): ElementRule => ({ access, type });
const read = rule('read', () => true);
const score = rule('both', orBlank(decimal(0, 100)));
const STATUS = ['passed', 'completed', 'failed', 'incomplete', 'browsed'];

/** Every element of the SCORM 1.2 data model (RTE 3.4.3) but the keywords. `suspend_data` has its length from the course. */
export const ELEMENTS: ReadonlyMap<string, ElementRule> = new Map([
  ['cmi.core.student_id', read],
  ['cmi.core.student_name', read],
  ['cmi.core.lesson_location', rule('both', stringUpTo(255))],
  ['cmi.core.credit', read],
  ['cmi.core.lesson_status', rule('both', vocabulary(...STATUS))],
  ['cmi.core.entry', read],
  ['cmi.core.score.raw', score],
  ['cmi.core.score.max', score],
  ['cmi.core.score.min', score],
  ['cmi.core.total_time', read],
  ['cmi.core.lesson_mode', read],
  ['cmi.core.exit', rule('write', vocabulary('time-out', 'suspend', 'logout', ''))],
  ['cmi.core.session_time', rule('write', isTimespan)],
  ['cmi.suspend_data', rule('both', () => true)],
  ['cmi.launch_data', read],
  ['cmi.comments', rule('both', stringUpTo(4096))],
  ['cmi.comments_from_lms', read],
  ['cmi.objectives.n.id', rule('both', isIdentifier)],
  ['cmi.objectives.n.score.raw', score],
  ['cmi.objectives.n.score.max', score],
  ['cmi.objectives.n.score.min', score],
  ['cmi.objectives.n.status', rule('both', vocabulary(...STATUS, 'not attempted'))],
  ['cmi.student_data.mastery_score', read],
  ['cmi.student_data.max_time_allowed', read],
  ['cmi.student_data.time_limit_action', read],
  ['cmi.student_preference.audio', rule('both', integer(-1, 100))],
  ['cmi.student_preference.language', rule('both', stringUpTo(255))],
  ['cmi.student_preference.speed', rule('both', integer(-100, 100))],
  ['cmi.student_preference.text', rule('both', integer(-1, 1))],
  ['cmi.interactions.n.id', rule('write', isIdentifier)],
  ['cmi.interactions.n.objectives.n.id', rule('write', isIdentifier)],
  ['cmi.interactions.n.time', rule('write', isTimeOfDay)],
  ['cmi.interactions.n.type', rule('write', vocabulary(...INTERACTION_TYPES))],
  ['cmi.interactions.n.correct_responses.n.pattern', rule('write', () => true)],
  ['cmi.interactions.n.weighting', rule('write', decimal())],
  ['cmi.interactions.n.student_response', rule('write', () => true)],
  ['cmi.interactions.n.result', rule('write', orWord(decimal(), 'correct', 'wrong', 'unanticipated', 'neutral'))],
  ['cmi.interactions.n.latency', rule('write', isTimespan)],
]);

/** What `_children` answers, by parent (RTE 3.4.2.1). */
export const CHILDREN: ReadonlyMap<string, string> = new Map([
  [
    'cmi.core',
    'student_id,student_name,lesson_location,credit,lesson_status,entry,score,total_time,lesson_mode,exit,session_time',
  ],
  ['cmi.core.score', 'raw,min,max'],
  ['cmi.objectives', 'id,score,status'],
  ['cmi.objectives.n.score', 'raw,min,max'],
  ['cmi.student_data', 'mastery_score,max_time_allowed,time_limit_action'],
  ['cmi.student_preference', 'audio,language,speed,text'],
  ['cmi.interactions', 'id,objectives,time,type,correct_responses,weighting,student_response,result,latency'],
]);

/** The lists, with the elements that show that an entry is there. */
export const LISTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['cmi.objectives', ['id', 'status', 'score.raw', 'score.min', 'score.max']],
  [
    'cmi.interactions',
    [
      'id',
      'type',
      'student_response',
      'result',
      'time',
      'latency',
      'weighting',
      'objectives.0.id',
      'correct_responses.0.pattern',
    ],
  ],
  ['cmi.interactions.n.objectives', ['id']],
  ['cmi.interactions.n.correct_responses', ['pattern']],
]);

/** Groups of elements, which have no value of their own. */
export const GROUPS: ReadonlySet<string> = new Set([
  'cmi',
  ...CHILDREN.keys(),
  ...LISTS.keys(),
  ...[...LISTS.keys()].map((list) => `${list}.n`),
]);

/** Categories that AICC's data model has and SCORM 1.2 left out: known, not implemented. */
export const LEFT_OUT =
  /^cmi\.(?:evaluation|student_demographics|paths|student_data\.(?:attempt_number|tries.*))(?:\.|$)/;

function orWord(check: TypeCheck, ...words: readonly string[]): TypeCheck {
  return (value) => words.includes(value) || check(value);
}
