import { expect } from 'chai';
import {
  EditPlaceError,
  valueAtPlace,
  type EditPath,
  type SourceValue,
} from '../../../server/standards/module/index.ts';
import { DraftCopy } from '../../../static/scripts/author/draft-copy.ts';

const file = (): SourceValue => ({
  title: 'One',
  sections: [
    {
      id: 'start',
      blocks: [
        { id: 'one', text: 'first' },
        { id: 'two', text: 'second' },
      ],
    },
    { id: 'end', blocks: [] },
  ],
});
const block = (id: string, section = 'start'): EditPath => ['sections', { id: section }, 'blocks', { id }];
const textOf = (copy: DraftCopy, id: string, section = 'start') =>
  valueAtPlace(copy.data, [...block(id, section), 'text']);
const text = (id: string): EditPath => [...block(id), 'text'];

describe('a source file in the browser', () => {
  it('shows what is typed at once, and sends the keys of one field as one edit', () => {
    const copy = new DraftCopy(file(), 7);
    for (const typed of ['f', 'fi', 'fin']) copy.type(text('one'), typed);
    expect(textOf(copy, 'one')).to.equal('fin');
    expect(copy.take()).to.deep.equal({ base: 7, edits: [{ op: 'set', at: text('one'), value: 'fin' }] });
    expect(copy.take()).to.equal(null);
    expect(copy.isSaved).to.equal(false);
  });

  it('is saved once the server has acknowledged, and keeps what was typed meanwhile', () => {
    const copy = new DraftCopy(file(), 7);
    copy.type(text('one'), 'a');
    const { edits } = copy.take() ?? { edits: [] };
    copy.type(text('one'), 'ab');
    copy.acknowledge(8, [], edits);
    expect(copy.take()).to.deep.equal({ base: 8, edits: [{ op: 'set', at: text('one'), value: 'ab' }] });
    copy.acknowledge(9, [], copy.unsaved.sending);
    expect(copy.isSaved).to.equal(true);
    expect(textOf(copy, 'one')).to.equal('ab');
  });

  it('takes back what was typed in one go, and makes it again', () => {
    const copy = new DraftCopy(file(), 1);
    copy.type(text('one'), 'a');
    copy.type(text('one'), 'ab');
    copy.endTyping();
    copy.type(text('one'), 'abc');
    expect(copy.undo()).to.deep.equal([text('one')]);
    expect(textOf(copy, 'one')).to.equal('ab');
    copy.undo();
    expect(textOf(copy, 'one')).to.equal('first');
    expect(copy.undo()).to.equal(null);
    copy.redo();
    copy.redo();
    expect(textOf(copy, 'one')).to.equal('abc');
    expect(copy.redo()).to.equal(null);
  });

  it('writes a new field where the format has it, there again after it was taken back', () => {
    const copy = new DraftCopy({ title: 'One', text: 'Two' }, 1);
    for (const value of ['A', 'Ana']) copy.type(['speaker'], value, 'text');
    expect(Object.keys(Object(copy.data))).to.deep.equal(['title', 'speaker', 'text']);
    copy.undo();
    expect(copy.data).to.deep.equal({ title: 'One', text: 'Two' });
    copy.redo();
    expect(Object.entries(Object(copy.data))).to.deep.equal([
      ['title', 'One'],
      ['speaker', 'Ana'],
      ['text', 'Two'],
    ]);
  });

  it('takes a field back that was written, emptied and written again', () => {
    const copy = new DraftCopy(file(), 1);
    const title = [...block('one'), 'title'];
    copy.type(title, 'T');
    copy.type(title, undefined);
    copy.undo();
    expect(textOf(copy, 'one')).to.equal('first');
    expect(valueAtPlace(copy.data, title)).to.equal(undefined);
  });

  it('takes structure back: a block that was removed stands where it stood', () => {
    const copy = new DraftCopy(file(), 1);
    copy.edit([{ op: 'remove', at: block('one') }]);
    copy.edit([{ op: 'move', at: block('two'), to: ['sections', { id: 'end' }, 'blocks'], before: null }]);
    copy.undo();
    copy.undo();
    expect(copy.data).to.deep.equal(file());
  });

  it('changes nothing where an edit has no place', () => {
    const copy = new DraftCopy(file(), 1);
    expect(() => copy.edit([{ op: 'remove', at: block('gone') }])).to.throw(EditPlaceError);
    expect(copy.isSaved).to.equal(true);
  });

  it('follows a block that somebody else has moved', () => {
    const copy = new DraftCopy(file(), 1);
    copy.type(text('two'), 'mine');
    const { edits } = copy.take() ?? { edits: [] };
    copy.type([...block('two'), 'title'], 'Later');
    const moved = { op: 'move', at: block('two'), to: ['sections', { id: 'end' }, 'blocks'], before: null } as const;
    const applied = edits.map((edit) => ({ ...edit, at: [...block('two', 'end'), 'text'] }));
    expect(copy.acknowledge(3, [moved], applied)).to.deep.equal({ clashes: [], aside: [] });
    expect(textOf(copy, 'two', 'end')).to.equal('mine');
    expect(copy.take()?.edits).to.deep.equal([{ op: 'set', at: [...block('two', 'end'), 'title'], value: 'Later' }]);
  });

  it('names both texts where somebody else wrote in the same field', () => {
    const copy = new DraftCopy(file(), 1);
    copy.type(text('one'), 'mine');
    copy.take();
    const theirs = new DraftCopy(file(), 1);
    theirs.type(text('one'), 'theirs');
    theirs.type(text('two'), 'also theirs');
    const { clashes } = copy.adopt(theirs.data, 2);
    expect(clashes).to.deep.equal([{ at: text('one'), mine: 'mine', theirs: 'theirs' }]);
    expect(textOf(copy, 'two')).to.equal('also theirs');
    expect(textOf(copy, 'one')).to.equal('mine');
    expect(copy.take()).to.deep.equal({ base: 2, edits: [{ op: 'set', at: text('one'), value: 'mine' }] });
  });

  it('lets go of the own text where the author keeps the other', () => {
    const copy = new DraftCopy(file(), 1);
    copy.type(text('one'), 'mine');
    const theirs = new DraftCopy(file(), 1);
    theirs.type(text('one'), 'theirs');
    copy.adopt(theirs.data, 2);
    copy.drop(text('one'));
    expect(textOf(copy, 'one')).to.equal('theirs');
    expect(copy.isSaved).to.equal(true);
  });

  it('is no conflict where both wrote the same', () => {
    const copy = new DraftCopy(file(), 1);
    copy.type(text('one'), 'same');
    const theirs = new DraftCopy(file(), 1);
    theirs.type(text('one'), 'same');
    expect(copy.adopt(theirs.data, 2).clashes).to.deep.equal([]);
  });

  it('keeps the own text in hand where somebody else removed the block', () => {
    const copy = new DraftCopy(file(), 1);
    copy.type(text('one'), 'mine');
    const theirs = new DraftCopy(file(), 1);
    theirs.edit([{ op: 'remove', at: block('one') }]);
    const { clashes, aside } = copy.adopt(theirs.data, 2);
    expect(clashes).to.deep.equal([{ at: text('one'), mine: 'mine', theirs: undefined }]);
    expect(aside).to.deep.equal([]);
    copy.drop(text('one'));
    expect(copy.isSaved).to.equal(true);
  });

  it('hands back what the server refused, and shows what stands without it', () => {
    const copy = new DraftCopy(file(), 1);
    copy.type(text('one'), 'mine');
    copy.take();
    copy.type(text('two'), 'later');
    expect(copy.refuse()).to.have.length(1);
    expect(textOf(copy, 'one')).to.equal('first');
    expect(textOf(copy, 'two')).to.equal('later');
  });
});
