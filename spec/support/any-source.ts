import * as fc from 'fast-check';
import type { z } from 'zod';

interface Check {
  readonly _zod: {
    readonly def: {
      readonly check: string;
      readonly minimum?: number;
      readonly maximum?: number;
      readonly value?: number;
      readonly pattern?: RegExp;
    };
  };
}

/** The part of zod's definitions that says what a value may be. */
interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly innerType?: z.core.$ZodType;
  readonly element?: z.core.$ZodType;
  readonly keyType?: z.core.$ZodType;
  readonly valueType?: z.core.$ZodType;
  readonly options?: readonly z.core.$ZodType[];
  readonly items?: readonly z.core.$ZodType[];
  readonly values?: readonly unknown[];
  readonly entries?: Readonly<Record<string, string>>;
  readonly checks?: readonly Check[];
  readonly format?: string;
}

/** What people type, what attackers type, and what YAML would take for something else. */
export const HOSTILE: readonly string[] = [
  '<script>alert(1)</script>',
  '{{constructor.constructor("return 1")()}}',
  '&anchor *alias !!js/function tag',
  '*alias',
  '&anchor text',
  '!tag text',
  '- a list: [x, {y: z}]',
  'key: value # no comment',
  '# not a comment',
  '| block',
  '> folded',
  '%directive',
  '@at `tick`',
  'it\'s "quoted"',
  'yes',
  'null',
  '~',
  '1e3',
  '0x1F',
  '2026-11-23',
  '---',
  '...',
  ' edges ',
  '\u202Eright to left\u202C',
  '\u0000\u0007\u001B[31m\u007F',
  'half \uD800 of a pair',
  'line\u2028separator\u0085next\uFEFFbom',
  'tab\there',
  '=HYPERLINK("https://x.example","y")',
  '\u{1F6A8} sirens',
  '__proto__',
];

/** Values that a schema of our source files takes; `text` are the strings that stand where any text may. */
export function anySource(schema: z.core.$ZodType, text: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  const definition: Definition = schema._zod.def;
  const inner = (): fc.Arbitrary<unknown> => anySource(definition.innerType ?? schema, text);
  switch (definition.type) {
    case 'object':
      return objectOf(definition, text);
    case 'array':
      return fc.array(anySource(definition.element ?? schema, text), lengthOf(definition, 4));
    case 'tuple':
      return fc.tuple(...(definition.items ?? []).map((item) => anySource(item, text)));
    case 'record':
      return fc
        .uniqueArray(
          fc.tuple(anySource(definition.keyType ?? schema, text), anySource(definition.valueType ?? schema, text)),
          {
            selector: ([key]) => key,
            maxLength: 4,
            minLength: 1,
          },
        )
        .map((pairs) => Object.fromEntries(pairs));
    case 'union':
      return fc.oneof(...(definition.options ?? []).map((option) => anySource(option, text)));
    case 'literal':
      return fc.constantFrom(...(definition.values ?? []));
    case 'enum':
      return fc.constantFrom(...Object.values(definition.entries ?? {}));
    case 'optional':
      return fc.option(inner(), { nil: undefined, freq: 2 });
    case 'nullable':
      return fc.option(inner(), { nil: null });
    case 'default':
    case 'prefault':
      return fc.option(inner(), { nil: undefined });
    case 'boolean':
      return fc.boolean();
    case 'number':
      return numberOf(definition);
    case 'string':
      return stringOf(definition, text);
    case 'unknown':
      return text;
    default:
      throw new Error(`No value can be made of a ${definition.type}.`);
  }
}

/** A map whose optional fields may be left out: none is undefined. */
function objectOf({ shape = {} }: Definition, text: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(Object.entries(shape).map(([key, child]) => [key, anySource(child, text)]));
  return fc
    .record(fields)
    .map((value) => Object.fromEntries(Object.entries(value).filter(([, child]) => child !== undefined)));
}

function checksOf({ checks = [] }: Definition) {
  return checks.map((check) => check._zod.def);
}

function lengthOf(definition: Definition, most: number): { minLength: number; maxLength: number } {
  const minLength = checksOf(definition).find(({ check }) => check === 'min_length')?.minimum ?? 0;
  const maxLength = checksOf(definition).find(({ check }) => check === 'max_length')?.maximum ?? most;
  return { minLength, maxLength: Math.max(minLength, Math.min(maxLength, most)) };
}

function numberOf(definition: Definition): fc.Arbitrary<number> {
  const checks = checksOf(definition);
  const min = checks.find(({ check }) => check === 'greater_than')?.value ?? -1000;
  const max = checks.find(({ check }) => check === 'less_than')?.value ?? 1000;
  const isWhole = checks.some(({ check }) => check === 'number_format');
  return isWhole
    ? fc.integer({ min, max })
    : fc.double({ min, max, noNaN: true }).map((value) => (Object.is(value, -0) ? 0 : value));
}

function stringOf(definition: Definition, text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const { pattern } = checksOf(definition).find((check) => check.pattern !== undefined) ?? {};
  if (definition.format === 'url') return fc.constant('https://station.example/a?b=c#d');
  if (pattern === undefined) return bounded(definition, text);
  const source = pattern.source;
  if (source.includes('constructor$')) return fc.stringMatching(/^[a-z][a-z0-9-]{0,39}$/);
  if (source.startsWith('^[^'))
    return bounded(
      definition,
      text.map((words) => words.replaceAll(/[\n\r]/g, ' ')),
    );
  return fc.stringMatching(pattern, { maxLength: 40 });
}

function bounded(definition: Definition, text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const { minLength } = lengthOf(definition, 8000);
  return text.map((words) => (words.length < minLength ? 'words' : words.slice(0, 390)));
}
