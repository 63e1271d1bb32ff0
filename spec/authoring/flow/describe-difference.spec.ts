import { expect } from 'chai';
import { FIELD_WORDS, fieldWord } from '../../../server/authoring/editor/form-words.ts';
import { describeDifference } from '../../../server/authoring/flow/describe-difference.ts';
import { jsonSchemas } from '../../../server/authoring/json-schemas.ts';

const file = (blocks: string, title = 'At the gate'): string => `title: ${title}
sections:
  - id: start
    title: Where it begins
    blocks:
${blocks}`;
const block = (id: string, text: string): string => `      - id: ${id}\n        type: text\n        text: ${text}\n`;
const one = (before: string, after: string) =>
  describeDifference({ 'modules/a.yaml': before }, { 'modules/a.yaml': after });

/** Keys whose word depends on what holds them. */
const HELD = new Set(Object.keys(FIELD_WORDS).flatMap((key) => key.split('.').slice(1)));

/** Every key of a map that a JSON Schema names. */
function keysIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, part]) =>
    key === 'properties' && typeof part === 'object' && part !== null
      ? [...Object.keys(part), ...Object.values(part).flatMap(keysIn)]
      : keysIn(part),
  );
}

describe('the difference between two versions', () => {
  it('says nothing of files that say the same, whatever their comments', () => {
    const text = file(block('x', 'X'));
    expect(one(text, `# A note.\n${text}`)).to.deep.equal([]);
    expect(describeDifference({ 'course.yaml': text }, { 'course.yaml': text })).to.deep.equal([]);
  });

  it('names what is new, gone, moved and changed by its block and field', () => {
    const before = file(block('x', 'X') + block('y', 'Y') + block('z', 'Z'));
    const after = file(block('z', 'Z') + block('y', 'Other words') + block('new', 'N'), 'At the door');
    const [found] = one(before, after);
    expect(found).to.include({ path: 'modules/a.yaml', title: 'At the door', state: 'changed' });
    expect(found?.differences).to.deep.equal([
      { kind: 'changed', where: 'Title', before: 'At the gate', after: 'At the door' },
      { kind: 'removed', where: '“Where it begins” › Text “X”', before: 'X', after: '' },
      { kind: 'added', where: '“Where it begins” › Text “N”', before: '', after: 'N' },
      {
        kind: 'moved',
        where: '“Where it begins” › Blocks',
        before: 'Text “Other words”, Text “Z”',
        after: 'Text “Z”, Text “Other words”',
      },
      { kind: 'changed', where: '“Where it begins” › Text “Other words” › Text', before: 'Y', after: 'Other words' },
    ]);
  });

  it('calls every field and every picked value what its form calls it, and never by its key', () => {
    const law = 'reviewer: Ana Ruiz\n  review_by: 2027-01-01\n  states: [TX]';
    const node = (goto: string, extra = ''): string =>
      `          talk: { title: He talks, text: Well., choices: [{ id: a, say: Come along., goto: ${goto}, points: 1${extra} }] }\n`;
    const scenario = (counts: string, rest: string): string =>
      `${block('x', 'X')}      - id: hall\n        type: scenario\n        title: In the hall\n        counts: ${counts}\n        nodes:\n${rest}`;
    const before = `legal:\n  ${law}\n${file(scenario('first', node('end')))}`;
    const after = `legal:\n  ${law.replace('2027', '2028').replace('[TX]', '[TX, OH]')}\n${file(
      scenario('best', node('[{ when: { has: [trust] }, goto: talk }, { goto: end }]', ', set: [calm]')),
    )}`;
    const hall = '“Where it begins” › Scenario “In the hall”';
    expect(one(before, after)[0]?.differences).to.deep.equal([
      { kind: 'changed', where: 'Law › Holds until', before: '2027-01-01', after: '2028-01-01' },
      { kind: 'changed', where: 'Law › States, by their two letters', before: 'TX', after: 'TX, OH' },
      { kind: 'changed', where: `${hall} › Which run counts`, before: 'The first run', after: 'The best run' },
      {
        kind: 'changed',
        where: `${hall} › “He talks” › Choices › “Come along.” › Goes to`,
        before: 'end',
        after: 'Only: With the flags: trust; Goes to: talk; Goes to: end',
      },
      {
        kind: 'added',
        where: `${hall} › “He talks” › Choices › “Come along.” › Sets the flags`,
        before: '',
        after: 'calm',
      },
    ]);
  });

  it('has a word for every key that a file of a course may have', () => {
    const wordless = [...jsonSchemas()]
      .filter(([name]) => name !== 'skills.schema.json')
      .flatMap(([, text]) => keysIn(JSON.parse(text)))
      .filter((key) => fieldWord(key, 'blocks') === key && !HELD.has(key));
    expect([...new Set(wordless)]).to.deep.equal([]);
  });

  it('shows of a long text what differs and a little around it', () => {
    const long = 'word '.repeat(400);
    const [found] = one(file(block('x', `${long}old`)), file(block('x', `${long}new`)));
    const [difference] = found?.differences ?? [];
    expect(difference?.before)
      .to.match(/^….*old$/)
      .and.to.have.length.below(100);
    expect(difference?.after).to.match(/^….*new$/);
  });

  it('tells files that came and went', () => {
    const files = describeDifference({ 'modules/a.yaml': 'title: A' }, { 'modules/b.yaml': 'title: B' });
    expect(files.map(({ title, state }) => `${title} ${state}`)).to.deep.equal(['A removed', 'B added']);
    const words = { 'media/media.yaml': 'media:\n  hall.svg:\n    credit: Us\n' };
    expect(describeDifference({}, words)).to.deep.include({
      path: 'media/media.yaml',
      title: 'What media say',
      state: 'added',
      differences: [],
    });
  });
});
