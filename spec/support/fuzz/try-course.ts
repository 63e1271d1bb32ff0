import { expect } from 'chai';
import type { Activity, CmiRecord, CourseStructure } from '../../../server/standards/index.ts';
import { scorm12, scorm2004 } from '../../../server/standards/index.ts';
import { anyText, type Dice } from './dice.ts';

const SAID = [
  'passed',
  'failed',
  'completed',
  'incomplete',
  'unknown',
  'suspend',
  'normal',
  '',
  '0.7',
  '-1',
  '100',
  'PT5M',
];
const ELEMENTS_12 = [
  'cmi.core.lesson_status',
  'cmi.core.score.raw',
  'cmi.core.exit',
  'cmi.core.session_time',
  'cmi.suspend_data',
];
const ELEMENTS_2004 = [
  'cmi.completion_status', 'cmi.success_status', 'cmi.score.scaled', 'cmi.exit', 'cmi.session_time', 'cmi.progress_measure',
  'cmi.objectives.0.id', 'cmi.objectives.0.success_status', 'cmi.interactions.0.id',
]; // prettier-ignore
const REQUESTS = [
  'start',
  'resumeAll',
  'continue',
  'previous',
  'choice',
  'jump',
  'exit',
  'exitAll',
  'abandon',
  'abandonAll',
  'suspendAll',
] as const;

const listOf = (root: Activity): Activity[] => [root, ...root.children.flatMap(listOf)];

/** Starts the engine of a course's standard, builds its offers, plays a little and rolls up: nothing may throw, all is plain JSON. */
export function tryCourse(dice: Dice, structure: CourseStructure): void {
  expect(JSON.parse(JSON.stringify(structure)), 'the structure is plain JSON').to.deep.equal(structure);
  if (structure.standard === 'scorm12') try12(dice, structure);
  else try2004(dice, structure);
}

function recordOf(dice: Dice, elements: readonly string[]): CmiRecord {
  return Object.fromEntries(elements.filter(() => dice.chance(0.6)).map((element) => [element, anyText(dice, SAID)]));
}

function try12(dice: Dice, structure: CourseStructure): void {
  const limits = { suspendData: 4096 };
  const records: Record<string, CmiRecord> = {};
  for (const activity of listOf(structure.root).slice(0, 200)) {
    if (activity.href === null) continue;
    const { accepted } = scorm12.validateRecord(recordOf(dice, ELEMENTS_12), limits);
    records[activity.identifier] = accepted;
    scorm12.initialRecord(activity, { id: 'x', name: 'Last, First' }, 'normal', accepted);
  }
  const statuses = scorm12.lessonStatuses(structure, records);
  const { next } = scorm12.offers12(structure, statuses, null);
  scorm12.offers12(structure, statuses, next);
  const projections = Object.entries(records).map(([id, record]) => [id, scorm12.toProjection(record)] as const);
  scorm12.rollup12(structure, Object.fromEntries(projections));
}

function try2004(dice: Dice, structure: CourseStructure): void {
  const activities = listOf(structure.root);
  let state = scorm2004.startState(structure, { globalObjectives: {}, seed: dice.below(1000) });
  const records: Record<string, CmiRecord> = {};
  for (let step = 0; step < 6; step += 1) {
    const type = step === 0 ? 'start' : dice.pick(REQUESTS);
    state = scorm2004.navigate(structure, state, { type, target: dice.pick(activities).identifier }).state;
    scorm2004.offers(structure, state, { activityId: state.current });
    if (state.current === null) continue;
    const { current } = state;
    const activity = activities.find(({ identifier }) => identifier === current);
    if (activity === undefined) throw new Error(`${current} is current and not in the tree.`);
    const limits = scorm2004.standardLimits(structure.edition);
    const checking = { activity, edition: structure.edition, limits };
    const { accepted } = scorm2004.validateRecord(recordOf(dice, ELEMENTS_2004), checking);
    records[current] = accepted;
    state = scorm2004.applyRuntime(structure, state, current, accepted);
  }
  // As text: JSON knows no -0, and no rule asks for it.
  const stored = JSON.stringify(state);
  const json: Record<string, unknown> = JSON.parse(stored);
  expect(JSON.stringify(scorm2004.readState(structure, json)), 'a state reads its own JSON').to.equal(stored);
  scorm2004.courseResult(structure, state);
  scorm2004.activityStatuses(structure, state);
  scorm2004.rollupFromRecords(structure, state, records);
}
