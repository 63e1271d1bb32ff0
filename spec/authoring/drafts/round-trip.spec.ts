import { expect } from 'chai';
import * as fc from 'fast-check';
import { join } from 'node:path';
import { directoryTree } from '../../../server/authoring/index.ts';
import { patchYaml } from '../../../server/authoring/drafts/patch-yaml.ts';
import { readSource } from '../../../server/authoring/drafts/read-source.ts';
import {
  applyEdits,
  bankSource,
  isSourceList,
  isSourceMap,
  moduleSource,
  valueAtPlace,
  type DraftEdit,
  type EditPath,
  type SourceValue,
} from '../../../server/standards/module/index.ts';
import { ROOT } from '../../architecture/rooms.ts';
import { anySource, HOSTILE } from '../../support/any-source.ts';

const FOLDERS = ['courses', 'spec/authoring/fixtures/courses', 'spec/authoring/fixtures/blocks'];
const FILES = FOLDERS.flatMap((folder) => {
  const tree = directoryTree(join(ROOT, folder));
  const paths = tree.paths.filter((path) => path.endsWith('.yaml') && path.includes('/'));
  return paths.map((path) => ({ path, text: tree.read(path).toString('utf8') }));
});
const MODULES = FILES.filter(({ path }) => /\/modules\/[^.]+\.yaml$/.test(path));

const dataOf = (path: string, text: string): SourceValue => readSource(path, text).data;

/** Places of all entries with ids and of all plain values below a place. */
function placesIn(value: SourceValue, at: EditPath = []): EditPath[] {
  if (isSourceList(value)) {
    const below = value.flatMap((entry, index) => {
      const id = isSourceMap(entry) ? entry['id'] : null;
      return placesIn(entry, [...at, typeof id === 'string' ? { id } : index]);
    });
    return [at, ...below];
  }
  const below = isSourceMap(value)
    ? Object.entries(value).flatMap(([key, child]) => placesIn(child, [...at, key]))
    : [];
  return [at, ...below];
}

const differingLines = (one: string, other: string): number => {
  const lines = other.split('\n');
  return (
    one.split('\n').filter((line, index) => line !== lines[index]).length +
    Math.abs(one.split('\n').length - lines.length)
  );
};

const textAt = (data: SourceValue, at: EditPath): string => {
  const value = valueAtPlace(data, at);
  return typeof value === 'string' ? value : '';
};

/** A text with other words in its first line. */
const reworded = (text: string): string => text.replace(/^(\s*)\S+/, '$1Reworded');

const anyText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE) },
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(' ', '\n', '#', ':', '-', "'", '"', 'a', '|', '\t', '\r') }),
);

describe('the text of a source file', () => {
  it('is the same to the byte when every block of every module is written without a change', () => {
    expect(MODULES.length).to.be.greaterThan(10);
    for (const { path, text } of FILES) {
      const data = dataOf(path, text);
      const blocks = placesIn(data).filter((at) => at.at(-2) === 'blocks' || at.at(-2) === 'items' || at.length < 2);
      const edits = blocks.map((at): DraftEdit => ({ op: 'set', at, value: valueAtPlace(data, at) ?? null }));
      expect(patchYaml(path, text, edits), path).to.equal(text);
    }
  });

  it('changes in one line when one field is changed, whichever it is', () => {
    // One place of each kind, in the smallest file that has it, and three of every file.
    const kinds = new Map<string, { file: (typeof FILES)[number]; at: EditPath }>();
    for (const file of MODULES.toSorted((one, other) => one.text.length - other.text.length)) {
      const data = dataOf(file.path, file.text);
      const texts = placesIn(data).filter((at) => typeof valueAtPlace(data, at) === 'string');
      for (const [index, at] of texts.entries()) {
        const kind = at
          .map((step, depth) => (typeof step === 'string' && at[depth - 1] !== 'nodes' ? step : '*'))
          .join('.');
        if (!kinds.has(kind)) kinds.set(kind, { file, at });
        if (index % Math.ceil(texts.length / 2) === 1) kinds.set(`${file.path} ${index}`, { file, at });
      }
    }
    expect(kinds.size).to.be.greaterThan(60);
    for (const { file, at } of kinds.values()) {
      const { path, text } = file;
      const was = textAt(dataOf(path, text), at);
      const after = patchYaml(path, text, [{ op: 'set', at, value: reworded(was) }]);
      expect(differingLines(text, after), `${path}: ${JSON.stringify(at)}`).to.equal(1);
    }
  });

  it('keeps comments with what they were written for when blocks are moved, removed and put in', () => {
    const text = `# yaml-language-server: $schema=../../module.schema.json
id: gate
# What officers read first.
title: At the gate # for now
sections:
  - id: start
    title: Start
    blocks:
      # Ask the principal about this one.
      - id: one
        type: text
        text: One
      - id: two
        type: text
        # Two words.
        text: Two
  - id: end
    title: End
    blocks:
      - id: three
        type: text
        text: Three
`;
    const list = (id: string): EditPath => ['sections', { id }, 'blocks'];
    const after = patchYaml('gate/modules/01-gate.yaml', text, [
      { op: 'set', at: ['title'], value: 'At the door' },
      { op: 'move', at: [...list('start'), { id: 'two' }], to: list('end'), before: { id: 'three' } },
      { op: 'insert', at: list('start'), before: null, value: { id: 'four', type: 'text', text: 'Four' } },
    ]);
    expect(after).to.contain('# What officers read first.\ntitle: At the door # for now\n');
    expect(after).to.contain('# Ask the principal about this one.\n      - id: one\n');
    expect(after).to.match(
      /title: End\n {4}blocks:\n {6}- id: two\n {8}type: text\n {8}# Two words.\n {8}text: Two\n {6}- id: three/,
    );
    expect(after).to.match(/text: One\n {6}- id: four\n/);
  });

  it('moves a key within its map with what was written before it, and back', () => {
    const path = 'gate/banks/any.yaml';
    const node = (name: string): string => `  ${name}:\n    text: Say ${name}\n`;
    const [talk, walk, end] = [node('talk'), `  # Nobody is touched.\n${node('walk')}`, node('end')];
    const head = '# yaml-language-server: $schema=../../bank.schema.json\nnodes:\n';
    const text = head + talk + walk + end;
    const edits = [{ op: 'move', at: ['nodes', 'walk'], to: ['nodes'], before: null }] as const;
    const after = patchYaml(path, text, edits);
    expect(after).to.equal(head + talk + end + walk);
    const { value, inverse } = applyEdits(dataOf('banks/any.yaml', text), edits);
    expect(JSON.stringify(value)).to.equal(JSON.stringify(dataOf('banks/any.yaml', after)));
    expect(patchYaml(path, after, inverse)).to.equal(text);
  });

  it('moves the first key and the first entry with what was written before them, and leaves it with them', () => {
    const path = 'gate/banks/any.yaml';
    const head = '# yaml-language-server: $schema=../../bank.schema.json\n';
    const map = (...names: string[]): string =>
      `${head}nodes:\n${names.map((name) => `${name === 'a' ? '  # about a\n' : ''}  ${name}: 1\n`).join('')}`;
    const list = (...names: string[]): string =>
      `${head}list:\n${names.map((name) => `${name === 'a' ? '  # about a\n' : ''}  - id: ${name}\n`).join('')}`;
    const cases: [string, DraftEdit, string][] = [
      [map('a', 'b'), { op: 'move', at: ['nodes', 'a'], to: ['nodes'], before: null }, map('b', 'a')],
      [map('a', 'b'), { op: 'move', at: ['nodes', 'b'], to: ['nodes'], before: 'a' }, map('b', 'a')],
      [map('a', 'b'), { op: 'set', at: ['nodes', 'c'], value: 1, before: 'a' }, map('c', 'a', 'b')],
      [map('a', 'b'), { op: 'remove', at: ['nodes', 'a'] }, map('b')],
      [list('a', 'b'), { op: 'move', at: ['list', { id: 'a' }], to: ['list'], before: null }, list('b', 'a')],
      [list('a', 'b'), { op: 'insert', at: ['list'], before: { id: 'a' }, value: { id: 'c' } }, list('c', 'a', 'b')],
      [list('a', 'b'), { op: 'remove', at: ['list', { id: 'a' }] }, list('b')],
    ];
    for (const [text, edit, after] of cases) expect(patchYaml(path, text, [edit])).to.equal(after);
  });

  it('takes no node of a list for two of its entries when the list is set', () => {
    const lists: SourceValue[] = [
      [{ words: 'none' }, { id: 'a', words: 'new' }],
      [
        { id: 'b', words: 'two' },
        { id: 'b', words: 'again' },
      ],
      [{ id: 'b', words: 'two' }, 'plain', { id: 'a', words: 'one' }],
    ];
    for (const value of lists) {
      const text = 'id: any\nlist:\n  - id: a\n    words: one\n  - id: b\n    words: two\n';
      const after = patchYaml('any/banks/any.yaml', text, [{ op: 'set', at: ['list'], value }]);
      expect(dataOf('banks/any.yaml', after), after).to.deep.equal({ id: 'any', list: value });
    }
  });

  it('keeps a layout that is not ours, whatever is written into one of its fields', () => {
    const path = 'gate/modules/01-gate.yaml';
    const text = `title:   "At the gate"   # for now
id: gate

sections:
- {id: start, title: 'Start', blocks: [{id: one, type: text, text: One}]}
- id: end
  title: End   # the last
  blocks:
    - id:   three
      type: text
      text: |
          Three words
          in two lines.
`;
    const fields: EditPath[] = [
      ['title'],
      ['id'],
      ['sections', { id: 'start' }, 'title'],
      ['sections', { id: 'start' }, 'blocks', { id: 'one' }, 'text'],
      ['sections', { id: 'end' }, 'title'],
      ['sections', { id: 'end' }, 'blocks', { id: 'three' }, 'text'],
    ];
    for (const at of fields) {
      const line = patchYaml(path, text, [{ op: 'set', at, value: 'Other words' }]);
      expect(line).to.contain('Other words').and.to.contain('- id:   three');
      // The last text had two lines and has one now.
      if (at !== fields.at(-1)) expect(differingLines(text, line), JSON.stringify(at)).to.equal(1);
      for (const value of HOSTILE) {
        const after = patchYaml(path, text, [{ op: 'set', at, value }]);
        expect(valueAtPlace(dataOf(path, after), at.at(-1) === 'id' ? ['id'] : at)).to.equal(value);
      }
    }
  });

  it('is the same module again, whatever valid module an editor makes of it', () => {
    const path = 'any/modules/01-any.yaml';
    fc.assert(
      fc.property(anySource(moduleSource, anyText), fc.infiniteStream(fc.nat()), (made, dice) => {
        const value = moduleSource.safeParse(made).success ? made : null;
        fc.pre(isValue(value) && isSourceMap(value));
        // The fields come one by one, in any order, into a file that holds something else.
        const keys = Object.keys(value).sort(() => ((dice.next().value ?? 0) % 3) - 1);
        const edits = keys.map((key): DraftEdit => ({ op: 'set', at: [key], value: value[key] ?? null }));
        const start = 'id: was\ntitle: Was\n# A comment.\nsections: []\n';
        const text = edits.reduce((before, edit) => patchYaml(path, before, [edit]), start);
        expect(dataOf(path, text)).to.deep.equal(JSON.parse(JSON.stringify(value)));
        expect(moduleSource.parse(dataOf(path, text))).to.deep.equal(moduleSource.parse(value));
        expect(patchYaml(path, text, [])).to.equal(text);
      }),
      { numRuns: 30 },
    );
  });

  it('is the same bank again, whatever valid bank an editor makes', () => {
    fc.assert(
      fc.property(anySource(bankSource, anyText), (made) => {
        fc.pre(bankSource.safeParse(made).success && isValue(made));
        const text = patchYaml('any/banks/any.yaml', 'id: was\n', [{ op: 'set', at: [], value: made }]);
        expect(dataOf('any/banks/any.yaml', text)).to.deep.equal(JSON.parse(JSON.stringify(made)));
      }),
      { numRuns: 60 },
    );
  });

  it('says what the value says, whatever edits are made in whatever order', () => {
    const { path, text } = MODULES.find((file) => file.path.includes('hall/modules/01')) ?? { path: '', text: '' };
    const data = dataOf(path, text);
    const places = placesIn(data).filter((at) => at.length > 0);
    const lists = places.filter((at) => at.at(-1) === 'blocks' || at.at(-1) === 'options');
    const entries = places.filter((at) => typeof at.at(-1) === 'object');
    const edit: fc.Arbitrary<DraftEdit> = fc.oneof(
      fc.record({ op: fc.constant('set' as const), at: fc.constantFrom(...places), value: anyText }),
      fc.record({ op: fc.constant('remove' as const), at: fc.constantFrom(...places) }),
      fc.record({
        op: fc.constant('insert' as const),
        at: fc.constantFrom(...lists),
        before: fc.constantFrom(null, 0, { id: 'law' }),
        value: fc.record({ id: fc.constantFrom('n1', 'n2', 'n3'), text: anyText }),
      }),
      fc.record({
        op: fc.constant('move' as const),
        at: fc.constantFrom(...entries),
        to: fc.constantFrom(...lists),
        before: fc.constantFrom(null, 0, { id: 'law' }),
      }),
    );
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
        const possible = edits.filter((_edit, index) => isPossible(data, edits.slice(0, index + 1)));
        fc.pre(possible.length === edits.length);
        const { value, inverse } = applyEdits(data, edits);
        const after = patchYaml(path, text, edits);
        expect(dataOf(path, after)).to.deep.equal(value);
        expect(dataOf(path, patchYaml(path, after, inverse))).to.deep.equal(data);
      }),
      { numRuns: 60 },
    );
  });
});

function isPossible(data: SourceValue, edits: readonly DraftEdit[]): boolean {
  try {
    applyEdits(data, edits);
    return true;
  } catch {
    return false;
  }
}

function isValue(value: unknown): value is SourceValue {
  return value !== undefined;
}
