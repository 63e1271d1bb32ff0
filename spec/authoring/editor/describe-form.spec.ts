import { expect } from 'chai';
import { moduleForms } from '../../../server/authoring/editor/describe-form.ts';
import { PICK_WORDS } from '../../../server/authoring/editor/form-words.ts';
import { BLOCK_TYPES, type BlockForm, type FormField } from '../../../server/standards/module/index.ts';

const formOf = (type: string): BlockForm => {
  const form = moduleForms().blocks.find((one) => one.type === type);
  if (form === undefined) throw new Error(`There is no form ${type}.`);
  return form;
};
const fieldOf = (type: string, key: string): FormField => {
  const field = formOf(type).fields.find((one) => one.key === key);
  if (field === undefined) throw new Error(`There is no field ${key}.`);
  return field;
};

/** All fields of a form, those in groups and entries too. */
function allFields(fields: readonly FormField[]): FormField[] {
  return fields.flatMap((field) => [field, ...('fields' in field ? allFields(field.fields) : [])]);
}

describe('the forms of the editor', () => {
  it('has a form with a name and a sentence for every kind of block', () => {
    expect(moduleForms().blocks.map(({ type }) => type)).to.deep.equal(BLOCK_TYPES);
    for (const { type, name, about } of moduleForms().blocks) {
      expect(name, type).to.not.equal(type);
      expect(about, type).to.match(/\.$/);
    }
  });

  it('has words for every field, and for every word to pick', () => {
    const { blocks, module } = moduleForms();
    const fields = allFields([...module, ...blocks.flatMap((form) => form.fields)]);
    const nameless = fields
      .filter(({ key, kind, label }) => kind !== 'elsewhere' && label === key)
      .map(({ key }) => key);
    expect(nameless).to.deep.equal([]);
    const picks = fields.flatMap((field) => (field.kind === 'pick' ? field.options : []));
    expect(picks.filter(({ value }) => !Object.hasOwn(PICK_WORDS, value))).to.deep.equal([]);
  });

  it('tells small Markdown from a line, and both from what names something', () => {
    expect(fieldOf('text', 'text')).to.include({ kind: 'prose', most: 8000, isRequired: true });
    expect(fieldOf('text', 'title')).to.include({ kind: 'line', most: 400, isRequired: false });
    expect(fieldOf('image', 'alt')).to.include({ kind: 'line', most: 500 });
    expect(fieldOf('choice', 'objective')).to.include({ kind: 'refer', to: 'objective' });
    expect(fieldOf('test', 'bank')).to.include({ kind: 'refer', to: 'bank' });
    expect(fieldOf('image', 'src')).to.include({ kind: 'media', use: 'picture' });
    expect(fieldOf('video', 'src')).to.include({ kind: 'media', use: 'video' });
  });

  it('says how many entries a list takes, and what is in one', () => {
    const options = fieldOf('choice', 'options');
    expect(options).to.include({ kind: 'entries', least: 3, most: 6, noun: 'option' });
    expect('fields' in options && options.fields.map(({ key, kind }) => `${key} ${kind}`)).to.deep.equal([
      'id id',
      'text line',
      'correct flag',
      'why prose',
    ]);
    expect(fieldOf('short', 'accept')).to.include({ kind: 'words', least: 1 });
  });

  it('takes shares in percent, numbers with their range, and null where there is none', () => {
    expect(fieldOf('video', 'require')).to.include({ kind: 'share', mayBeNone: false, usual: 0 });
    expect(fieldOf('test', 'pass')).to.include({ kind: 'share', mayBeNone: true, isRequired: true });
    expect(fieldOf('choice', 'points')).to.include({ kind: 'number', least: 1, most: 10, isWhole: true, usual: 1 });
    expect(fieldOf('numeric', 'min')).to.include({ kind: 'number', least: null, isWhole: false });
  });

  it('leaves the moments of a scenario to their own page', () => {
    expect(fieldOf('scenario', 'nodes')).to.include({ kind: 'elsewhere' });
    expect(formOf('dialogue').fields.map(({ key }) => key)).to.include('with');
  });

  it('has a form for the module itself', () => {
    const kinds = Object.fromEntries(moduleForms().module.map(({ key, kind }) => [key, kind]));
    expect(kinds).to.include({ title: 'line', topics: 'topics', skills: 'entries', legal: 'group', kind: 'pick' });
    expect(kinds['sections']).to.equal('elsewhere');
  });
});
