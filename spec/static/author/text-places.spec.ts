import { expect } from 'chai';
import { moduleForms } from '../../../server/authoring/editor/describe-form.ts';
import type { SourceValue } from '../../../server/standards/module/index.ts';
import { isSameEntry, textPlaces } from '../../../static/scripts/author/text-places.ts';

const places = (block: { readonly type: string; readonly [key: string]: SourceValue }): string[] =>
  textPlaces(
    moduleForms().blocks.find(({ type }) => type === block.type),
    block,
  ).map(
    ({ at, selector }) => `${at.map((step) => (typeof step === 'object' ? step.id : step)).join('.')}: ${selector}`,
  );

describe('texts that are written where they stand', () => {
  it('are those of the block and of its entries, by id for edits and by place in the picture', () => {
    const items = [
      { id: 'one', title: 'One', text: 'First.' },
      { id: 'two', title: 'Two', text: 'Second.' },
    ];
    expect(places({ type: 'accordion', items })).to.deep.equal([
      'title: :scope > h3',
      'items.one.title: .folds > :nth-child(1) > summary',
      'items.one.text: .folds > :nth-child(1) > .prose',
      'items.two.title: .folds > :nth-child(2) > summary',
      'items.two.text: .folds > :nth-child(2) > .prose',
    ]);
  });

  it('are found by the id of their option where a picture mixes them, never by one that is no id', () => {
    const options = [
      { id: 'b', text: 'B' },
      { id: '"] *', text: 'x' },
      { id: 7, text: 'no id' },
    ];
    expect(places({ type: 'choice', prompt: 'Who?', options })).to.deep.equal([
      'prompt: fieldset.question > legend',
      'options.b.text: .opt:has(> input[value="b"]) > span',
    ]);
  });

  it('are none in blocks that tell nothing in words, and in kinds that nobody knows', () => {
    expect(places({ type: 'video', src: 'media/a.mp4' })).to.deep.equal([]);
    expect(places({ type: 'unknown', text: 'x' })).to.deep.equal([]);
  });

  it('know what may be left empty and what is one line', () => {
    const form = moduleForms().blocks.find(({ type }) => type === 'callout');
    const told = textPlaces(form, { type: 'callout' }).map(({ label, kind, isRequired }) => [label, kind, isRequired]);
    expect(told).to.deep.include(['Title', 'line', false]).and.deep.include(['Text', 'prose', true]);
  });

  it('are closed where a position names another entry than before, and stay open while others write in theirs', () => {
    const items = (...fronts: string[]): SourceValue => ({ items: fronts.map((front) => ({ front })) });
    const same = (before: SourceValue, after: SourceValue): boolean =>
      isSameEntry(before, after, ['items', 1, 'front']);
    const was = items('A', 'B', 'C');
    expect(same(was, items('N', 'A', 'B', 'C')), 'one put in above').to.equal(false);
    expect(same(was, items('B', 'C')), 'one taken out').to.equal(false);
    expect(same(was, items('B', 'A', 'C')), 'moved').to.equal(false);
    expect(same(was, {}), 'no list any more').to.equal(false);
    expect(same(was, items('N', 'B', 'C')), 'another was written').to.equal(true);
    expect(same(was, items('A', 'N', 'C')), 'it was written').to.equal(true);
    expect(same(items('', '', 'C'), items('', 'N', 'C')), 'two alike').to.equal(true);
    const named: SourceValue = { items: [{ id: 'b', front: 'B' }] };
    expect(isSameEntry(named, items(), ['items', { id: 'b' }, 'front']), 'named by its id').to.equal(true);
  });
});
