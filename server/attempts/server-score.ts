import type { CmiRecord } from '../standards/index.ts';
import {
  allBlocks,
  decodeState,
  isGraded,
  readList,
  runScenario,
  scoreModule,
  withBlock,
  type CompiledModule,
  type CourseAnswers,
  type GradedBlock,
  type ModuleScore,
  type ModuleState,
} from '../standards/module/index.ts';
import type { AttemptPicture, PinnedVersion } from './attempt-picture.ts';
import { marksOf, rowOf, runsOf } from './graded-rows.ts';
import { judgeInteractions } from './judge-interactions.ts';

/** Elements of a result, which the server says itself. */
const RESULT = /^cmi\.(?:score\.(?:raw|min|max|scaled)|completion_status|success_status|progress_measure)$/;

/** What a SCO is graded by, by language, the course's own first; null where the course grades itself. */
export function findAnswers(version: Pick<PinnedVersion, 'answers'>, scoId: string): CourseAnswers[string] | null {
  const { answers } = version;
  return answers !== null && Object.hasOwn(answers, scoId) ? (answers[scoId] ?? null) : null;
}

/**
 * The record of a SCO as the server says it: score, statuses and progress by what it graded itself, whatever the SCO told. What
 * was seen, read and written is the SCO's word. The record itself where the course grades itself.
 */
export function judgeRecord(picture: AttemptPicture, scoId: string, told: CmiRecord): CmiRecord {
  const own = Object.values(findAnswers(picture.version, scoId) ?? {})[0];
  if (own === undefined) return told;
  const rest = Object.entries(told).filter(([element]) => !RESULT.test(element));
  const claimed = decodeState(own.module, told['cmi.suspend_data'] ?? '', own.module.language);
  const score = scoreModule(own.module, serverState(picture, scoId, own.module, claimed), marksOf(picture, scoId));
  return { ...judgeInteractions(picture, scoId, own, Object.fromEntries(rest)), ...elementsOf(score) };
}

/** Whether everything that a SCO told of its result is what the server says. */
export function isClaimTrue(told: CmiRecord, own: CmiRecord): boolean {
  return Object.entries(told).every(([element, value]) => !RESULT.test(element) || own[element] === value);
}

/** As the page of a module tells it; a scaled score before the end would be taken for a failure (SCORM 2004 RTE 4.2.22.1). */
function elementsOf({ raw, success, progress, completion }: ModuleScore): CmiRecord {
  return {
    'cmi.completion_status': completion,
    'cmi.success_status': success,
    'cmi.progress_measure': String(Math.round(progress * 10_000) / 10_000),
    ...(raw !== null && {
      'cmi.score.min': '0',
      'cmi.score.max': '100',
      'cmi.score.raw': String(raw),
      ...(completion === 'completed' && { 'cmi.score.scaled': String(raw / 100) }),
    }),
  };
}

function serverState(
  picture: AttemptPicture,
  scoId: string,
  module: CompiledModule,
  claimed: ModuleState,
): ModuleState {
  const graded = allBlocks(module).filter(isGraded);
  const ids = new Set(graded.map(({ id }) => id));
  const others = Object.entries(claimed.blocks).filter(([id]) => !ids.has(id));
  const bare: ModuleState = { ...claimed, blocks: Object.fromEntries(others) };
  return graded.reduce((state, block) => withGrade(picture, scoId, state, block), bare);
}

function withGrade(picture: AttemptPicture, scoId: string, state: ModuleState, block: GradedBlock): ModuleState {
  const answerOf = (number: number) => rowOf(picture, 'answer', { scoId, block: block.id, number });
  const first = answerOf(1);
  if (first === undefined) return state;
  const { response, share } = first;
  switch (block.type) {
    case 'scenario':
    case 'dialogue': {
      const path = readList(response);
      const hasEnded = runScenario(block, path)?.isOver === true;
      const others = block.counts === 'best' ? runsOf(picture, { scoId, block: block.id }) : [];
      const best = others.reduce((one, other) => (other.share > one.share ? other : one), first);
      const passed = best.result === 'correct';
      const run = { kind: 'scenario', first: path, now: path, hasEnded, passed, share: best.share, runs: 1 } as const;
      return withBlock(state, block.id, run);
    }
    case 'test': {
      const tries: { right: number; total: number; passed: boolean | null }[] = [];
      for (let row = answerOf(1); row !== undefined; row = answerOf(tries.length + 1)) {
        const total = readList(row.response).length;
        const passed = row.result === 'neutral' ? null : row.result === 'correct';
        tries.push({ right: Math.round(row.share * total), total, passed });
      }
      return withBlock(state, block.id, { kind: 'test', tries, seen: [], drawn: [], answers: {}, isHandedIn: true });
    }
    default:
      return withBlock(state, block.id, { kind: 'question', first: response, last: response, tries: 1, share });
  }
}
