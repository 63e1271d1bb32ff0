import { expect } from 'chai';
import type { SourceValue } from '../../../server/standards/module/index.ts';
import {
  fieldWrite,
  percentOf,
  readTopicLines,
  readWords,
  typedTopics,
  shareOf,
  topicLines,
} from '../../../static/scripts/author/field-edits.ts';
import { makeLink, toggleBold, toggleList, type Marked } from '../../../static/scripts/author/markdown-marks.ts';
import { blockName, blocksOf, outlineOf, takenIds } from '../../../static/scripts/author/module-outline.ts';
import { saveWords } from '../../../static/scripts/author/save-words.ts';

/** A text with its selection in square brackets: `one ‹two›`. */
const marked = (text: string): Marked => {
  const start = text.indexOf('‹');
  return { text: text.replaceAll(/[‹›]/g, ''), start, end: text.indexOf('›') - 1 };
};
const shown = ({ text, start, end }: Marked): string =>
  `${text.slice(0, start)}‹${text.slice(start, end)}›${text.slice(end)}`;

describe('the buttons over a Markdown field', () => {
  it('make words bold and plain again', () => {
    expect(shown(toggleBold(marked('a ‹word› b')))).to.equal('a **‹word›** b');
    expect(shown(toggleBold(marked('a **‹word›** b')))).to.equal('a ‹word› b');
    expect(shown(toggleBold(marked('a‹ word ›b')))).to.equal('a **‹word›** b');
    expect(shown(toggleBold(marked('‹›')))).to.equal('**‹bold words›**');
  });

  it('make a link of words, of an address and of nothing', () => {
    expect(shown(makeLink(marked('see ‹the act›')))).to.equal('see [the act](‹https://›)');
    expect(shown(makeLink(marked('‹https://example.org/a›')))).to.equal('[‹words of the link›](https://example.org/a)');
    expect(shown(makeLink(marked('‹›')))).to.equal('[‹words of the link›](https://)');
  });

  it('make a list of lines and lines of a list', () => {
    expect(toggleList(marked('‹one\ntwo›')).text).to.equal('- one\n- two');
    expect(toggleList(marked('‹- one\n- two›')).text).to.equal('one\ntwo');
    expect(toggleList(marked('before\n‹one›')).text).to.equal('before\n\n- one');
    expect(shown(toggleList(marked('‹›')))).to.equal('- ‹›');
    expect(toggleList(marked('- one\n‹two›')).text).to.equal('- one\n- two');
  });
});

describe('topics as they are typed', () => {
  it('are written where every line says some, and are a fault, never a removal, where one does not', () => {
    expect(typedTopics('TX: 1, 4')).to.deep.equal({ value: { TX: ['1', '4'] } });
    expect(typedTopics(' \n')).to.deep.equal({ value: undefined });
    expect(typedTopics('Texas 1, 4')).to.have.property('fault').that.contains('Texas 1, 4');
    expect(typedTopics('TX: 1\nCA')).not.to.have.property('value');
  });
});

describe('the outline of a module', () => {
  const module: SourceValue = {
    sections: [
      {
        id: 'start',
        title: 'Start',
        blocks: [{ id: 'a', type: 'text', text: '**Bold** [link](https://x.y) and\nmore' }, 7],
      },
      'nonsense',
      { id: 'end', blocks: 'nonsense' },
    ],
  };

  it('shows what has an id, however wrong the rest is', () => {
    expect(outlineOf(module).map(({ id, blocks }) => [id, blocks.map((block) => block.id)])).to.deep.equal([
      ['start', ['a']],
      ['end', []],
    ]);
    expect(outlineOf(null)).to.deep.equal([]);
    expect(blocksOf(outlineOf(module)).map(({ type }) => type)).to.deep.equal(['text']);
    expect([...takenIds(outlineOf(module))]).to.deep.equal(['start', 'a', 'end']);
  });

  it('calls a block by its title, else by the beginning of what it says, else by its id', () => {
    expect(blockName({ id: 'x', value: { title: 'T', text: 'words' } })).to.equal('T');
    expect(blockName({ id: 'a', value: { text: '**Bold** [link](https://x.y) and\nmore' } })).to.equal(
      'Bold link and more',
    );
    expect(blockName({ id: 'x', value: { text: 'word '.repeat(50) } })).to.match(/^(word ){9,12}…$/);
    expect(blockName({ id: 'x', value: {} })).to.equal('x');
    expect(blockName({ id: 'x', value: { text: 'y'.repeat(1_000_000) } })).to.have.length(62);
  });
});

describe('a field of a form', () => {
  it('makes the group that it stands in, and takes it out with its last field', () => {
    const data: SourceValue = { feedback: { right: 'Yes' } };
    expect(fieldWrite({}, ['feedback', 'right'], 'Y')).to.deep.equal({ at: ['feedback'], value: { right: 'Y' } });
    expect(fieldWrite(data, ['feedback', 'right'], 'Y')).to.deep.equal({ at: ['feedback', 'right'], value: 'Y' });
    expect(fieldWrite(data, ['feedback', 'right'], undefined)).to.deep.equal({ at: ['feedback'], value: undefined });
    expect(fieldWrite(data, ['hint'], undefined)).to.equal(null);
  });

  it('writes shares in percent and topics in lines', () => {
    expect(shareOf(7)).to.equal(0.07);
    expect(percentOf(0.07)).to.equal(7);
    expect(topicLines({ TX: ['1', '4'], VA: ['vii'] })).to.equal('TX: 1, 4\nVA: vii');
    expect(readTopicLines('tx: 1,4\n\nnothing')).to.deep.equal({ topics: { TX: ['1', '4'] }, wrong: ['nothing'] });
    expect(readWords('one\n\n two ')).to.deep.equal(['one', ' two ']);
  });

  it('says how far the saving is', () => {
    expect(saveWords('saved', new Date(2026, 1, 1, 9, 5)).words).to.equal('Draft saved 9:05');
    expect(saveWords('offline', null).words).to.include('Kept on this device');
  });
});
