import type { ModuleSource, TranslationSource } from '../../standards/module/index.ts';
import type { Path } from '../issue.ts';
import { blocksOf } from '../module-texts.ts';
import type { Finding, Rule } from './rule.ts';

/** A translation beside the module that it translates. */
export interface TranslationSubject {
  readonly module: ModuleSource;
  readonly translation: TranslationSource;
}

/** Fields that say the same in every language. */
const SAME = new Set([
  'id',
  'type',
  'kind',
  'goto',
  'start',
  'end',
  'bucket',
  'objective',
  'bank',
  'src',
  'poster',
  'transcript',
  'late',
  'signer',
  'states',
]);

/** A translation follows its module id by id. */
export const TRANSLATION_RULES: readonly Rule<TranslationSubject>[] = [
  {
    code: 'TRANSLATION_ID',
    severity: 'error',
    *find({ module, translation }) {
      yield* unknownIds(translation.sections, module.sections, 'sections', 'section');
      yield* unknownIds(translation.objectives, module.objectives, 'objectives', 'objective');
      yield* unknownIds(
        translation.blocks,
        blocksOf(module).map(({ block }) => block),
        'blocks',
        'block',
      );
    },
  },
  {
    code: 'TRANSLATION_FIELD',
    severity: 'error',
    *find({ module, translation }) {
      for (const { block } of blocksOf(module)) {
        const fields = translation.blocks[block.id];
        if (fields !== undefined) yield* compare(fields, block, ['blocks', block.id]);
      }
    },
  },
];

function* unknownIds(
  given: Readonly<Record<string, unknown>>,
  known: readonly { id: string }[],
  field: string,
  noun: string,
): Generator<Finding> {
  for (const id of Object.keys(given)) {
    if (!known.some((one) => one.id === id)) yield { at: [field, id], message: `The module has no ${noun} “${id}”.` };
  }
}

function* compare(given: Readonly<Record<string, unknown>>, original: object, at: Path): Generator<Finding> {
  for (const [key, value] of Object.entries(given)) {
    const here = [...at, key];
    const said = SAME.has(key) && !Array.isArray(original) ? undefined : childOf(original, key);
    if (said === undefined)
      yield { at: here, message: `There is nothing to translate at “${key}”: check the spelling.` };
    else if (typeof said === 'string' || isLines(said)) {
      if (typeof value !== typeof said || Array.isArray(value) !== Array.isArray(said)) {
        yield {
          at: here,
          message: `“${key}” is ${typeof said === 'string' ? 'a text' : 'a list of texts'} in the module: write one here too.`,
        };
      }
    } else if (typeof said !== 'object' || said === null)
      yield { at: here, message: `“${key}” is the same in every language: remove it.` };
    else if (!isMap(value)) yield { at: here, message: `Write a map by id below “${key}”.` };
    else yield* compare(value, said, here);
  }
}

/** A field of an object, or the entry of a list that has an id. */
function childOf(original: object, key: string): unknown {
  const children: [string, unknown][] = Object.entries(original);
  if (!Array.isArray(original)) return children.find(([name]) => name === key)?.[1];
  return children.find(([, entry]) => isMap(entry) && entry['id'] === key)?.[1];
}

function isLines(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
