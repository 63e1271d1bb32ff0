import type { CmiRecord } from '../standards/index.ts';
import {
  allBlocks,
  gradeQuestion,
  interactionOf2004,
  isGraded,
  itemInteraction,
  questionInteraction,
  readPairs,
  type GradedBlock,
  type ModuleInteraction,
  type ScoAnswers,
} from '../standards/module/index.ts';
import type { AttemptPicture } from './attempt-picture.ts';
import { rowOf } from './graded-rows.ts';

const PLACE = /^cmi\.interactions\.(\d+)\./;
const SERVERS = /^cmi\.interactions\.\d+\.(?:result$|learner_response$|correct_responses\.)/;
const NEVER = { latencyMs: 0, at: new Date(0) };

/**
 * A record whose interactions of graded questions and test items say what the server stored: answer, right answer and result.
 * What it never graded is neutral. Decisions of scenarios and reflections stay as they are.
 */
export function judgeInteractions(
  picture: AttemptPicture,
  scoId: string,
  { module, key }: ScoAnswers,
  record: CmiRecord,
): CmiRecord {
  const names = namesOf(allBlocks(module).filter(isGraded));
  const judged = new Map<string, Readonly<Record<string, string>>>();
  for (const [element, id] of Object.entries(record)) {
    const [prefix] = PLACE.exec(element) ?? [];
    const block = names.get(id);
    if (prefix === undefined || element !== `${prefix}id` || block === undefined) continue;
    const told = interactionOf(picture, scoId, block, key, {
      id,
      response: record[`${prefix}learner_response`] ?? '',
    });
    judged.set(prefix, told === null ? { result: 'neutral' } : serversPart(told));
  }
  if (judged.size === 0) return record;
  const kept = Object.entries(record).filter(([element]) => {
    return !SERVERS.test(element) || !judged.has(PLACE.exec(element)?.[0] ?? '');
  });
  const own = [...judged].flatMap(([prefix, part]) =>
    Object.entries(part).map(([name, value]): [string, string] => [prefix + name, value]),
  );
  return Object.fromEntries([...kept, ...own]);
}

/** Blocks by the ids of their interactions. */
function namesOf(blocks: readonly GradedBlock[]): Map<string, GradedBlock> {
  return new Map(
    blocks.flatMap((block): [string, GradedBlock][] => {
      if ('nodes' in block) return [];
      if (block.type !== 'test') return [[block.id, block]];
      return block.items.map(({ id }) => [`${block.id}_${id}`, block]);
    }),
  );
}

function serversPart(told: ModuleInteraction): Record<string, string> {
  const names = ['correct_responses.0.pattern', 'learner_response', 'result'];
  return Object.fromEntries(interactionOf2004(told).filter(([name]) => names.includes(name)));
}

/** The interaction out of what the server stored; null where it has graded no such answer. */
function interactionOf(
  picture: AttemptPicture,
  scoId: string,
  block: GradedBlock,
  key: ScoAnswers['key'],
  told: { readonly id: string; readonly response: string },
): ModuleInteraction | null {
  const answers = key.blocks[block.id];
  const rowAt = (number: number) => rowOf(picture, 'answer', { scoId, block: block.id, number });
  if ('nodes' in block || answers === undefined) return null;
  if (block.type !== 'test') {
    const row = rowAt(1);
    if (row === undefined || answers.type === 'scenario' || answers.type === 'test') return null;
    const graded = gradeQuestion(block, answers, row.response);
    return graded && questionInteraction(block, row.response, { ...graded, result: row.result }, NEVER);
  }
  const item = block.items.find(({ id }) => told.id === `${block.id}_${id}`);
  if (item === undefined || answers.type !== 'test') return null;
  const options: string[] = [];
  for (let number = 1, row = rowAt(1); row !== undefined; number += 1, row = rowAt(number)) {
    const option = readPairs(row.response)?.get(item.id);
    if (option !== undefined) options.push(option);
  }
  // An item that came up twice: the answer that was told, as long as it is one that was given.
  const option = options.includes(told.response) ? told.response : options.at(-1);
  if (option === undefined) return null;
  return itemInteraction(block, item, { option, correct: answers.items[item.id]?.correct.join(',') ?? '' }, NEVER);
}
