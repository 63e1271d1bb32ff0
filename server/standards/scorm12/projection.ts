import { timespanToMs } from '../durations.ts';
import type { CmiRecord, InteractionRow, ObjectiveRow, ScoProjection } from '../runtime-record.ts';
import { countEntries } from './element-names.ts';
import { totalTimeMs } from './session.ts';
import { lessonStatusOf, scoreOf, splitStatus } from './status.ts';

/** Elements that show that the SCO has said something, although it set no status. */
const SIGNS = [
  'cmi.core.lesson_location',
  'cmi.core.score.raw',
  'cmi.core.session_time',
  'cmi.core.exit',
  'cmi.suspend_data',
  'cmi.objectives.0.id',
  'cmi.interactions.0.id',
];

/**
 * Reads a record out for the tables. A SCO without a status that has said anything is `incomplete`. Scores are as the SCO told
 * them, `scoreScaled` is 0-1: raw by max where it has one, else by 100 (RTE 3.4.4: raw is 0-100).
 */
export function toProjection(record: CmiRecord): ScoProjection {
  const { completion, success } = splitStatus(lessonStatusOf(record));
  const isBegun = completion !== 'not attempted' || SIGNS.some((sign) => Boolean(record[sign]));
  return {
    completion: isBegun && completion === 'not attempted' ? 'incomplete' : completion,
    success,
    ...scoresAt(record, 'cmi.core.score'),
    progress: completion === 'completed' ? 1 : null,
    location: record['cmi.core.lesson_location'] ?? '',
    exit: record['cmi.core.exit'] ?? '',
    suspendData: record['cmi.suspend_data'] ?? '',
    totalTimeMs: totalTimeMs(record),
    sessionTimeMs: timespanToMs(record['cmi.core.session_time'] ?? '') ?? 0,
    interactions: entries(record, 'cmi.interactions').map(([at, index]) => readInteraction(record, at, index)),
    objectives: entries(record, 'cmi.objectives').map(([at, index]) => readObjective(record, at, index)),
  };
}

function readInteraction(record: CmiRecord, at: string, index: number): InteractionRow {
  const text = (name: string) => record[`${at}.${name}`] ?? '';
  return {
    index,
    id: text('id'),
    type: text('type'),
    description: '',
    learnerResponse: text('student_response'),
    correctResponse: entries(record, `${at}.correct_responses`)
      .map(([response]) => record[`${response}.pattern`] ?? '')
      .join('[|]'),
    result: text('result'),
    weighting: scoreOf(text('weighting')),
    latencyMs: timespanToMs(text('latency')),
    time: text('time'),
    objectiveIds: entries(record, `${at}.objectives`).map(([objective]) => record[`${objective}.id`] ?? ''),
  };
}

function readObjective(record: CmiRecord, at: string, index: number): ObjectiveRow {
  const { completion, success } = splitStatus(record[`${at}.status`] || 'not attempted');
  const id = record[`${at}.id`] ?? '';
  return { index, id, description: '', completion, success, ...scoresAt(record, `${at}.score`), progress: null };
}

function scoresAt(record: CmiRecord, at: string) {
  const scoreRaw = scoreOf(record[`${at}.raw`]);
  const scoreMin = scoreOf(record[`${at}.min`]);
  const scoreMax = scoreOf(record[`${at}.max`]);
  const full = scoreMax !== null && scoreMax > 0 && scoreRaw !== null && scoreRaw <= scoreMax ? scoreMax : 100;
  return { scoreRaw, scoreMin, scoreMax, scoreScaled: scoreRaw === null ? null : scoreRaw / full };
}

/** The entries of a list as `[name, index]`. */
function entries(record: CmiRecord, list: string): [string, number][] {
  return Array.from({ length: countEntries(record, list) }, (_, index) => [`${list}.${index}`, index]);
}
