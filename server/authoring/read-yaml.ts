import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLMap,
} from 'yaml';
import { lineTooDeep, MAX_DEPTH } from './nesting.ts';
import type { Issue, Path, Place } from './issue.ts';

/** A YAML file that was read, with the place of every value. */
export interface YamlFile {
  readonly document: Document;
  /** Place of a value, or of the nearest one around it that exists: the key where the value has one. */
  readonly placeOf: (path: Path) => Place;
  /** What the file says, as plain objects. */
  readonly value: unknown;
}

/** What came of reading: `file` is null when the text is not safe or not YAML. */
export interface YamlResult {
  readonly file: YamlFile | null;
  readonly issues: readonly Issue[];
}

/** Largest source file, bytes: ten times the longest module. */
export const MAX_BYTES = 512 * 1024;
const TOO_DEEP = `Lists and maps are nested more than ${MAX_DEPTH} levels deep.`;
/** Names that mean something else on a JavaScript object. */
const REFUSED_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** Reads one YAML text. Anchors, aliases, tags and more than one document are refused: a source file needs none. */
export function readYaml(file: string, bytes: Buffer): YamlResult {
  const refuse = (code: string, message: string, place: Place = { line: 1, column: 1 }): Issue => ({
    file,
    severity: 'error',
    code,
    message,
    ...place,
  });
  if (bytes.length > MAX_BYTES) {
    const limit = `${MAX_BYTES / 1024} kB`;
    return { file: null, issues: [refuse('YAML_TOO_LARGE', `The file is larger than ${limit}: split it.`)] };
  }
  const text = bytes.toString('utf8');
  const line = lineTooDeep(text);
  if (line !== null) return { file: null, issues: [refuse('YAML_TOO_DEEP', TOO_DEEP, { line, column: 1 })] };
  return parse(text, refuse);
}

function parse(text: string, refuse: (code: string, message: string, place: Place) => Issue): YamlResult {
  const lines = new LineCounter();
  // Duplicate keys are looked for below: the package compares each key with all others of its map.
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
    stringKeys: true,
    logLevel: 'error',
  });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const issues = [
    ...document.errors.map((error) =>
      refuse(error.code, sayYamlError(error.code, error.message), placeAt(error.pos[0])),
    ),
    ...document.warnings.map((warning) => refuse(warning.code, warning.message, placeAt(warning.pos[0]))),
    ...unwanted(document).map(({ code, message, offset }) => refuse(code, message, placeAt(offset))),
  ];
  if (issues.length > 0) return { file: null, issues };
  const value: unknown = document.toJS({ maxAliasCount: 0 });
  return { file: { document, value, placeOf: (path) => placeAt(offsetOf(document, path)) }, issues };
}

interface Unwanted {
  readonly code: string;
  readonly message: string;
  readonly offset: number;
}

/** What is right YAML and wrong in a source file. */
function unwanted(document: Document): Unwanted[] {
  const found: Unwanted[] = [];
  visit(document, (_key, node, ancestors) => {
    // A map and its pair are two steps of one level.
    if (ancestors.length > MAX_DEPTH * 2) {
      found.push({ code: 'YAML_TOO_DEEP', message: TOO_DEEP, offset: isNode(node) ? (node.range?.[0] ?? 0) : 0 });
      return visit.BREAK;
    }
    if (isNode(node)) found.push(...unwantedOf(node));
    return undefined;
  });
  return found;
}

function unwantedOf(node: Node): Unwanted[] {
  const offset = node.range?.[0] ?? 0;
  if (isAlias(node)) {
    return [{ code: 'YAML_ALIAS', message: `Write the value out: aliases (*${node.source}) are not read.`, offset }];
  }
  const found: Unwanted[] = [];
  if (node.anchor !== undefined) {
    found.push({ code: 'YAML_ANCHOR', message: `Remove the anchor &${node.anchor}: anchors are not read.`, offset });
  }
  if (node.tag !== undefined) {
    found.push({ code: 'YAML_TAG', message: `Remove the tag ${node.tag}: tags are not read.`, offset });
  }
  return isMap(node) ? [...found, ...unwantedKeys(node)] : found;
}

function unwantedKeys(map: YAMLMap): Unwanted[] {
  const seen = new Set<string>();
  return map.items.flatMap(({ key }): Unwanted[] => {
    if (!isScalar(key)) return [];
    const name = String(key.value);
    const offset = key.range?.[0] ?? 0;
    if (REFUSED_KEYS.has(name)) return [{ code: 'YAML_KEY', message: `“${name}” cannot be a key: rename it.`, offset }];
    if (seen.has(name)) {
      return [{ code: 'DUPLICATE_KEY', message: `“${name}” stands twice in the same map: keep one.`, offset }];
    }
    seen.add(name);
    return [];
  });
}

/** The parser's own words for its most frequent faults, said for an author. */
const YAML_ERRORS: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'Indent with spaces, not with tabs.',
  MULTIPLE_DOCS: 'A file holds one document: remove the `---` line and what follows.',
  BLOCK_AS_IMPLICIT_KEY: 'A text with “: ” in it needs quotation marks, or `|` and a new line.',
  NON_STRING_KEY: 'Keys are plain words.',
};

function sayYamlError(code: string, message: string): string {
  return YAML_ERRORS[code] ?? `This is not YAML: ${message}.`;
}

/** Offset of the key of the value at a path, or of the nearest one around it. */
function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === step);
      if (pair === undefined) break;
      if (isNode(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      if (!isNode(node)) break;
      offset = node.range?.[0] ?? offset;
    } else break;
  }
  return offset;
}
