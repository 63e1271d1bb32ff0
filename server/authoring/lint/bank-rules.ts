import type { BankItem, BankSource, TestSource } from '../../standards/module/index.ts';
import type { CourseFiles } from '../course-files.ts';
import type { ModuleSubject } from './module-subject.ts';
import { blocksOf, blocksOfType, textsOf } from '../module-texts.ts';
import { idsIn, sayRepeatedId } from './id-rules.ts';
import { findLongestOptions, findRightOptions, type OptionList } from './question-rules.ts';
import { type Finding, findRepeated, type Rule } from './rule.ts';
import type { TextSubject } from './text-rules.ts';

/** A bank in its course. */
export interface BankSubject {
  readonly bank: BankSource;
  readonly name: string;
  readonly course: CourseFiles;
}

/** Texts of a bank for the rules of texts; a bank has no blocks to link to. */
export function bankTextSubject({ bank, course }: BankSubject): TextSubject {
  const { title, objectives, items } = bank;
  return { texts: textsOf({ title, objectives, items }, []), anchors: new Set(), media: course.media };
}

const optionsOf = ({ bank }: BankSubject): OptionList[] =>
  bank.items.map(({ options }, index) => ({ at: ['items', index], options }));

/** What a bank says of itself. */
export const BANK_RULES: readonly Rule<BankSubject>[] = [
  {
    code: 'BANK_ID',
    severity: 'error',
    *find({ bank, name }) {
      if (bank.id !== name) yield { at: ['id'], message: `The id of a bank is the name of its file: ${name}.` };
    },
  },
  {
    code: 'DUPLICATE_ID',
    severity: 'error',
    *find({ bank }) {
      yield* findRepeated(idsIn(bank.objectives, ['objectives']), sayRepeatedId);
      yield* findRepeated(idsIn(bank.items, ['items']), sayRepeatedId);
      for (const [index, { options }] of bank.items.entries())
        yield* findRepeated(idsIn(options, ['items', index, 'options']), sayRepeatedId);
    },
  },
  {
    code: 'BANK_MODULE',
    severity: 'error',
    *find({ bank, course }) {
      if (course.broken.length > 0) return;
      const ids = course.modules.map(({ source }) => source.data.id);
      for (const [index, { module }] of bank.objectives.entries()) {
        if (!ids.includes(module))
          yield { at: ['objectives', index, 'module'], message: `There is no module with the id “${module}”.` };
      }
    },
  },
  {
    code: 'ITEM_OBJECTIVE',
    severity: 'error',
    *find({ bank }) {
      const ids = bank.objectives.map(({ id }) => id);
      for (const [index, { objective }] of bank.items.entries()) {
        if (!ids.includes(objective))
          yield { at: ['items', index, 'objective'], message: `There is no objective “${objective}” in this bank.` };
      }
    },
  },
  {
    code: 'BANK_UNUSED',
    severity: 'warning',
    *find({ bank, course }) {
      if (course.broken.length > 0) return;
      const tests = course.modules.flatMap(({ source }) => blocksOfType(blocksOf(source.data), 'test'));
      if (!tests.some(({ block }) => block.bank === bank.id))
        yield { at: ['id'], message: 'No test draws from this bank.' };
    },
  },
  { code: 'CHOICE_CORRECT', severity: 'error', find: (subject) => findRightOptions(optionsOf(subject)) },
  { code: 'LONGEST_OPTION', severity: 'warning', find: (subject) => findLongestOptions(optionsOf(subject), ['items']) },
];

/** A retake is to find other questions: so many items a bank has for each that a test draws. */
export const ITEMS_A_DRAW = 2.5;

const perTest = (
  find: (test: TestSource, items: readonly BankItem[], bank: BankSource) => string | null,
): Rule<ModuleSubject>['find'] =>
  function* findAll({ blocks, course }): Generator<Finding> {
    for (const { block, at } of blocksOfType(blocks, 'test')) {
      const bank = course.banks.find(({ data }) => data.id === block.bank)?.data;
      const message =
        bank &&
        find(
          block,
          bank.items.filter(({ retired }) => !retired),
          bank,
        );
      if (message !== undefined && message !== null) yield { at: [...at, 'draw'], message };
    }
  };

/** Whether a test can be drawn from its bank. */
export const TEST_RULES: readonly Rule<ModuleSubject>[] = [
  {
    code: 'BANK_UNKNOWN',
    severity: 'error',
    *find({ blocks, course }) {
      for (const { block, at } of blocksOfType(blocks, 'test')) {
        if (course.banks.some(({ data }) => data.id === block.bank) || course.broken.includes(block.bank)) continue;
        yield { at: [...at, 'bank'], message: `There is no bank banks/${block.bank}.yaml.` };
      }
    },
  },
  {
    code: 'BANK_SIZE',
    severity: 'error',
    find: perTest(({ draw }, items, { id }) => {
      const needed = Math.ceil(draw.total * ITEMS_A_DRAW);
      if (items.length >= needed) return null;
      return `Drawing ${draw.total} needs a bank of ${needed}; ${id} has ${items.length} that are not retired.`;
    }),
  },
  {
    code: 'BANK_OBJECTIVE',
    severity: 'error',
    find: perTest(({ draw }, items, { objectives }) => {
      const quota = Math.ceil(draw.total / objectives.length);
      const short = objectives.filter(({ id }) => itemsOf(items, id).length < quota).map(({ id }) => id);
      return short.length === 0 ? null : `Each objective needs ${quota} items; too few for: ${short.join(', ')}.`;
    }),
  },
  {
    code: 'BANK_SCENARIO',
    severity: 'error',
    find: perTest(({ draw }, items, { objectives }) => {
      const quota = Math.ceil(draw.total / objectives.length);
      const told = objectives.map(({ id }) => itemsOf(items, id).filter(({ kind }) => kind === 'scenario').length);
      const most = told.reduce((sum, count) => sum + Math.min(count, quota), 0);
      const needed = Math.ceil(draw.total * draw.scenario);
      if (most >= needed) return null;
      return `${needed} of ${draw.total} questions are to tell a situation; balanced over the objectives at most ${most} can.`;
    }),
  },
];

function itemsOf(items: readonly BankItem[], objective: string): BankItem[] {
  return items.filter((item) => item.objective === objective);
}
