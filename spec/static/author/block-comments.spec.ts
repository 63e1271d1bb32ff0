import { expect } from 'chai';
import { ofModule, openByBlock } from '../../../static/scripts/author/block-comments.ts';
import { readTold, type BlockComment } from '../../../static/scripts/author/comment-calls.ts';

const comment = (id: string, blockId: string | null, resolvedBy: string | null = null): BlockComment => ({
  id,
  blockId,
  resolvedBy,
  words: 'Which bell?',
  by: 'Ben Ray',
  made: 'Nov 23, 2026, 10:42 AM',
});
const all = [
  comment('a', 'gate'),
  comment('b', 'gate'),
  comment('c', 'hall', 'Ann'),
  comment('d', null),
  comment('e', 'gone'),
];

describe('the comments of a module', () => {
  it('are counted at their block while they are open', () => {
    expect([...openByBlock(all)]).to.deep.equal([
      ['gate', 2],
      ['gone', 1],
    ]);
  });

  it('stand at the module itself where their block is gone', () => {
    expect(ofModule(all, [{ id: 'gate' }, { id: 'hall' }]).map(({ id }) => id)).to.deep.equal(['d', 'e']);
  });

  it('are told by the server, or it is said why not', () => {
    expect(readTold({ status: 200, body: { comments: all } })).to.deep.equal({ comments: all });
    expect(readTold({ status: 422, body: { message: 'Write the comment.' } })).to.deep.equal({
      fault: 'Write the comment.',
    });
    for (const answer of [null, { status: 502, body: {} }]) {
      expect(readTold(answer)).to.have.property('fault').that.contains('stays here');
    }
  });
});
