/** Status words of an AICC script; one letter is enough for each (CMI001 Appendix A; SCORM 1.2 CAM 2.3.2.5.1). */
export type ScriptStatus = 'passed' | 'completed' | 'browsed' | 'failed' | 'not attempted' | 'incomplete';

/** A parsed prerequisite. */
export type ScriptTree =
  | { readonly kind: 'done'; readonly identifier: string }
  | { readonly kind: 'status'; readonly identifier: string; readonly status: ScriptStatus; readonly isEqual: boolean }
  | { readonly kind: 'not'; readonly inner: ScriptTree }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly ScriptTree[] }
  | { readonly kind: 'atLeast'; readonly count: number; readonly parts: readonly ScriptTree[] };

/** A script read, or what is wrong with it in a few words. */
export type ParsedScript =
  { readonly tree: ScriptTree; readonly problem: null } | { readonly tree: null; readonly problem: string };

const TOKEN = /\s*(?:(<>|[&|~=*{}(),])|"([^"]*)"|([^\s&|~=<>*{}(),"]+))/y;
const WORDS: readonly ScriptStatus[] = ['passed', 'completed', 'browsed', 'failed', 'not attempted', 'incomplete'];
/** Deeper than any course is nested; keeps a hostile script from filling the stack. */
const MAX_DEPTH = 50;

interface Token {
  readonly sign: string | null;
  readonly text: string;
}

class ScriptProblem extends Error {}

/**
 * Parses an aicc_script: `&` and, `|` or, `~` not, `=` and `<>` compare a status, `2*{A, B, C}` at least so many, with
 * parentheses. `~` binds closest, then the comparison, `&`, `|`. Never throws.
 */
export function parseAiccScript(script: string): ParsedScript {
  try {
    const tokens = tokensOf(script);
    const reader = { tokens, at: 0 };
    const tree = readOr(reader, 0);
    if (reader.at < tokens.length) throw new ScriptProblem(`"${tokens[reader.at]?.text}" is not expected`);
    return { tree, problem: null };
  } catch (error) {
    if (error instanceof ScriptProblem) return { tree: null, problem: error.message };
    throw error;
  }
}

/** Every identifier that a script names, each once. */
export function identifiersOf(tree: ScriptTree): string[] {
  switch (tree.kind) {
    case 'done':
    case 'status':
      return [tree.identifier];
    case 'not':
      return identifiersOf(tree.inner);
    default:
      return [...new Set(tree.parts.flatMap(identifiersOf))];
  }
}

function tokensOf(script: string): Token[] {
  const tokens: Token[] = [];
  const text = script.trimEnd();
  TOKEN.lastIndex = 0;
  for (let at = 0; at < text.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (match === null) throw new ScriptProblem(`"${text.slice(at).trim().slice(0, 20)}" is not understood`);
    tokens.push({ sign: match[1] ?? null, text: match[1] ?? match[2] ?? match[3] ?? '' });
  }
  if (tokens.length === 0) throw new ScriptProblem('it is empty');
  return tokens;
}

interface Reader {
  readonly tokens: readonly Token[];
  at: number;
}

function take(reader: Reader, sign: string): boolean {
  if (reader.tokens[reader.at]?.sign !== sign) return false;
  reader.at += 1;
  return true;
}

function demand(reader: Reader, sign: string): void {
  if (!take(reader, sign)) throw new ScriptProblem(`"${sign}" is missing`);
}

function takeWord(reader: Reader, what: string): string {
  const token = reader.tokens[reader.at];
  if (token === undefined || token.sign !== null) throw new ScriptProblem(`${what} is missing`);
  reader.at += 1;
  return token.text;
}

function readOr(reader: Reader, depth: number): ScriptTree {
  if (depth > MAX_DEPTH) throw new ScriptProblem('it is nested too deeply');
  const parts = [readAnd(reader, depth)];
  while (take(reader, '|')) parts.push(readAnd(reader, depth));
  return one(parts) ?? { kind: 'or', parts };
}

function readAnd(reader: Reader, depth: number): ScriptTree {
  const parts = [readNot(reader, depth)];
  while (take(reader, '&')) parts.push(readNot(reader, depth));
  return one(parts) ?? { kind: 'and', parts };
}

function readNot(reader: Reader, depth: number): ScriptTree {
  let isNegated = false;
  while (take(reader, '~')) isNegated = !isNegated;
  const inner = readTerm(reader, depth);
  return isNegated ? { kind: 'not', inner } : inner;
}

function readTerm(reader: Reader, depth: number): ScriptTree {
  if (take(reader, '(')) {
    const inner = readOr(reader, depth + 1);
    demand(reader, ')');
    return inner;
  }
  const word = takeWord(reader, 'an identifier');
  if (take(reader, '*')) return readSet(reader, word, depth);
  const isEqual = take(reader, '=');
  if (!isEqual && !take(reader, '<>')) return { kind: 'done', identifier: word };
  return { kind: 'status', identifier: word, status: readStatus(reader), isEqual };
}

function readSet(reader: Reader, count: string, depth: number): ScriptTree {
  if (!/^\d{1,4}$/.test(count)) throw new ScriptProblem(`"${count}" is no number`);
  demand(reader, '{');
  const parts = [readOr(reader, depth + 1)];
  while (take(reader, ',')) parts.push(readOr(reader, depth + 1));
  demand(reader, '}');
  return { kind: 'atLeast', count: Number(count), parts };
}

function readStatus(reader: Reader): ScriptStatus {
  let text = takeWord(reader, 'a status').toLowerCase();
  if (text === 'not') text = `not ${takeWord(reader, 'a status').toLowerCase()}`;
  const status = WORDS.find((word) => word === text || (text.length === 1 && word.startsWith(text)));
  if (status === undefined) throw new ScriptProblem(`"${text}" is no status`);
  return status;
}

function one(parts: readonly ScriptTree[]): ScriptTree | undefined {
  return parts.length === 1 ? parts[0] : undefined;
}
