import { isSourceList, isSourceMap, type SourceValue } from '../../standards/module/index.ts';
import type { DraftFileRow } from './draft-model.ts';
import { readData } from './read-source.ts';

/** A block as the outline names it. */
export interface OutlineBlock {
  readonly id: string;
  readonly type: string;
  /** Its title, or the first words of its text. */
  readonly words: string;
}

/** A module of a draft as the outline shows it. */
export interface OutlineModule {
  /** Of the file, without ending. */
  readonly name: string;
  readonly title: string;
  readonly kind: string;
  /** False where course.yaml names a file that is not there. */
  readonly isThere: boolean;
  readonly sections: readonly {
    readonly id: string;
    readonly title: string;
    readonly blocks: readonly OutlineBlock[];
  }[];
}

/** A part of the course with its modules. */
export interface OutlinePart {
  readonly id: string;
  readonly title: string;
  readonly modules: readonly OutlineModule[];
}

/** What a draft consists of, as far as its files say it: drafts may be wrong anywhere. */
export interface Outline {
  readonly parts: readonly OutlinePart[];
  readonly banks: readonly { readonly name: string; readonly title: string; readonly items: number }[];
}

const WORDS = 80;

/** Reads the outline of a draft out of its files. Modules that no part names stand in a part of their own without an id. */
export function outlineOf(files: readonly Pick<DraftFileRow, 'path' | 'text'>[]): Outline {
  const data = new Map(files.map(({ path, text }) => [path, readData(path, text)]));
  const names = [...data.keys()].flatMap((path) => /^modules\/([^.]+)\.yaml$/.exec(path)?.[1] ?? []);
  const module = (name: string): OutlineModule => moduleOf(name, data.get(`modules/${name}.yaml`));
  const parts = listIn(data.get('course.yaml') ?? null, 'parts').map((part, index) => ({
    id: textIn(part, 'id') || String(index),
    title: textIn(part, 'title'),
    modules: listIn(part, 'modules').flatMap((name) => (typeof name === 'string' ? [module(name)] : [])),
  }));
  const named = new Set(parts.flatMap(({ modules }) => modules.map(({ name }) => name)));
  const loose = names.filter((name) => !named.has(name)).map(module);
  return {
    parts: loose.length === 0 ? parts : [...parts, { id: '', title: 'In no part of the course', modules: loose }],
    banks: [...data].flatMap(([path, value]) => {
      const name = /^banks\/(.+)\.yaml$/.exec(path)?.[1];
      return name === undefined ? [] : [{ name, title: textIn(value, 'title'), items: listIn(value, 'items').length }];
    }),
  };
}

function moduleOf(name: string, data: SourceValue | undefined): OutlineModule {
  const value = data ?? null;
  return {
    name,
    title: textIn(value, 'title') || name,
    kind: textIn(value, 'kind') || 'module',
    isThere: data !== undefined,
    sections: listIn(value, 'sections').map((section) => ({
      id: textIn(section, 'id'),
      title: textIn(section, 'title'),
      blocks: listIn(section, 'blocks').map((block) => ({
        id: textIn(block, 'id'),
        type: textIn(block, 'type'),
        words: firstWords(block),
      })),
    })),
  };
}

/** Title of a source file, its path where it has none. */
export function titleOfFile(path: string, file: Pick<DraftFileRow, 'text'> | null): string {
  return (file === null ? '' : textIn(readData(path, file.text), 'title')) || path;
}

/** Title of a block or item, or the first words of what it says. */
export function firstWords(block: SourceValue): string {
  const text = ['title', 'prompt', 'text', 'caption', 'alt'].map((field) => textIn(block, field)).find(Boolean) ?? '';
  const line = text.trim().split('\n')[0] ?? '';
  return line.length > WORDS ? `${line.slice(0, WORDS)}…` : line;
}

function textIn(value: SourceValue, key: string): string {
  const found = isSourceMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return typeof found === 'string' ? found : '';
}

function listIn(value: SourceValue, key: string): readonly SourceValue[] {
  const found = isSourceMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return isSourceList(found) ? found : [];
}
