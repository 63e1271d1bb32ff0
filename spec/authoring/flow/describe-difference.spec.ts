import { expect } from 'chai';
import { describeDifference } from '../../../server/authoring/flow/describe-difference.ts';

const file = (blocks: string, title = 'At the gate'): string => `title: ${title}
sections:
  - id: start
    title: Where it begins
    blocks:
${blocks}`;
const block = (id: string, text: string): string => `      - id: ${id}\n        type: text\n        text: ${text}\n`;
const one = (before: string, after: string) =>
  describeDifference({ 'modules/a.yaml': before }, { 'modules/a.yaml': after });

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
      { kind: 'changed', where: 'title', before: 'At the gate', after: 'At the door' },
      { kind: 'removed', where: '“Where it begins” › blocks › text “x”', before: 'X', after: '' },
      { kind: 'added', where: '“Where it begins” › blocks › text “new”', before: '', after: 'N' },
      { kind: 'moved', where: '“Where it begins” › blocks', before: 'y, z', after: 'z, y' },
      {
        kind: 'changed',
        where: '“Where it begins” › text “y” › text',
        before: 'Y',
        after: 'Other words',
      },
    ]);
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
  });
});
