import type { Path } from '../issue.ts';
import { paragraphsOf } from '../markdown.ts';
import { blocksOfType, type PlacedBlock } from '../module-texts.ts';
import type { ModuleSubject } from './module-subject.ts';
import { type Finding, findRepeated, type Rule } from './rule.ts';

/** What the rules of options ask of a question, be it of a module or of a bank. */
export interface OptionList {
  readonly at: Path;
  readonly options: readonly { readonly text: string; readonly correct: boolean }[];
}

/** Share of questions in which the right answer may be the longest: more, and an officer passes by length. */
const LONGEST_SHARE = 0.6;
/** Fewer questions say nothing of a habit. */
const LONGEST_FROM = 5;
/** `cmi.interactions.n.description` holds this many characters for certain (RTE 4.2.9). */
const DESCRIPTION_LENGTH = 250;

/** One finding where more right answers than bearable are the longest of their options. */
export function findLongestOptions(lists: readonly OptionList[], at: Path): Finding[] {
  const longest = lists.filter(({ options }) => isLongestRight(options));
  if (lists.length < LONGEST_FROM || longest.length / lists.length <= LONGEST_SHARE) return [];
  const message = `In ${longest.length} of ${lists.length} questions the right answer is the longest: lengthen some wrong ones.`;
  return [{ at: longest[0]?.at ?? at, message }];
}

function isLongestRight(options: OptionList['options']): boolean {
  const lengths = (correct: boolean): number[] =>
    options.filter((option) => option.correct === correct).map(({ text }) => text.length);
  return Math.max(...lengths(true)) > Math.max(...lengths(false));
}

/** Findings where not exactly one option is right. */
export function findRightOptions(lists: readonly OptionList[]): Finding[] {
  return lists.flatMap(({ at, options }): Finding[] => {
    const right = options.filter(({ correct }) => correct).length;
    return right === 1 ? [] : [{ at: [...at, 'options'], message: `Exactly one option is right; here ${right} are.` }];
  });
}

const optionLists = (placed: readonly PlacedBlock[], ...types: ('choice' | 'multi')[]): OptionList[] =>
  blocksOfType(placed, ...types).map(({ block, at }) => ({ at, options: block.options }));

/** Questions: what makes an answer right. */
export const QUESTION_RULES: readonly Rule<ModuleSubject>[] = [
  { code: 'CHOICE_CORRECT', severity: 'error', find: ({ blocks }) => findRightOptions(optionLists(blocks, 'choice')) },
  {
    code: 'MULTI_CORRECT',
    severity: 'error',
    *find({ blocks }) {
      for (const { at, options } of optionLists(blocks, 'multi')) {
        const right = options.filter(({ correct }) => correct).length;
        if (right < 2)
          yield {
            at: [...at, 'options'],
            message: `At least two options are right; here ${right}. Use “One right answer” for one.`,
          };
        if (right === options.length)
          yield { at: [...at, 'options'], message: 'At least one option is wrong; here all are right.' };
      }
    },
  },
  {
    code: 'LONGEST_OPTION',
    severity: 'warning',
    find: ({ blocks }) => findLongestOptions(optionLists(blocks, 'choice'), ['sections']),
  },
  {
    code: 'SORT_BUCKET',
    severity: 'error',
    *find({ blocks }) {
      for (const { block, at } of blocksOfType(blocks, 'sort')) {
        const buckets = block.buckets.map(({ id }) => id);
        const titles = block.buckets.map(({ title }) => `“${title}”`);
        for (const [index, { bucket }] of block.items.entries()) {
          if (buckets.includes(bucket)) continue;
          yield {
            at: [...at, 'items', index, 'bucket'],
            message: `There is no group “${bucket}”; choose one of: ${titles.join(', ')}.`,
          };
        }
        for (const [index, { id, title }] of block.buckets.entries()) {
          if (block.items.some(({ bucket }) => bucket === id)) continue;
          yield {
            at: [...at, 'buckets', index],
            message: `Nothing belongs in the group “${title}”: add a card or remove the group.`,
          };
        }
      }
    },
  },
  {
    code: 'MATCH_RIGHTS',
    severity: 'error',
    find: ({ blocks }) =>
      blocksOfType(blocks, 'match').flatMap(({ block, at }) => [
        ...findRepeated(
          block.pairs.map(({ right }, index) => ({ value: right, at: [...at, 'pairs', index, 'right'] })),
          (right) => `“${right}” stands on the right twice: an officer could not tell the two apart.`,
        ),
      ]),
  },
  {
    code: 'NUMERIC_RANGE',
    severity: 'error',
    *find({ blocks }) {
      for (const { block, at } of blocksOfType(blocks, 'numeric')) {
        if (block.min > block.max)
          yield {
            at: [...at, 'max'],
            message: `No number is right: the greatest, ${block.max}, is below the least, ${block.min}.`,
          };
      }
    },
  },
  {
    code: 'INTERACTION_DESCRIPTION',
    severity: 'warning',
    *find({ blocks }) {
      for (const { block, at } of blocks) {
        if (!('prompt' in block) || block.type === 'reflection') continue;
        const { length } = paragraphsOf(block.prompt).join(' ');
        if (length <= DESCRIPTION_LENGTH) continue;
        const message = `The prompt has ${length} characters; the record of an LMS shows the first ${DESCRIPTION_LENGTH}. Move the story into a text block.`;
        yield { at: [...at, 'prompt'], message };
      }
    },
  },
];
