import { expect } from 'chai';
import { moduleForms } from '../../../server/authoring/editor/describe-form.ts';
import { blockSource, freeId, newBlock, newEntry, type SourceValue } from '../../../server/standards/module/index.ts';

const FIRST = { objective: 'decide', bank: 'final' };

/** What an author would write: every empty text filled, paths and ids as such. */
function filled(value: SourceValue, key = ''): SourceValue {
  if (value === '') {
    if (key === 'ref') return 'x';
    return ['src', 'poster', 'transcript', 'en'].includes(key) ? 'media/file.png' : 'Written';
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value as SourceValue[]).map((entry) => filled(entry, key));
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, filled(child, name)]));
}

describe('a new block', () => {
  for (const form of moduleForms().blocks) {
    it(`of the kind ${form.type} fits the schema once its texts are written`, () => {
      const block = newBlock(form, 'new', FIRST);
      expect(block).to.include({ id: 'new', type: form.type });
      const parsed = blockSource.safeParse(filled(block));
      expect(parsed.error?.issues ?? []).to.deep.equal([]);
    });
  }

  it('takes the first id that is free', () => {
    expect(freeId('text', new Set())).to.equal('text');
    expect(freeId('text', new Set(['text', 'text-2']))).to.equal('text-3');
    expect(freeId('Ünïcode 9', new Set())).to.match(/^[a-z][a-z0-9-]*$/);
    expect(freeId('constructor', new Set())).to.equal('part');
  });

  it('gives a new entry of a list an id of its own', () => {
    const options = moduleForms()
      .blocks.find(({ type }) => type === 'choice')
      ?.fields.find(({ key }) => key === 'options');
    if (options?.kind !== 'entries') throw new Error('Options are entries.');
    const entry = newEntry(options, new Set(['option']), FIRST);
    expect(entry).to.deep.include({ text: '', why: '' });
    expect(Object(entry).id).to.match(/^option-[a-z0-9]{4}$/);
  });
});
