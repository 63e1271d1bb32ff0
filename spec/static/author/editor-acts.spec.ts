import { expect } from 'chai';
import { applyEdits, type DraftEdit, type EditPath, type SourceValue } from '../../../server/standards/module/index.ts';
import {
  addBlock,
  addSection,
  dropBlock,
  duplicateBlock,
  moveBlock,
  moveSection,
  neighbourOf,
} from '../../../static/scripts/author/block-actions.ts';
import { bothOf } from '../../../static/scripts/author/clash-dialog.ts';
import { missingEdits, placelessEdits } from '../../../static/scripts/author/kept-offer.ts';
import { mediaEdits } from '../../../static/scripts/author/media-edits.ts';
import { outlineOf, type OutlineSection } from '../../../static/scripts/author/module-outline.ts';
import { presenceIn, presenceWords } from '../../../static/scripts/author/presence-line.ts';
import { bothInScenario } from '../../../static/scripts/author/scenario-clash.ts';
import { readVerdict } from '../../../static/scripts/author/server-calls.ts';

const file = (): SourceValue => ({
  sections: [
    {
      id: 's',
      blocks: [
        { id: 'a', type: 'text' },
        { id: 'b', type: 'text' },
      ],
    },
    { id: 't', blocks: [{ id: 'c', type: 'image', alt: 'Mine' }] },
  ],
});
const sections = (): OutlineSection[] => outlineOf(file());

/** Order of the blocks after an edit: `a b | c`. */
function after(edit: DraftEdit | null): string {
  if (edit === null) return 'nothing';
  const outline = outlineOf(applyEdits(file(), [edit]).value);
  return outline.map(({ blocks }) => blocks.map(({ id }) => id).join(' ')).join(' | ');
}

describe('blocks in a module', () => {
  it('move up and down, past the end of their section into the next, and not out of the module', () => {
    expect(after(moveBlock(sections(), 'a', 1))).to.equal('b a | c');
    expect(after(moveBlock(sections(), 'b', -1))).to.equal('b a | c');
    expect(after(moveBlock(sections(), 'b', 1))).to.equal('a | b c');
    expect(after(moveBlock(sections(), 'c', -1))).to.equal('a b c | ');
    expect(after(moveBlock(sections(), 'a', -1))).to.equal('nothing');
    expect(after(moveBlock(sections(), 'c', 1))).to.equal('nothing');
  });

  it('are dropped before another and at the end of a section, and nowhere where they are', () => {
    expect(after(dropBlock(sections(), 'c', { before: 'a' }))).to.equal('c a b | ');
    expect(after(dropBlock(sections(), 'a', { section: 't' }))).to.equal('b | c a');
    expect(after(dropBlock(sections(), 'a', { section: 's' }))).to.equal('b a | c');
    for (const to of [{ before: 'a' }, { before: 'b' }, { section: 'gone' }]) {
      expect(dropBlock(sections(), 'a', to), JSON.stringify(to)).to.equal(null);
    }
    expect(dropBlock(sections(), 'b', { section: 's' })).to.equal(null);
  });

  it('are added behind another, at the end of a section, and of the module', () => {
    const block = { id: 'new' };
    expect(after(addBlock(sections(), block, { block: 'a' }))).to.equal('a new b | c');
    expect(after(addBlock(sections(), block, { section: 's' }))).to.equal('a b new | c');
    expect(after(addBlock(sections(), block, null))).to.equal('a b | c new');
    expect(addBlock([], block, null)).to.equal(null);
  });

  it('are duplicated under an id of their own', () => {
    expect(after(duplicateBlock(sections(), 'a')?.edit ?? null)).to.match(/^a a-[a-z0-9]{4} b \| c$/);
    // Two authors who duplicate the same block at once.
    const ids = Array.from({ length: 20 }, () => duplicateBlock(sections(), 'a')?.id);
    expect(new Set(ids).size).to.be.above(15);
    expect(duplicateBlock(sections(), 'gone')).to.equal(null);
  });

  it('leave the choice to the one behind them, else to the one before', () => {
    expect([neighbourOf(sections(), 'a'), neighbourOf(sections(), 'c')]).to.deep.equal(['b', 'b']);
  });

  it('stand in sections that are added and moved', () => {
    expect(addSection(sections()).id).to.match(/^section-[a-z0-9]{4}$/);
    expect(after(moveSection(sections(), 's', 1))).to.equal('c | a b');
    expect(moveSection(sections(), 's', -1)).to.equal(null);
    expect(moveSection(sections(), 't', 1)).to.equal(null);
  });
});

describe('what was typed before the browser was killed', () => {
  const at = ['sections', { id: 's' }, 'blocks', { id: 'a' }, 'text'] as const;

  it('is offered once a place, and not where the file says it already', () => {
    const typed: DraftEdit[] = ['on', 'one', 'one two'].map((value) => ({ op: 'set', at, value }));
    expect(missingEdits(file(), typed)).to.deep.equal([{ op: 'set', at, value: 'one two' }]);
    expect(missingEdits(applyEdits(file(), typed).value, typed)).to.deep.equal([]);
  });

  it('is shown where its place is gone', () => {
    const lost: DraftEdit = { op: 'set', at: ['sections', { id: 'gone' }, 'title'], value: 'Mine' };
    const removed: DraftEdit = { op: 'remove', at: ['sections', { id: 'gone' }, 'blocks'] };
    expect(placelessEdits(file(), [{ ...lost, value: 'M' }, lost, removed])).to.deep.equal([lost]);
    expect(missingEdits(file(), [lost])).to.deep.equal([]);
  });

  it('leaves out what has no place, and a block that is there', () => {
    const block = { id: 'new', type: 'text' };
    const list = ['sections', { id: 's' }, 'blocks'] as const;
    const insert: DraftEdit = { op: 'insert', at: list, before: null, value: block };
    const inside: DraftEdit = { op: 'set', at: [...list, { id: 'new' }, 'text'], value: 'x' };
    const gone: DraftEdit = { op: 'remove', at: [...list, { id: 'gone' }] };
    expect(missingEdits(file(), [insert, inside, gone])).to.deep.equal([insert, inside]);
    expect(missingEdits(applyEdits(file(), [insert]).value, [insert, inside])).to.deep.equal([inside]);
  });
});

describe('a file that was chosen', () => {
  const picked = {
    path: 'media/x.svg',
    kind: 'image',
    alt: 'Theirs',
    words: '',
    preview: null,
    captions: {},
    transcript: null,
  };
  const at = ['sections', { id: 't' }, 'blocks', { id: 'c' }] as const;

  it('brings what it tells along where nothing is written yet', () => {
    const src = [...at, 'src'];
    expect(mediaEdits(file(), src, picked)).to.deep.equal([{ op: 'set', at: src, value: 'media/x.svg' }]);
    const empty = applyEdits(file(), [{ op: 'set', at: [...at, 'alt'], value: '' }]).value;
    expect(mediaEdits(empty, src, picked)).to.have.length(2);
  });

  it('brings captions and transcript of a video along', () => {
    const video = applyEdits(file(), [{ op: 'set', at: [...at, 'type'], value: 'video' }]).value;
    const edits = mediaEdits(video, [...at, 'src'], {
      ...picked,
      captions: { en: 'media/x.en.vtt' },
      transcript: 'media/x.md',
    });
    expect(edits.map(({ at: place }) => place.at(-1))).to.deep.equal(['src', 'captions', 'transcript']);
  });
});

describe('what the server says', () => {
  it('is kept, a conflict, a refusal, a sign-out, or to be asked again', () => {
    const kind = (status: number, body: object): string => readVerdict({ status, body }).kind;
    expect(kind(200, { revision: 2, since: [], applied: [] })).to.equal('saved');
    expect(kind(200, {})).to.equal('retry');
    expect(kind(409, { code: 'EDIT_CONFLICT' })).to.equal('conflict');
    expect(kind(409, { code: 'DRAFT_BUSY' })).to.equal('retry');
    expect(kind(409, { code: 'DRAFT_RETIRED' })).to.equal('refused');
    expect(kind(422, { code: 'EDIT_NOT_POSSIBLE' })).to.equal('refused');
    expect(kind(401, { code: 'SIGN_IN' })).to.equal('signed-out');
    expect(kind(502, {})).to.equal('retry');
    expect(kind(404, {})).to.equal('retry');
    expect(readVerdict(null).kind).to.equal('retry');
  });

  it('of others is told in a sentence', () => {
    const others = [
      { name: 'Ana Ruiz', path: 'modules/x.yaml', blockId: 'a' },
      { name: 'Ben Ray', path: 'banks/y.yaml', blockId: null },
    ];
    expect(presenceWords(others, 'modules/x.yaml', () => 'Opening')).to.equal(
      'Also here: Ana Ruiz in “Opening”; Ben Ray (in another part of the draft).',
    );
    expect(presenceWords([], 'modules/x.yaml', () => null)).to.equal('');
    const scenario = { path: 'modules/x.yaml', blockId: 'a', what: 'scenario' } as const;
    expect(presenceIn(others, scenario)).to.equal(
      'Ana Ruiz is in this scenario. Ben Ray is in another part of the draft.',
    );
    expect(presenceIn(others, { ...scenario, blockId: 'b' })).to.include('Ana Ruiz is in this module.');
    expect(presenceIn(others, { path: 'banks/y.yaml', blockId: null, what: 'file' })).to.include(
      'Ben Ray is in this file.',
    );
  });

  it('and what was typed can both stay where both are texts', () => {
    const title = ['title'];
    expect(bothOf({ at: title, mine: 'mine', theirs: 'theirs\n' })).to.deep.equal([
      { op: 'set', at: title, value: 'theirs\n\nmine' },
    ]);
    expect(bothOf({ at: title, mine: 'mine', theirs: undefined })).to.equal(null);
  });

  it('in a scenario can both stay where that makes sense: a line stays a line, a node gets another name', () => {
    const place = ['sections', { id: 's' }, 'blocks', { id: 'hall' }];
    const both = (rest: EditPath, mine: SourceValue, theirs: SourceValue) =>
      bothInScenario({ at: [...place, ...rest], mine, theirs }, place, ['talk', 'end']);
    const talk = ['nodes', 'talk'];
    const set = (rest: EditPath, value: SourceValue) => [{ op: 'set', at: [...place, ...rest], value }];
    expect(both([...talk, 'title'], 'He talks', 'Talk')).to.deep.equal(set([...talk, 'title'], 'Talk He talks'));
    expect(both([...talk, 'text'], 'mine\n', 'theirs\n')).to.deep.equal(set([...talk, 'text'], 'theirs\n\nmine\n'));
    expect(both(talk, { title: 'Mine' }, { title: 'Theirs' })).to.deep.equal(
      set(['nodes', 'talk-2'], { title: 'Mine' }),
    );
    expect(both([...talk, 'choices', { id: 'a' }, 'goto'], 'end', 'talk')).to.equal(null);
    expect(both([...talk, 'end'], 'best', 'poor')).to.equal(null);
  });
});
