import {
  blockSource,
  isSourceList,
  isSourceMap,
  type CompiledBlock,
  type SourceValue,
} from '../../standards/module/index.ts';
import { compileBlock, type BlockContext } from '../build/compile-block.ts';
import { asSentence, sayIssues } from '../say-issue.ts';
import { moduleForms } from './describe-form.ts';
import { loosenBlock } from './loosen-block.ts';

/** What a block looks like when it is played, and what is wrong with it. */
export interface BlockLook {
  readonly id: string;
  /** Null where there is nothing to show yet. */
  readonly block: CompiledBlock | null;
  readonly issues: readonly { readonly at: readonly (string | number)[]; readonly message: string }[];
}

/** Compiles a block of a draft by the code that builds modules; right or wrong, it does not throw. */
export function lookAtBlock(source: SourceValue, context: BlockContext): BlockLook {
  const parsed = blockSource.safeParse(source);
  const issues = parsed.success
    ? []
    : // Said beside the field: the place need not be repeated.
      sayIssues(parsed.error.issues, source).map(({ path, message }) => ({
        at: path,
        message: isEmptyAt(source, path) ? 'Must not be empty.' : asSentence(message.replace(/^[^\s]+: /, '')),
      }));
  const fields = isSourceMap(source) ? source : {};
  const id = typeof fields['id'] === 'string' ? fields['id'] : '';
  const form = moduleForms().blocks.find(({ type }) => type === fields['type']);
  if (form === undefined) return { id, block: null, issues };
  try {
    const block = compileBlock(parsed.success ? parsed.data : loosenBlock(form, source), context).block;
    return { id, block, issues };
  } catch (fault) {
    // A test whose bank is not there yet: said by the checks of the draft.
    if (!(fault instanceof Error)) throw fault;
    return { id, block: null, issues };
  }
}

/** What a pattern says against nothing helps nobody. */
function isEmptyAt(source: SourceValue, path: readonly (string | number)[]): boolean {
  const value = path.reduce<SourceValue | undefined>((found, key) => {
    if (isSourceList(found)) return typeof key === 'number' ? found[key] : undefined;
    return isSourceMap(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  }, source);
  return value === '';
}
