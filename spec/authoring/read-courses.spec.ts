import { expect } from 'chai';
import { changed, checked, FIXTURE, MODULE, shortly } from './course-fixture.ts';

const head = (FIXTURE[MODULE] ?? '').split('sections:')[0] ?? '';

/** Issues of the module with another text. */
function issuesOf(text: string): string[] {
  return shortly(checked({ ...FIXTURE, [MODULE]: text }).filter(({ file }) => file === MODULE));
}

/** Messages of the module after a change. */
function messagesAfter(from: string | RegExp, to: string): string[] {
  const issues = checked(changed(MODULE, from, to)).filter(({ code }) => code === 'SCHEMA');
  return issues.map(({ line, message }) => `${line}: ${message}`);
}

describe('reading course files', () => {
  it('says what a schema misses by path and line, all of it at once', () => {
    const [line = 0, ...rest] = [
      ...messagesAfter(/ {12}why: Because of reason a in case 1.\n/, ''),
      ...messagesAfter('type: multi', 'type: mutli'),
      ...messagesAfter('kind: module', 'kind: modul'),
      ...messagesAfter('summary:', 'sumary:'),
      ...messagesAfter('pass: 4', 'pass: four'),
      ...messagesAfter('goto: gym', 'goto: The gym'),
      ...messagesAfter(/( {10}- id: nurse)[^]*?( {10}- id: counselor)/, '          - id: counselor'),
      ...messagesAfter(/ {10}- id: officer\n.*\n/, ''),
    ].map((message) => message.replace(/write one of: text.*test\./, 'write one of: …'));
    expect([line, ...rest]).to.deep.equal([
      '212: sections[2].blocks[0].options[0].why: is missing; add it.',
      '293: sections[2].blocks[5].type: there is no "mutli"; write one of: …',
      '4: kind: write one of: module, pretest, test.',
      '2: summary: is missing; add it.',
      '5: sumary: there is no such field here; check the spelling or remove it.',
      '96: sections[1].blocks[0].scoring.pass: write a number here.',
      '150: sections[1].blocks[0].nodes.open-up.choices[1].goto: The gym does not fit: starts with a letter; then small letters, digits and hyphens, 40 at most.',
      '334: sections[2].blocks[7].pairs: at least 3 pairs; there is 1.',
      '312: sections[2].blocks[6].buckets: at least 2 groups; there is 1.',
    ]);
  });

  it('goes on with the other files when one is broken', () => {
    const files = { ...changed(MODULE, 'title:', 'tittle:'), 'hall/banks/final.yaml': 'id: [' };
    expect([...new Set(checked(files).map(({ file }) => file))]).to.deep.equal(['hall/banks/final.yaml', MODULE]);
  });

  it('names a file and a course file that do not belong', () => {
    const files = { ...FIXTURE, 'hall/modules/Third.yaml': 'id: third', 'yard/modules/01-yard.yaml': 'id: yard' };
    const codes = shortly(checked(files).filter(({ code }) => code !== 'SCHEMA' && code !== 'NOT_FORMATTED'));
    expect(codes).to.deep.equal(['FILE_NAME error hall/modules/Third.yaml:1', 'COURSE_FILE error yard/course.yaml:1']);
  });

  it('names a translation of a module that is not there', () => {
    const files = { ...FIXTURE, 'hall/modules/09-gone.es.yaml': 'title: Nada\n' };
    expect(shortly(checked(files).filter(({ code }) => code !== 'NOT_FORMATTED'))).to.deep.equal([
      'TRANSLATION_MODULE error hall/modules/09-gone.es.yaml:1',
    ]);
  });

  it('reads one course alone when asked', () => {
    expect(checked(FIXTURE)).to.deep.equal([]);
  });
});

describe('reading hostile YAML', () => {
  it('refuses aliases and anchors, so that a small file cannot grow (billion laughs)', () => {
    const laughs = Array.from({ length: 9 }, (_, index) => {
      const before =
        index === 0
          ? '"ha"'
          : Array(9)
              .fill(`*l${index - 1}`)
              .join(', ');
      return `l${index}: &l${index} [${before}]`;
    }).join('\n');
    const found = issuesOf(laughs).map((issue) => issue.split(' ')[0]);
    expect(new Set(found)).to.deep.equal(new Set(['YAML_ANCHOR', 'YAML_ALIAS']));
  });

  it('refuses merge keys, which are aliases', () => {
    expect(issuesOf(`base: &b {id: a}\nid:\n  <<: *b\n`)).to.deep.equal([
      `YAML_ANCHOR error ${MODULE}:1`,
      `YAML_ALIAS error ${MODULE}:3`,
    ]);
  });

  it('refuses tags', () => {
    expect(issuesOf('id: !!js/function "x"\n')).to.include(`YAML_TAG error ${MODULE}:1`);
    expect(issuesOf('id: !!str x\n')).to.deep.equal([`YAML_TAG error ${MODULE}:1`]);
  });

  it('refuses a file larger than 512 kB without parsing it', () => {
    expect(issuesOf(`# ${'x'.repeat(10 * 1024 * 1024)}\n${head}`)).to.deep.equal([`YAML_TOO_LARGE error ${MODULE}:1`]);
  });

  it('refuses nesting that would end the stack, in flow and in block style', () => {
    for (const text of [
      '['.repeat(100_000),
      '- '.repeat(100_000),
      '{a: '.repeat(50_000),
      `a: ${'['.repeat(60)}${']'.repeat(60)}`,
      `a: ${'["]", '.repeat(5000)}`,
      Array.from({ length: 300 }, (_, level) => `${' '.repeat(level)}a:`).join('\n'),
      Array.from({ length: 60 }, (_, level) => `${' '.repeat(level)}a:`).join('\n'),
    ]) {
      expect(issuesOf(text).join()).to.include('YAML_TOO_DEEP');
    }
  });

  it('refuses tabs as indentation and says so', () => {
    const [issue] = checked({ ...FIXTURE, [MODULE]: 'id: a\nsections:\n\t- id: b\n' }).filter(
      ({ file }) => file === MODULE,
    );
    expect(issue).to.include({ code: 'TAB_AS_INDENT', line: 3, message: 'Indent with spaces, not with tabs.' });
  });

  it('refuses the same key twice', () => {
    expect(issuesOf('id: a\ntitle: b\nid: c\n')).to.deep.equal([`DUPLICATE_KEY error ${MODULE}:3`]);
  });

  it('refuses keys that every JavaScript object has', () => {
    for (const key of ['__proto__', 'constructor', 'prototype']) {
      expect(issuesOf(`id: a\n${key}:\n  isAdmin: true\n`)).to.deep.equal([`YAML_KEY error ${MODULE}:2`]);
    }
    expect(Object.hasOwn(Object.prototype, 'isAdmin')).to.equal(false);
  });

  it('refuses an id that every JavaScript object has', () => {
    expect(checked(changed(MODULE, 'id: more', 'id: constructor')).map(({ code }) => code)).to.include('SCHEMA');
  });

  it('refuses a second document, an empty file and bytes that are no text', () => {
    expect(issuesOf('id: a\n---\nid: b\n')[0]).to.match(/^MULTIPLE_DOCS error /);
    expect(issuesOf('')[0]).to.equal(`SCHEMA error ${MODULE}:1`);
    expect(issuesOf('\u0000\u0001')[0]).to.match(/error/);
  });
});
