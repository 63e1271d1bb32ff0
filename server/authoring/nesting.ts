import { Lexer } from 'yaml';

/** Deepest nesting of a source file; a module needs twelve. */
export const MAX_DEPTH = 40;

/** Many “- ” in a row open a level each. */
const INDICATORS = new RegExp(String.raw`(?:[-?:][ \t]+){${MAX_DEPTH}}`);
/** A level of block style needs one blank more than the level around it. */
const INDENTED = new RegExp(String.raw`^[ \t]{${MAX_DEPTH * 5}}`);

/**
 * First line that is nested too deep for the YAML parser, null when there is none. The parser calls itself for each level, and a
 * stack that ends inside a regular expression ends the process: so the levels are counted before it is called.
 */
export function lineTooDeep(text: string): number | null {
  const lines = text.split('\n');
  const steep = lines.findIndex((line) => INDICATORS.test(line) || INDENTED.test(line));
  if (steep >= 0) return steep + 1;
  let depth = 0;
  let line = 1;
  let isScalar = false;
  for (const token of new Lexer().lex(text)) {
    if (!isScalar && (token === '[' || token === '{')) depth += 1;
    if (!isScalar && (token === ']' || token === '}')) depth -= 1;
    if (depth > MAX_DEPTH) return line;
    // The lexer announces a plain or block scalar by this sign.
    isScalar = token === '\u001F';
    line += token.split('\n').length - 1;
  }
  return null;
}
