import type { z } from 'zod';
import { BLOCK_TYPES } from '../standards/module/index.ts';
import { ENTRY_NOUNS, fieldWord } from './editor/form-words.ts';
import { type Path, sayPath } from './issue.ts';

type ZodIssue = z.core.$ZodIssue;

/** A fault of the schema in an author's words: where it is, and what to do. */
export interface SaidIssue {
  readonly path: Path;
  readonly message: string;
}

/** Says what a schema found wrong with a value, one sentence an issue. */
export function sayIssues(issues: readonly ZodIssue[], root: unknown, above: Path = []): SaidIssue[] {
  return issues.flatMap((issue) => sayOne(issue, root, [...above, ...plainPath(issue.path)]));
}

/** With a capital and a full stop. */
export function asSentence(words: string): string {
  const whole = words.charAt(0).toUpperCase() + words.slice(1);
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}

function sayOne(issue: ZodIssue, root: unknown, path: Path): SaidIssue[] {
  const value = valueAt(root, path);
  const where = sayPath(path);
  const say = (what: string): SaidIssue[] => [{ path, message: where === '' ? what : `${where}: ${what}` }];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        message: `${sayPath([...path, key])}: there is no such field here; check the spelling or remove it.`,
      }));
    case 'invalid_union':
      return sayUnion(issue, root, path, say);
    case 'invalid_type':
      return say(
        value === undefined ? 'is missing; add it.' : `write ${KINDS[issue.expected] ?? issue.expected} here.`,
      );
    case 'invalid_value':
      return say(`${value === undefined ? 'is missing; ' : ''}write one of: ${issue.values.map(String).join(', ')}.`);
    case 'too_small':
      return say(saySize('at least', Number(issue.minimum), issue.origin, path, root));
    case 'too_big':
      return say(saySize('at most', Number(issue.maximum), issue.origin, path, root));
    case 'invalid_format':
      return say(
        `${String(value)} does not fit: ${issue.format === 'url' ? 'write a whole https address' : issue.message}.`,
      );
    case 'invalid_key':
      return [{ path, message: `${where}: the key does not fit: ${issue.issues[0]?.message ?? issue.message}.` }];
    default:
      return say(issue.message);
  }
}

/** The schema tried several shapes; the faults of the one that fits best are the useful ones. */
function sayUnion(
  issue: Extract<ZodIssue, { code: 'invalid_union' }>,
  root: unknown,
  path: Path,
  say: (what: string) => SaidIssue[],
): SaidIssue[] {
  const best = [...issue.errors].sort((one, other) => misfit(one) - misfit(other))[0];
  if (best === undefined || best.length === 0) {
    const given = valueAt(root, path);
    return say(
      given === undefined
        ? 'is missing; add it.'
        : `there is no ${JSON.stringify(given)}; write one of: ${BLOCK_TYPES.join(', ')}.`,
    );
  }
  return sayIssues(best, root, path);
}

/** A shape that wants another kind of value at the very top fits worst. */
function misfit(issues: readonly ZodIssue[]): number {
  return issues.reduce((sum, { code, path }) => sum + (code === 'invalid_type' && path.length === 0 ? 100 : 1), 0);
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list (lines that begin with “- ”)',
  object: 'a map (lines such as “key: value”)',
  record: 'a map (lines such as “key: value”)',
  tuple: 'a list of three',
};

function saySize(bound: string, limit: number, origin: string, path: Path, root: unknown): string {
  const value = valueAt(root, path);
  if (origin === 'array' && Array.isArray(value)) {
    return `${bound} ${limit} ${entriesAt(root, path)}; there ${value.length === 1 ? 'is' : 'are'} ${value.length}.`;
  }
  if (origin === 'string' && typeof value === 'string') {
    return value === '' ? 'must not be empty.' : `${bound} ${limit} characters; there are ${value.length}.`;
  }
  return `write ${bound} ${limit}; this is ${String(value)}.`;
}

/** What people call the entries of a list: “answers”, “cards”. */
function entriesAt(root: unknown, path: Path): string {
  const key = path.findLast((one) => typeof one === 'string') ?? 'items';
  const types = path.map((_, index) => valueAt(root, [...path.slice(0, index), 'type']));
  const type = types.findLast((one) => typeof one === 'string') ?? '';
  const noun = ENTRY_NOUNS[`${type}.${key}`] ?? ENTRY_NOUNS[key];
  if (noun !== undefined) return `${noun}s`;
  return fieldWord(key, '', type).toLowerCase().replace(/,.*/, '');
}

function plainPath(path: readonly PropertyKey[]): Path {
  return path.map((key) => (typeof key === 'number' ? key : String(key)));
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null) return undefined;
    const children: [string, unknown][] = Object.entries(value);
    return children.find(([name]) => name === String(key))?.[1];
  }, root);
}
