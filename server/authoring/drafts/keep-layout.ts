import { isDeepStrictEqual } from 'node:util';
import { Composer, CST, Document, isMap, isScalar, isSeq, Parser } from 'yaml';
import {
  applyEdits,
  positionIn,
  type DraftEdit,
  type EditPath,
  type SourceValue,
} from '../../standards/module/index.ts';
import { readData } from './read-source.ts';

/**
 * New values of single fields in a text that somebody laid out otherwise than we would: every other character stays. Null where
 * the edits do more than that, or where the text would not say what they say.
 */
export function keepLayout(text: string, edits: readonly DraftEdit[]): string | null {
  const tokens = [...new Parser().parse(text)];
  const [document] = [...new Composer({ keepSourceTokens: true, uniqueKeys: false }).compose(tokens)];
  if (!(document instanceof Document)) return null;
  for (const edit of edits) {
    if (edit.op !== 'set' || typeof edit.value === 'object') return null;
    const found = scalarAt(document.contents, edit.at);
    if (found === null) return null;
    const { token, inFlow } = found;
    CST.setScalarValue(token, String(edit.value), { inFlow, implicitKey: false, type: typeOf(edit.value, token.type) });
  }
  const after = tokens.map((token) => CST.stringify(token)).join('');
  return says(after, text, edits) ? after : null;
}

function says(after: string, before: string, edits: readonly DraftEdit[]): boolean {
  try {
    return isDeepStrictEqual(readData('', after), applyEdits(readData('', before), edits).value);
  } catch {
    // What cannot be read says nothing: the caller writes the file anew.
    return false;
  }
}

/** The style of the new value: a text keeps the quotes that stand there, a number or a word of YAML has none. */
function typeOf(value: SourceValue, token: string): 'PLAIN' | 'QUOTE_DOUBLE' | 'QUOTE_SINGLE' | 'BLOCK_LITERAL' {
  if (typeof value !== 'string') return 'PLAIN';
  if (value.includes('\n')) return token === 'block-scalar' ? 'BLOCK_LITERAL' : 'QUOTE_DOUBLE';
  if (token === 'double-quoted-scalar') return 'QUOTE_DOUBLE';
  return token === 'single-quoted-scalar' ? 'QUOTE_SINGLE' : 'PLAIN';
}

type ScalarToken = CST.FlowScalar | CST.BlockScalar;

function scalarAt(contents: unknown, at: EditPath): { token: ScalarToken; inFlow: boolean } | null {
  let node = contents;
  let inFlow = false;
  for (const step of at) {
    if ((isMap(node) || isSeq(node)) && node.flow === true) inFlow = true;
    if (isSeq(node)) {
      const ids = node.items.map((item) => (isMap(item) ? { id: item.get('id') } : item));
      node = node.items[positionIn(ids, step)];
    } else if (isMap(node)) {
      node = node.items.find(({ key }) => isScalar(key) && key.value === step)?.value;
    } else return null;
  }
  const token = isScalar(node) ? node.srcToken : undefined;
  return token === undefined || !isScalarToken(token) ? null : { token, inFlow };
}

function isScalarToken(token: CST.Token): token is ScalarToken {
  return ['scalar', 'single-quoted-scalar', 'double-quoted-scalar', 'block-scalar'].includes(token.type);
}
