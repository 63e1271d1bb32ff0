import { expect } from 'chai';
import { isoDurationToMs, timespanToMs } from '../../../server/standards/durations.ts';
import {
  allBlocks,
  isEnding,
  runScenario,
  type QuestionBlock,
  type QuestionKey,
  type ScenarioBlock,
  type ScoAnswers,
} from '../../../server/standards/module/play.ts';
import { responseTo, runOf, type Manner } from './scripted-officer.ts';

/** An interaction as the record has it; lists whose order says nothing are in order of the alphabet. */
interface Row {
  readonly type: string;
  readonly response: string;
  /** null where no pattern is told. */
  readonly correct: string | null;
  readonly result: string;
}

const TYPES: Readonly<Record<string, string>> = {
  choice: 'choice',
  multi: 'choice',
  numeric: 'numeric',
  short: 'fill-in',
  sort: 'matching',
  match: 'matching',
  order: 'sequencing',
};

/** Length of a session as either standard writes it, ms; NaN where it is no length. */
export function msOf(told: string): number {
  return (told.startsWith('P') ? isoDurationToMs(told) : timespanToMs(told)) ?? Number.NaN;
}

/** Holds type, response, right pattern and result of every interaction to what the source says. */
export function checkInteractions(record: Readonly<Record<string, string>>, answers: ScoAnswers, manner: Manner): void {
  const is12 = 'cmi.core.exit' in record;
  const told: Record<string, Row[]> = {};
  for (let at = 0; `cmi.interactions.${at}.id` in record; at += 1) {
    const of = (name: string): string | undefined => record[`cmi.interactions.${at}.${name}`];
    const type = of('type') ?? '';
    const tidy = (text: string): string => (type === 'choice' || type === 'matching' ? sorted(text, is12) : text);
    const pattern = of('correct_responses.0.pattern');
    const response = tidy(of(is12 ? 'student_response' : 'learner_response') ?? '');
    const correct = pattern === undefined ? null : tidy(pattern);
    (told[of('id') ?? ''] ??= []).push({ type, response, correct, result: of('result') ?? '' });
  }
  expect(told).to.deep.equal(expectedRows(answers, manner, Object.keys(told), is12));
}

function sorted(list: string, is12: boolean): string {
  const separator = is12 ? ',' : '[,]';
  return list.split(separator).sort().join(separator);
}

function expectedRows(
  { module, key }: ScoAnswers,
  manner: Manner,
  told: readonly string[],
  is12: boolean,
): Record<string, Row[]> {
  const rows: Record<string, Row[]> = {};
  const wrong = is12 ? 'wrong' : 'incorrect';
  const result = manner === 'best' ? 'correct' : wrong;
  const one = (list: readonly { readonly id: string }[], id: string): string => (is12 ? letterOf(list, id) : id);
  for (const block of allBlocks(module)) {
    const own = key.blocks[block.id];
    if (block.type === 'reflection' && !block.isPrivate) {
      const type = is12 ? 'fill-in' : 'long-fill-in';
      rows[block.id] = [{ type, response: '', correct: null, result: 'neutral' }];
    }
    if (own?.type === 'scenario') {
      const run = runOf(block as ScenarioBlock, own, manner);
      for (const { node, choice } of runScenario(block as ScenarioBlock, run)?.steps ?? []) {
        const at = (block as ScenarioBlock).nodes[node];
        const response = one(at === undefined || isEnding(at) ? [] : at.choices, choice);
        (rows[`${block.id}_${node}`] ??= []).push({ type: 'choice', response, correct: null, result: 'neutral' });
      }
    } else if (own?.type === 'test' && block.type === 'test') {
      for (const item of block.items.filter(({ id }) => told.includes(`${block.id}_${id}`))) {
        const [right = ''] = own.items[item.id]?.correct ?? [];
        const given = manner === 'best' ? right : (item.options.find(({ id }) => id !== right)?.id ?? '');
        const correct = one(item.options, right);
        rows[`${block.id}_${item.id}`] = [{ type: 'choice', response: one(item.options, given), correct, result }];
      }
    } else if (own !== undefined) {
      const question = block as QuestionBlock;
      const write = (of: Manner): string => writeResponse(question, responseTo(question, own as QuestionKey, of), is12);
      const correct = own.type === 'numeric' && !is12 ? `${own.min}[:]${own.max}` : write('best');
      rows[block.id] = [{ type: TYPES[block.type] ?? '', response: write(manner), correct, result }];
    }
  }
  return rows;
}

function writeResponse(block: QuestionBlock, response: string, is12: boolean): string {
  if (block.type === 'numeric' || block.type === 'short') return response;
  const lists =
    block.type === 'sort'
      ? [block.items, block.buckets]
      : block.type === 'match'
        ? [block.lefts, block.rights]
        : [block.type === 'order' ? block.steps : block.options];
  const parts = response.split(',').map((part) => {
    const ids = part.split(':').map((id, at) => (is12 ? letterOf(lists[at] ?? [], id) : id));
    return ids.join(is12 ? '.' : '[.]');
  });
  return (block.type === 'order' ? parts : parts.sort()).join(is12 ? ',' : '[,]');
}

function letterOf(list: readonly { readonly id: string }[], id: string): string {
  return String.fromCharCode(97 + list.findIndex((one) => one.id === id));
}
