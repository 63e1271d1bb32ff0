import { isoDurationToMs } from '../durations.ts';
import type { CmiRecord, CourseResult, InteractionRow, ObjectiveRow, ScoProjection } from '../runtime-record.ts';
import { countEntries } from './element-path.ts';
import { readElement } from './get-element.ts';

const COMPLETIONS = ['completed', 'incomplete', 'not attempted'] as const;
const SUCCESSES = ['passed', 'failed'] as const;

/** A record as rows for reports: statuses by the thresholds, times in ms, scores as numbers. */
export function toProjection(record: CmiRecord): ScoProjection {
  const number = (element: string): number | null => asNumber(record[element]);
  return {
    completion: completionOf(readElement(record, 'cmi.completion_status')),
    success: SUCCESSES.find((word) => word === readElement(record, 'cmi.success_status')) ?? 'unknown',
    scoreRaw: number('cmi.score.raw'),
    scoreMin: number('cmi.score.min'),
    scoreMax: number('cmi.score.max'),
    scoreScaled: number('cmi.score.scaled'),
    progress: number('cmi.progress_measure'),
    location: record['cmi.location'] ?? '',
    exit: record['cmi.exit'] ?? '',
    suspendData: record['cmi.suspend_data'] ?? '',
    totalTimeMs: isoDurationToMs(record['cmi.total_time'] ?? '') ?? 0,
    sessionTimeMs: isoDurationToMs(record['cmi.session_time'] ?? '') ?? 0,
    interactions: entriesOf(record, 'cmi.interactions').map((index) => interactionRow(record, index)),
    objectives: entriesOf(record, 'cmi.objectives').map((index) => objectiveRow(record, index)),
  };
}

function completionOf(text: string | undefined): CourseResult['completion'] {
  return COMPLETIONS.find((word) => word === text) ?? 'unknown';
}

function entriesOf(record: CmiRecord, list: string): number[] {
  return Array.from({ length: countEntries(record, list, list) }, (_entry, index) => index);
}

function interactionRow(record: CmiRecord, index: number): InteractionRow {
  const at = `cmi.interactions.${index}`;
  const text = (name: string): string => record[`${at}.${name}`] ?? '';
  const inner = (list: string, name: string): string[] => {
    const count = countEntries(record, `cmi.interactions.n.${list}`, `${at}.${list}`);
    return Array.from({ length: count }, (_entry, n) => text(`${list}.${n}.${name}`));
  };
  return {
    index,
    id: text('id'),
    type: text('type'),
    description: text('description'),
    learnerResponse: text('learner_response'),
    correctResponse: inner('correct_responses', 'pattern').join('[|]'),
    result: text('result'),
    weighting: asNumber(record[`${at}.weighting`]),
    latencyMs: isoDurationToMs(text('latency')),
    time: text('timestamp'),
    objectiveIds: inner('objectives', 'id'),
  };
}

function objectiveRow(record: CmiRecord, index: number): ObjectiveRow {
  const at = `cmi.objectives.${index}`;
  const number = (name: string): number | null => asNumber(record[`${at}.${name}`]);
  return {
    index,
    id: record[`${at}.id`] ?? '',
    description: record[`${at}.description`] ?? '',
    completion: record[`${at}.completion_status`] ?? 'unknown',
    success: record[`${at}.success_status`] ?? 'unknown',
    scoreRaw: number('score.raw'),
    scoreMin: number('score.min'),
    scoreMax: number('score.max'),
    scoreScaled: number('score.scaled'),
    progress: number('progress_measure'),
  };
}

function asNumber(text: string | undefined): number | null {
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}
