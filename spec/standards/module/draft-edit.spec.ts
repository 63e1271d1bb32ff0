import { expect } from 'chai';
import { isSamePlace, positionIn, sayEditPath } from '../../../server/standards/module/index.ts';

describe('the place of an edit', () => {
  const blocks = ['sections', { id: 'start' }, 'blocks'] as const;

  it('is the same for a block and a field in it, in whatever order they are named', () => {
    expect(isSamePlace(blocks, [...blocks, { id: 'opening' }, 'text'])).to.equal(true);
    expect(isSamePlace([...blocks, { id: 'opening' }, 'text'], blocks)).to.equal(true);
  });

  it('is another for two blocks, and for a position and an id', () => {
    expect(isSamePlace([...blocks, { id: 'opening' }], [...blocks, { id: 'closing' }])).to.equal(false);
    expect(isSamePlace(['options', 0], ['options', { id: '0' }])).to.equal(false);
  });

  it('finds an entry by its id wherever it stands, and none where it is gone', () => {
    const list = [{ id: 'a' }, { id: 'b' }];
    expect(positionIn(list, { id: 'b' })).to.equal(1);
    expect(positionIn(list, { id: 'c' })).to.equal(-1);
    expect(positionIn(list, 2)).to.equal(-1);
  });

  it('is said as people read it', () => {
    expect(sayEditPath([...blocks, { id: 'opening' }, 'text'])).to.equal('sections[start].blocks[opening].text');
  });
});
