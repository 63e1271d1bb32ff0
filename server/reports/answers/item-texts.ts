import {
  allBlocks,
  plainWords,
  readList,
  readPairs,
  type CompiledBlock,
  type CompiledOption,
  type QuestionBlock,
  type QuestionKey,
  type ScoAnswers,
} from '../../standards/module/index.ts';

/** An item as the version has it: later versions change nothing here. */
export interface ItemText {
  readonly id: string;
  readonly prompt: string;
  readonly objective: string;
  /** Weight in the score of its part. */
  readonly points: number;
  /** `choice`, `test` … */
  readonly type: string;
  /** Options by what is told of them; null where people answer in their own way. */
  readonly options: readonly (CompiledOption & { readonly isRight: boolean })[] | null;
  /** A response in words, where there are no options. */
  readonly sayResponse: (response: string) => string;
  readonly isRight: (response: string) => boolean;
}

/** Every question and test item of a part that our server grades, in document order. */
export function itemTexts({ module, key }: ScoAnswers): ItemText[] {
  return allBlocks(module).flatMap((block): ItemText[] => {
    const answers = key.blocks[block.id];
    if (block.type === 'test') {
      if (answers?.type !== 'test') return [];
      return block.items.map((item) => ({
        id: `${block.id}_${item.id}`,
        prompt: plainWords(item.html),
        objective: item.objective,
        points: 1,
        type: 'test',
        ...optionTexts(item.options, answers.items[item.id]?.correct ?? []),
      }));
    }
    if (!isQuestion(block) || answers === undefined || answers.type === 'scenario' || answers.type === 'test')
      return [];
    const { id, objective, points, type } = block;
    const prompt = plainWords(block.html);
    const isOption = block.type === 'choice' || block.type === 'multi';
    const rest = isOption
      ? optionTexts(block.options, answers.type === 'choice' ? answers.correct : [])
      : { options: null, sayResponse: (response: string) => sayResponse(block, response), isRight: () => false };
    return [{ id, prompt, objective, points, type, ...rest, ...(!isOption && { isRight: rightBy(answers) }) }];
  });
}

function optionTexts(options: readonly CompiledOption[], correct: readonly string[]) {
  return {
    options: options.map(({ id, text }) => ({ id, text: plainWords(text), isRight: correct.includes(id) })),
    sayResponse: (response: string) => plainWords(options.find(({ id }) => id === response)?.text ?? response),
    isRight: (response: string) => correct.includes(response),
  };
}

/** Whether a response that stands by itself is right; typed words are compared by the grader alone. */
function rightBy(key: QuestionKey): (response: string) => boolean {
  switch (key.type) {
    case 'order':
      return (response) => response === key.order.join(',');
    case 'pairs':
      return (response) => [...(readPairs(response) ?? [])].every(([item, target]) => key.pairs[item] === target);
    case 'numeric':
      return (response) =>
        Number(response.replace(',', '.')) >= key.min && Number(response.replace(',', '.')) <= key.max;
    case 'short':
      return (response) => key.accept.some((one) => one.toLowerCase() === response.trim().toLowerCase());
    default:
      return () => false;
  }
}

function sayResponse(block: QuestionBlock, response: string): string {
  switch (block.type) {
    case 'sort':
      return pairWords(
        response,
        block.items,
        block.buckets.map(({ id, title: text }) => ({ id, text })),
      );
    case 'match':
      return pairWords(response, block.lefts, block.rights);
    case 'order':
      return readList(response)
        .map((id) => textOf(block.steps, id))
        .join(', then ');
    default:
      return response;
  }
}

function pairWords(response: string, items: readonly CompiledOption[], targets: readonly CompiledOption[]): string {
  const pairs = [...(readPairs(response) ?? [])];
  return pairs.map(([item, target]) => `${textOf(items, item)}: ${textOf(targets, target)}`).join('; ');
}

function textOf(list: readonly CompiledOption[], id: string): string {
  return plainWords(list.find((one) => one.id === id)?.text ?? id);
}

function isQuestion(block: CompiledBlock): block is QuestionBlock {
  return ['choice', 'multi', 'numeric', 'short', 'sort', 'match', 'order'].includes(block.type);
}
