import {
  readList,
  readPairs,
  writePairs,
  type Feedback,
  type QuestionBlock,
} from '../../../server/standards/module/play.ts';
import { h } from './dom.ts';
import type { PlayContext } from './play-context.ts';
import { orderInputs } from './order-inputs.ts';
import { say } from './words.ts';

/** The fields of an answer. */
export interface AnswerInputs {
  readonly nodes: readonly Node[];
  /** '' while nothing or not everything is answered. */
  response(): string;
  /** Shows what was said of each option, item or pair. */
  mark(feedback: readonly Feedback[], note: (feedback: Feedback) => Node): void;
  lock(isLocked: boolean): void;
}

/** Fields for a question, filled with a response. */
export function answerInputs(block: QuestionBlock, response: string, context: PlayContext): AnswerInputs {
  switch (block.type) {
    case 'choice':
    case 'multi':
      return optionInputs(block.id, block.options, block.type === 'multi', readList(response));
    case 'sort':
    case 'match': {
      const [items, targets] =
        block.type === 'sort'
          ? [block.items, block.buckets.map(({ id, title }) => ({ id, text: title }))]
          : [block.lefts, block.rights];
      return pairInputs(block.id, { items, targets, response, isShort: block.type === 'sort' }, context);
    }
    case 'order':
      return orderInputs(block, response, context);
    default:
      return typedInput(block, response, context);
  }
}

/** Options as radio buttons or check boxes; used by tests too. */
export function optionInputs(
  name: string,
  options: readonly { readonly id: string; readonly text: string }[],
  isMulti: boolean,
  taken: readonly string[],
): AnswerInputs {
  const rows = options.map(({ id, text }) => {
    const input = h('input', { type: isMulti ? 'checkbox' : 'radio', name, value: id, checked: taken.includes(id) });
    const label = h('label', { class: 'opt' }, input, h('span', {}, text));
    return { id, input, row: h('div', { class: 'optrow' }, label) };
  });
  return {
    nodes: rows.map(({ row }) => row),
    response: () =>
      rows
        .filter(({ input }) => input.checked)
        .map(({ id }) => id)
        .join(','),
    mark(feedback, note) {
      for (const one of feedback) rows.find(({ id }) => id === one.of)?.row.append(note(one));
    },
    lock: (isLocked) => rows.forEach(({ input }) => (input.disabled = isLocked)),
  };
}

interface Pairs {
  readonly items: readonly { readonly id: string; readonly text: string }[];
  readonly targets: readonly { readonly id: string; readonly text: string }[];
  readonly response: string;
  /** Targets are few and short: shown as buttons, else as a list to choose from. */
  readonly isShort: boolean;
}

function pairInputs(name: string, { items, targets, response, isShort }: Pairs, { words }: PlayContext): AnswerInputs {
  const told = readPairs(response) ?? new Map<string, string>();
  const rows = items.map(({ id, text }) => {
    const field = isShort
      ? radioField(`${name}-${id}`, targets, told.get(id))
      : selectField(`${name}-${id}`, targets, told.get(id), words.select);
    const row = isShort
      ? h('fieldset', { class: 'pair' }, h('legend', {}, text), ...field.nodes)
      : h('div', { class: 'pair' }, h('label', { for: `${name}-${id}` }, text), ...field.nodes);
    return { id, row, ...field };
  });
  return {
    nodes: rows.map(({ row }) => row),
    response: () =>
      rows.every(({ value }) => value() !== '') ? writePairs(rows.map(({ id, value }) => [id, value()] as const)) : '',
    mark(feedback, note) {
      for (const one of feedback) rows.find(({ id }) => id === one.of)?.row.append(note(one));
    },
    lock: (isLocked) => rows.forEach(({ lock }) => lock(isLocked)),
  };
}

interface PairField {
  readonly nodes: readonly Node[];
  readonly value: () => string;
  readonly lock: (isLocked: boolean) => void;
}

function radioField(name: string, targets: Pairs['targets'], taken: string | undefined): PairField {
  const inputs = targets.map(({ id }) => h('input', { type: 'radio', name, value: id, checked: id === taken }));
  return {
    nodes: targets.map(({ text }, at) => h('label', { class: 'pill' }, inputs[at] ?? null, h('span', {}, text))),
    value: () => inputs.find(({ checked }) => checked)?.value ?? '',
    lock: (isLocked) => inputs.forEach((input) => (input.disabled = isLocked)),
  };
}

function selectField(id: string, targets: Pairs['targets'], taken: string | undefined, none: string): PairField {
  const options = targets.map((target) =>
    h('option', { value: target.id, selected: target.id === taken }, target.text),
  );
  const select = h('select', { id }, h('option', { value: '' }, none), ...options);
  return { nodes: [select], value: () => select.value, lock: (isLocked) => (select.disabled = isLocked) };
}

function typedInput(
  block: Extract<QuestionBlock, { type: 'numeric' | 'short' }>,
  response: string,
  { words }: PlayContext,
): AnswerInputs {
  const isNumber = block.type === 'numeric';
  const unit = isNumber ? block.unit : '';
  const input = h('input', {
    type: 'text',
    id: `${block.id}-typed`,
    inputmode: isNumber ? 'decimal' : 'text',
    autocomplete: 'off',
    maxlength: 400,
    value: response,
  });
  const label = unit === '' ? words.yourAnswer : `${words.yourAnswer} (${unit})`;
  const row = h('div', { class: 'typed' }, h('label', { for: `${block.id}-typed` }, label), input);
  return {
    nodes: [row],
    response: () => input.value.trim(),
    mark: () => undefined,
    lock: (isLocked) => (input.disabled = isLocked),
  };
}

/** What a list of ids says in the words of the question. */
export function wordsOfResponse(block: QuestionBlock, response: string): string {
  const list = (items: readonly { readonly id: string; readonly text: string }[]): string =>
    readList(response)
      .map((id) => items.find((item) => item.id === id)?.text ?? id)
      .join('; ');
  switch (block.type) {
    case 'choice':
    case 'multi':
      return list(block.options);
    case 'order':
      return list(block.steps);
    case 'sort':
    case 'match': {
      const [items, targets] =
        block.type === 'sort'
          ? [block.items, block.buckets.map(({ id, title }) => ({ id, text: title }))]
          : [block.lefts, block.rights];
      const text = (all: Pairs['items'], id: string): string => all.find((one) => one.id === id)?.text ?? id;
      return [...(readPairs(response) ?? [])]
        .map(([item, target]) => say('{item}: {target}', { item: text(items, item), target: text(targets, target) }))
        .join('; ');
    }
    case 'numeric':
      return `${response.replace(':', ' – ')}${block.unit === '' ? '' : ` ${block.unit}`}`;
    default:
      return response;
  }
}
