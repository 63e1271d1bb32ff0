import { type Document, isMap, isScalar, isSeq, type Pair, parseDocument, Scalar, visit, type YAMLMap } from 'yaml';
import type { z } from 'zod';
import { fieldsOf, schemaOfEntry, schemaOfField } from './key-order.ts';
import { kindOf, schemaFileOf } from './source-kinds.ts';

const HEADER = /^# yaml-language-server:[^\n]*\n/;

/** Blanks at the edge of a line, and empty lines at the edge of a text: a literal would lose some. */
const BLANK_EDGES = /^[ \t\n]|[ \t]$|[ \t]\n|\n\n$/;

/** Characters that a text does not keep unless they are written as escapes: controls, other line ends, halves of a pair. */
const UNSEEN = /(?![\t\n])\p{Cc}|[\u2028\u2029\uFEFF]|\p{Surrogate}/u;

/**
 * The canonical text of a source file: fields in the order of the schema, block style, texts of several lines as literals.
 * Comments, values and the author's own line breaks stay as they are. The text has to be YAML that the reader takes.
 */
export function formatSource(path: string, text: string): string {
  return kindOf(path) === undefined ? text : formatDocument(path, parseForFormat(text));
}

/** A text as {@link formatDocument} takes it, without the line that names its schema. */
export function parseForFormat(text: string): Document {
  return parseDocument(text.replace(/\r\n?/g, '\n').replace(HEADER, ''), { uniqueKeys: false, logLevel: 'silent' });
}

/** The canonical text of a source file that was parsed; the document is changed by it. */
export function formatDocument(path: string, document: Document): string {
  const kind = kindOf(path);
  if (kind === undefined) return document.toString({ lineWidth: 0 });
  document.directives = document.directives?.atDocument();
  orderKeys(document.contents, kind.schema);
  // Media are named in no order of an author's.
  if (kind.name === 'media') sortNames(document.get('media'));
  setStyles(document);
  const body = document.toString({
    lineWidth: 0,
    indent: 2,
    indentSeq: true,
    singleQuote: true,
    directives: false,
    doubleQuotedMinMultiLineLength: 1e9,
  });
  const schema = `${'../'.repeat(path.split('/').length - 1) || './'}${schemaFileOf(kind)}`;
  return `# yaml-language-server: $schema=${schema}\n${body}`;
}

function orderKeys(node: unknown, schema: z.core.$ZodType | undefined): void {
  if (isSeq(node)) {
    for (const item of node.items) orderKeys(item, schemaOfEntry(schema));
  } else if (isMap(node)) {
    const keys = node.items.map(keyOf);
    const type: unknown = node.get('type');
    const fields = fieldsOf(schema, keys, type);
    if (fields !== null) sortPairs(node, fields);
    for (const pair of node.items) orderKeys(pair.value, schemaOfField(schema, keyOf(pair), keys, type));
  }
}

function sortNames(map: unknown): void {
  if (isMap(map)) map.items.sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}

/** Sorts the pairs of a map; what the schema does not know stays last, in the author's order. */
function sortPairs(map: YAMLMap, fields: readonly string[]): void {
  const rank = (pair: Pair): number => {
    const at = fields.indexOf(keyOf(pair));
    return at < 0 ? fields.length : at;
  };
  map.items.sort((one, other) => rank(one) - rank(other));
}

function keyOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : String(key);
}

function setStyles(document: Document): void {
  visit(document, {
    Collection: (_key, node) => void (node.flow = false),
    Scalar(key, node) {
      if (typeof node.value !== 'string') return;
      const isLong = key !== 'key' && node.value.includes('\n');
      if (UNSEEN.test(node.value)) node.type = Scalar.QUOTE_DOUBLE;
      else if (!isLong) node.type = Scalar.PLAIN;
      else node.type = BLANK_EDGES.test(node.value) ? Scalar.QUOTE_DOUBLE : Scalar.BLOCK_LITERAL;
    },
  });
}
