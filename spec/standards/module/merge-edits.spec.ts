import { expect } from 'chai';
import { applyEdits, mergeEdits, type DraftEdit, type SourceValue } from '../../../server/standards/module/index.ts';

const FILE: SourceValue = {
  title: 'Gate',
  words: ['one', 'two'],
  sections: [
    {
      id: 'a',
      blocks: [
        { id: 'x', text: 'X' },
        { id: 'y', text: 'Y' },
      ],
    },
    { id: 'b', blocks: [{ id: 'z', text: 'Z' }] },
  ],
  nodes: { arrive: { title: 'You arrive' }, talk: { title: 'The talk' } },
};
const block = (section: string, id: string) => ['sections', { id: section }, 'blocks', { id }] as const;
const list = (section: string) => ['sections', { id: section }, 'blocks'] as const;
const text = (section: string, id: string, value: string): DraftEdit => ({
  op: 'set',
  at: [...block(section, id), 'text'],
  value,
});
const moveX: DraftEdit = { op: 'move', at: block('a', 'x'), to: list('b'), before: { id: 'z' } };

const PAIRS: readonly { what: string; mine: DraftEdit; other: DraftEdit; is: 'merged' | 'conflict' }[] = [
  { what: 'two blocks', mine: text('a', 'x', '1'), other: text('a', 'y', '2'), is: 'merged' },
  { what: 'the same field', mine: text('a', 'x', '1'), other: text('a', 'x', '2'), is: 'conflict' },
  { what: 'the same words by both', mine: text('a', 'x', '1'), other: text('a', 'x', '1'), is: 'merged' },
  { what: 'a block that the other moved', mine: text('a', 'x', '1'), other: moveX, is: 'merged' },
  { what: 'a move of a block in which the other wrote', mine: moveX, other: text('a', 'x', '2'), is: 'merged' },
  { what: 'two moves of one block', mine: moveX, other: { ...moveX, before: null }, is: 'conflict' },
  {
    what: 'a block that the other removed',
    mine: text('a', 'x', '1'),
    other: { op: 'remove', at: block('a', 'x') },
    is: 'conflict',
  },
  {
    what: 'a removal of a block in which the other wrote',
    mine: { op: 'remove', at: block('a', 'x') },
    other: text('a', 'x', '2'),
    is: 'conflict',
  },
  {
    what: 'two new blocks in one list',
    mine: { op: 'insert', at: list('a'), before: { id: 'x' }, value: { id: 'm', text: 'M' } },
    other: { op: 'insert', at: list('a'), before: { id: 'x' }, value: { id: 'n', text: 'N' } },
    is: 'merged',
  },
  {
    what: 'two new blocks of one id',
    mine: { op: 'insert', at: list('a'), before: null, value: { id: 'm', text: 'M' } },
    other: { op: 'insert', at: list('a'), before: null, value: { id: 'm', text: 'N' } },
    is: 'conflict',
  },
  {
    what: 'a node that the other renamed',
    mine: { op: 'set', at: ['nodes', 'talk', 'title'], value: 'A talk' },
    other: { op: 'rename', at: ['nodes', 'talk'], key: 'chat' },
    is: 'merged',
  },
  {
    what: 'a block whose id the other changed',
    mine: text('a', 'x', '1'),
    other: { op: 'set', at: [...block('a', 'x'), 'id'], value: 'w' },
    is: 'merged',
  },
  {
    what: 'an entry that is counted, in a list that the other shifted',
    mine: { op: 'set', at: ['words', 1], value: 'TWO' },
    other: { op: 'insert', at: ['words'], before: 0, value: 'zero' },
    is: 'conflict',
  },
  {
    what: 'the whole file by the other',
    mine: text('a', 'x', '1'),
    other: { op: 'set', at: [], value: {} },
    is: 'conflict',
  },
];

describe('merging edits', () => {
  for (const { what, mine, other, is } of PAIRS) {
    it(`${is === 'merged' ? 'keeps both' : 'shows both'}: ${what}`, () => {
      const merged = mergeEdits([mine], [other]);
      expect(merged.kind).to.equal(is);
      if (merged.kind === 'conflict') return;
      const after = JSON.stringify(applyEdits(applyEdits(FILE, [other]).value, merged.edits).value);
      for (const edit of [mine, other]) {
        if ('value' in edit && typeof edit.value === 'string') expect(after).to.contain(edit.value);
      }
    });
  }

  it('keeps two equal new entries as two, and asks where both have one id', () => {
    const tag: DraftEdit = { op: 'insert', at: ['tags'], before: null, value: '' };
    expect(mergeEdits([tag], [tag])).to.deep.equal({ kind: 'merged', edits: [tag] });
    const entry: DraftEdit = { op: 'insert', at: list('a'), before: null, value: { id: 'n', text: '' } };
    expect(mergeEdits([entry], [entry]).kind).to.equal('conflict');
  });

  it('takes every kind of edit back', () => {
    const edits: DraftEdit[] = [
      { op: 'set', at: ['title'], value: 'Door' },
      { op: 'set', at: ['summary'], value: 'New' },
      { op: 'set', at: [...block('a', 'x'), 'id'], value: 'w' },
      { op: 'insert', at: list('a'), before: { id: 'y' }, value: { id: 'n', text: 'N' } },
      { op: 'insert', at: ['tags'], before: null, value: 'new' },
      { op: 'move', at: block('a', 'w'), to: list('b'), before: null },
      { op: 'remove', at: block('a', 'y') },
      { op: 'remove', at: ['words', 0] },
      { op: 'remove', at: ['nodes', 'arrive'] },
      { op: 'rename', at: ['nodes', 'talk'], key: 'chat' },
      { op: 'set', at: ['nodes', 'first'], value: { title: 'First' }, before: 'chat' },
    ];
    const { value, inverse } = applyEdits(FILE, edits);
    expect(value).not.to.deep.equal(FILE);
    expect(JSON.stringify(applyEdits(value, inverse).value)).to.equal(JSON.stringify(FILE));
  });
});
