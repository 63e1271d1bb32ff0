import {
  type BankItem,
  type BankSource,
  type BlockOf,
  type QuestionSource,
  type TestSource,
  seededOrder,
  type ChoiceKey,
  type CompiledOption,
  type PretestDraw,
  type QuestionBlock,
  type QuestionKey,
  type TestBlock,
  type TestKey,
} from '../../standards/module/index.ts';
import { renderOptional, renderProse } from './render-prose.ts';

/** A compiled block and what tells right from wrong in it. */
export interface Compiled<Block, Key> {
  readonly block: Block;
  readonly key: Key;
}

/** Compiles a question: what is shown lies in an order that says nothing of the answer, the same in every build. */
export function compileQuestion(source: QuestionSource, moduleId: string): Compiled<QuestionBlock, QuestionKey> {
  const { id, title = '', objective, points } = source;
  const texts = { html: renderProse(source.prompt), hint: renderOptional(source.hint) };
  const base = { id, title, objective, points, ...texts };
  const mix = <T>(list: readonly T[], of = ''): T[] => seededOrder(list, `${moduleId} ${id} ${of}`);
  switch (source.type) {
    case 'choice':
    case 'multi': {
      const options = (source.shuffle ? mix(source.options) : source.options).map(bare);
      const block = { ...base, type: source.type, options, shuffle: source.shuffle };
      return { block, key: optionKey(source.options, source.feedback) };
    }
    case 'numeric': {
      const key = { type: 'numeric' as const, min: source.min, max: source.max, why: renderProse(source.why) };
      return { block: { ...base, type: 'numeric', unit: source.unit ?? '' }, key };
    }
    case 'short':
      return {
        block: { ...base, type: 'short' },
        key: { type: 'short', accept: source.accept, why: renderProse(source.why) },
      };
    case 'sort': {
      const { buckets, items } = source;
      const pairs = Object.fromEntries(items.map((item) => [item.id, item.bucket]));
      return {
        block: { ...base, type: 'sort', buckets, items: mix(items).map(bare) },
        key: { type: 'pairs', pairs, why: whyOf(items) },
      };
    }
    case 'match':
      return compileMatch(source, base, mix);
    default: {
      const key = { type: 'order' as const, order: source.steps.map((step) => step.id), why: renderProse(source.why) };
      return { block: { ...base, type: 'order', steps: mixedSteps(source, mix) }, key };
    }
  }
}

/** Compiles the test of a module with the items of its bank that are not retired; `pretests` draw from the same bank. */
export function compileTest(
  source: TestSource,
  bank: BankSource,
  pretests: readonly PretestDraw[],
): Compiled<TestBlock, TestKey> {
  const items = bank.items.filter(({ retired }) => !retired);
  const block: TestBlock = {
    id: source.id,
    title: source.title ?? '',
    type: 'test',
    total: source.draw.total,
    scenarioShare: source.draw.scenario,
    pass: source.pass,
    objectives: bank.objectives.map(({ id, text }) => ({ id, text })),
    items: items.map((item) => compileItem(item, bank.id)),
    ...(pretests.length > 0 && { pretests }),
  };
  const keys = items.map((item) => [item.id, optionKey(item.options, undefined)] as const);
  return { block, key: { type: 'test', items: Object.fromEntries(keys) } };
}

function compileItem({ id, objective, kind, prompt, options }: BankItem, bankId: string): TestBlock['items'][number] {
  return { id, objective, kind, html: renderProse(prompt), options: seededOrder(options, `${bankId} ${id}`).map(bare) };
}

type Base = Pick<QuestionBlock, 'id' | 'title' | 'objective' | 'points' | 'html' | 'hint'>;
type Mix = <T>(list: readonly T[], of?: string) => T[];

function compileMatch({ pairs }: BlockOf<'match'>, base: Base, mix: Mix): Compiled<QuestionBlock, QuestionKey> {
  const rights = mix(pairs, 'rights').map((pair, at) => ({ id: `r${at + 1}`, of: pair.id, text: pair.right }));
  const rightOf = new Map(rights.map((right) => [right.of, right.id]));
  return {
    block: {
      ...base,
      type: 'match',
      lefts: mix(pairs).map(({ id, left }) => ({ id, text: left })),
      rights: rights.map(({ id, text }) => ({ id, text })),
    },
    key: {
      type: 'pairs',
      pairs: Object.fromEntries(pairs.map(({ id }) => [id, rightOf.get(id) ?? ''])),
      why: whyOf(pairs),
    },
  };
}

/** An order that is not the right one already. */
function mixedSteps({ steps }: BlockOf<'order'>, mix: Mix): CompiledOption[] {
  const mixed = mix(steps);
  const isRight = mixed.every((step, at) => step === steps[at]);
  return (isRight ? [...mixed.slice(1), ...mixed.slice(0, 1)] : mixed).map(bare);
}

function optionKey(options: BankItem['options'], feedback: BlockOf<'choice'>['feedback']): ChoiceKey {
  return {
    type: 'choice',
    correct: options.filter(({ correct }) => correct).map(({ id }) => id),
    why: whyOf(options),
    right: renderOptional(feedback?.right),
    wrong: renderOptional(feedback?.wrong),
  };
}

function whyOf(list: readonly { readonly id: string; readonly why: string }[]): Record<string, string> {
  return Object.fromEntries(list.map(({ id, why }) => [id, renderProse(why)]));
}

function bare({ id, text }: CompiledOption): CompiledOption {
  return { id, text };
}
