import { expect } from 'chai';
import * as fc from 'fast-check';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { directoryTree, formatIssues, formatSource, jsonSchemas } from '../../server/authoring/index.ts';
import { readYaml } from '../../server/authoring/read-yaml.ts';
import { ROOT } from '../architecture/rooms.ts';
import { changed, checked, FIXTURE, MODULE, shortly } from './course-fixture.ts';

const valueOf = (text: string): unknown => readYaml(MODULE, Buffer.from(text)).file?.value;
const yamlFiles = Object.entries(FIXTURE).filter(([path]) => path.endsWith('.yaml'));

/** A value with the keys of all its maps in another order. */
function shuffled(value: unknown, seed: number): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, seed));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, child]) => [key, shuffled(child, seed)] as const);
  const isOrdered = Object.keys(value).includes('hall');
  return Object.fromEntries(
    isOrdered ? entries : entries.sort(([one], [other]) => weigh(one, seed) - weigh(other, seed)),
  );
}

function weigh(key: string, seed: number): number {
  return Array.from(key).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0) + seed) % 9973, seed);
}

describe('the canonical form', () => {
  it('is the form of every file in courses/', () => {
    expect(shortly(formatIssues(directoryTree(join(ROOT, 'courses'))))).to.deep.equal([]);
  });

  it('is the form of the fixture with the other blocks', () => {
    expect(shortly(formatIssues(directoryTree(join(import.meta.dirname, 'fixtures/blocks'))))).to.deep.equal([]);
  });

  it('is told as a warning with the first line that changes', () => {
    const files = changed(MODULE, 'pass: 0.8\n', 'pass: 0.8   # eight of ten\n');
    expect(shortly(checked(files))).to.deep.equal([`NOT_FORMATTED warning ${MODULE}:28`]);
  });

  it('comes from any order of keys, any style and any width, and says the same', () => {
    const styles = fc.record({
      seed: fc.integer({ min: 1, max: 9000 }),
      width: fc.integer({ min: 20, max: 200 }),
      flow: fc.boolean(),
      indent: fc.integer({ min: 2, max: 6 }),
    });
    fc.assert(
      fc.property(fc.constantFrom(...yamlFiles), styles, ([path, text], { seed, width, flow, indent }) => {
        const value = shuffled(valueOf(text), seed);
        // JSON is YAML in flow style. The package's own writer may change a text, so the two readings are compared.
        const written = flow
          ? JSON.stringify(value, null, indent)
          : stringify(value, { lineWidth: width, indent, blockQuote: 'literal' });
        const once = formatSource(path, written);
        expect(valueOf(once)).to.deep.equal(valueOf(text));
        expect(formatSource(path, once)).to.equal(once);
        if (path.includes('/modules/') && !path.includes('.es.')) expect(once).to.equal(text);
      }),
      { numRuns: 40 },
    );
  });

  it('keeps any text as it is, and itself when it is made twice', () => {
    const anyText = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom(' ', '\n', '#', ':', '-', "'", '"', 'a', '|', '\t') }),
    );
    fc.assert(
      fc.property(anyText, (text) => {
        const once = formatSource(MODULE, JSON.stringify({ id: 'a', summary: text }));
        expect(valueOf(once)).to.deep.equal({ id: 'a', summary: text });
        expect(formatSource(MODULE, once)).to.equal(once);
      }),
      { numRuns: 300 },
    );
  });

  it('changes one line when one field is changed', () => {
    const before = FIXTURE[MODULE] ?? '';
    for (const [from, to] of [
      ['title: In the hall', 'title: In the long hall: twice'],
      ['points: -1', 'points: -2'],
      ['The bell has just rung.', 'The bell rings.'],
      ['prompt: Who leads?', `prompt: ${'Who leads, and who follows? '.repeat(12).trim()}`],
    ] as const) {
      const value = before.replace(from, to.includes(': twice') ? "title: 'In the long hall: twice'" : to);
      const after = formatSource(MODULE, value).split('\n');
      const lines = before.split('\n');
      expect(after).to.have.lengthOf(lines.length);
      expect(after.filter((line, index) => line !== lines[index])).to.have.lengthOf(1);
    }
  });

  it('keeps comments where they are', () => {
    const text = `# yaml-language-server: $schema=../../module.schema.json
# The head of the file.
id: a
# Above the title.
title: b # Beside it.

# After an empty line.
skills:
  # Above the first entry.
  - skill: c
    adds: d

# At the end.
`;
    expect(formatSource(MODULE, text)).to.equal(text);
  });
});

describe('the JSON Schemas', () => {
  it('are up to date in courses/', () => {
    const tree = directoryTree(join(ROOT, 'courses'));
    for (const [name, text] of jsonSchemas())
      expect(tree.read(name).toString('utf8'), `npm run courses:schema`).to.equal(text);
  });
});
