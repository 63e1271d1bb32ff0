import type { Activity, CourseStructure } from '../../server/standards/index.ts';
import { scorm2004 } from '../../server/standards/index.ts';
import { buildActivity, buildStructure } from '../support/report-rows.ts';
import { median, table, type BenchResult } from './bench-result.ts';

const SIZES = [10, 100, 1000] as const;
const CHILDREN = 10;
const ROUNDS = 3;
/** A step is repeated for at least so long, ms. */
const LEAST_MS = 300;

/** A tree of `count` SCOs, ten in each cluster, clusters in clusters where there are more. */
function structureOf(count: number): CourseStructure {
  let level: Activity[] = Array.from({ length: count }, (_, number) =>
    buildActivity({ identifier: `sco-${number}`, title: `Part ${number}`, sequencing: { flow: true } }),
  );
  for (let depth = 0; level.length > CHILDREN; depth += 1) {
    const groups = Array.from({ length: Math.ceil(level.length / CHILDREN) }, (_, at) => at * CHILDREN);
    level = groups.map((start, group) =>
      buildActivity({
        identifier: `cluster-${depth}-${group}`,
        type: 'cluster',
        href: null,
        children: level.slice(start, start + CHILDREN),
        sequencing: { flow: true },
      }),
    );
  }
  return buildStructure('scorm2004', level, { sequencing: { flow: true } });
}

type Step = () => unknown;

/** The steps that a person waits for, from the middle of a course. */
function stepsOf(count: number): Record<string, Step> {
  const structure = structureOf(count);
  const fresh = scorm2004.startState(structure, { globalObjectives: {}, previous: null, seed: 1 });
  const { state } = scorm2004.navigate(structure, fresh, { type: 'choice', target: `sco-${count / 2}` });
  const activityId = state.current ?? '';
  const cmi = { 'cmi.completion_status': 'completed', 'cmi.success_status': 'passed' };
  const told = scorm2004.applyRuntime(structure, state, activityId, cmi);
  return {
    start: () => scorm2004.navigate(structure, fresh, { type: 'start' }),
    commit: () => scorm2004.applyRuntime(structure, state, activityId, cmi),
    continue: () => scorm2004.navigate(structure, told, { type: 'continue' }),
    choice: () => scorm2004.navigate(structure, told, { type: 'choice', target: 'sco-1' }),
    offers: () => scorm2004.offers(structure, told, { activityId, cmi }),
  };
}

/** CPU of this process so far, ms: what else the machine does is not in it. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** CPU ms of one step, after some to warm up. */
function timeOf(step: Step): number {
  for (let began = cpuMs(); cpuMs() - began < LEAST_MS / 2;) step();
  let steps = 0;
  const began = cpuMs();
  while (cpuMs() - began < LEAST_MS) {
    step();
    steps += 1;
  }
  return (cpuMs() - began) / steps;
}

/** Slope of the times in the logarithms of both: 1 grows with the tree, 2 with its square. */
function exponentOf(times: readonly number[]): number {
  const [first = Number.NaN] = times;
  const last = times.at(-1) ?? Number.NaN;
  return Math.log(last / first) / Math.log((SIZES.at(-1) ?? 1) / SIZES[0]);
}

/** Time of the engine's steps in trees of ten, a hundred and a thousand SCOs, and how it grows. */
export function engineBench(): Promise<BenchResult> {
  const times = new Map<string, number[]>();
  for (const size of SIZES) {
    for (const [name, step] of Object.entries(stepsOf(size))) {
      const rounds = Array.from({ length: ROUNDS }, () => timeOf(step));
      times.set(name, [...(times.get(name) ?? []), median(rounds)]);
    }
  }
  const rows = [...times].map(([name, row]) => [name, ...row.map((ms) => ms.toFixed(3)), exponentOf(row).toFixed(2)]);
  const head = ['step', ...SIZES.map((size) => `${size} activities, CPU ms`), 'growth exponent'];
  return Promise.resolve({ lines: table(head, rows), floors: [] });
}
