import { expect } from 'chai';
import { applyEdits, valueAtPlace, type DraftEdit, type SourceValue } from '../../../server/standards/module/index.ts';
import { cardEdits } from '../../../static/scripts/author/bins-view.ts';
import { entriesIn, moveBy, removeEntry, type EntryList } from '../../../static/scripts/author/entry-list.ts';

const sort = (): SourceValue => ({
  buckets: [{ id: 'now' }, { id: 'later' }, { id: 'never' }],
  items: [{ id: 'a', bucket: 'now' }, { id: 'b', bucket: 'later' }, { id: 'c', bucket: 'now' }, { bucket: 'later' }],
});

/** A list of a block, and what the form did with it. */
function open(key: 'buckets' | 'items') {
  let file = sort();
  const done: { edits: DraftEdit[]; said: string[]; focus: unknown[] } = { edits: [], said: [], focus: [] };
  const list = valueAtPlace(file, [key]);
  const entries = {
    field: {
      key,
      noun: 'card',
      kind: 'entries',
      label: '',
      hint: '',
      isRequired: true,
      fields: [],
      least: 0,
      most: null,
    },
    place: { at: [key], where: [key] },
    list: Array.isArray(list) ? list : [],
    context: {
      edit(edits: readonly DraftEdit[]) {
        done.edits.push(...edits);
        file = applyEdits(file, edits).value;
      },
      announce: (words: string) => done.said.push(words),
      focus: (at: unknown) => done.focus.push(at),
    },
  } as unknown as EntryList;
  const ids = (): string => JSON.stringify(valueAtPlace(file, [key])).replaceAll(/[^a-z,]|id|bucket/g, '');
  return { entries, done, ids, all: entriesIn(entries), file: () => file };
}

describe('the entries of a list', () => {
  it('move by one place and by some, and not out of the list', () => {
    for (const [from, by, order] of [
      [0, 1, 'later,now,never'],
      [2, -2, 'never,now,later'],
      [0, 2, 'later,never,now'],
    ] as const) {
      const { entries, all, ids, done } = open('buckets');
      const entry = all[from];
      if (entry) moveBy(entries, entry, by);
      expect(ids()).to.equal(order);
      expect(done.edits).to.have.length(1);
      expect(done.said).to.deep.equal([`Card ${from + 1} is number ${from + by + 1} now.`]);
    }
    const { entries, all, done } = open('buckets');
    for (const by of [-1, 0, 3]) if (all[0]) moveBy(entries, all[0], by);
    expect(done.edits).to.deep.equal([]);
  });

  it('are removed in one step with what has to be done before, and the next one takes the focus', () => {
    const { entries, all, done } = open('buckets');
    const first: DraftEdit = { op: 'set', at: ['items', { id: 'b' }, 'bucket'], value: 'now' };
    if (all[1]) removeEntry(entries, all[1], [first]);
    expect(done.edits).to.deep.equal([first, { op: 'remove', at: ['buckets', { id: 'later' }] }]);
    expect(done.focus).to.deep.equal([['buckets', { id: 'never' }]]);
  });

  it('of a group go into another, or with it, those without an id too', () => {
    const { all, file } = open('items');
    const own = all.filter(({ value }) => Object(value).bucket === 'later');
    const moved = applyEdits(file(), cardEdits(own, 'never')).value;
    expect(JSON.stringify(moved)).not.to.contain('"bucket":"later"');
    const { value } = applyEdits(file(), cardEdits(own, ''));
    expect(valueAtPlace(value, ['items'])).to.deep.equal([
      { id: 'a', bucket: 'now' },
      { id: 'c', bucket: 'now' },
    ]);
  });
});
