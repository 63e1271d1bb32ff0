import { expect } from 'chai';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { documentBlocks } from '../../../server/authoring/bring/document/document-blocks.ts';
import { documentFolder } from '../../../server/authoring/bring/document/document-folder.ts';
import { readDocument } from '../../../server/authoring/bring/document/read-document.ts';
import { MOST_WORD_BYTES } from '../../../server/authoring/bring/document/unpack-word.ts';
import { readSource, schemaIssues } from '../../../server/authoring/drafts/read-source.ts';
import { codeOf } from '../../support/attempts.ts';
import { rawZip, type RawEntry } from '../../support/zips.ts';

const MORNING = `# The morning walk

It begins at the **bus loop**. ![A bus](bus.png)

## Before the bell

Say names:

- Maria
- Sam

### Who looks away

> "Nothing," he says.

Who do you ask first?

- [ ] The loudest
- [x] The one who looks away
- [ ] Nobody

## After it

\`\`\`
<script>alert(1)</script>
\`\`\`
`;

/** A Word document of paragraphs, each with its style or none. */
function buildWord(...paragraphs: readonly (readonly [style: string, text: string])[]): Buffer {
  return rawZip(wordParts(...paragraphs));
}

function wordParts(...paragraphs: readonly (readonly [style: string, text: string])[]): RawEntry[] {
  const body = paragraphs
    .map(([style, text]) => `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`)
    .join('');
  const office = 'http://schemas.openxmlformats.org';
  return [
    {
      name: '[Content_Types].xml',
      data: `<Types xmlns="${office}/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    },
    {
      name: '_rels/.rels',
      data: `<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="r1" Type="${office}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    },
    {
      name: 'word/document.xml',
      data: `<w:document xmlns:w="${office}/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
    },
  ];
}

describe('a document as a first draft', () => {
  let folder: string;
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'document-'))));
  after(() => rm(folder, { recursive: true, force: true }));

  async function put(name: string, bytes: Uint8Array | string): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, bytes);
    return path;
  }

  function issuesOf(source: string): unknown[] {
    const { files, folder: folderName } = documentFolder(documentBlocks(source), {
      title: 'A walk',
      skill: 'observation',
    });
    return [...files].flatMap(([path, bytes]) => {
      return schemaIssues(path, folderName, readSource(path, bytes.toString('utf8')).file);
    });
  }

  it('makes headings sections, paragraphs blocks, and boxes with a tick a question', () => {
    const { title, sections } = documentBlocks(MORNING);
    expect(title).to.equal('The morning walk');
    expect(sections.map((one) => [one.title, one.blocks.map(({ type }) => type)])).to.deep.equal([
      ['Where it begins', ['text']],
      ['Before the bell', ['text', 'text', 'question']],
      ['After it', ['text']],
    ]);
    const [, before] = sections;
    expect(before?.blocks[1]).to.deep.equal({
      type: 'text',
      title: 'Who looks away',
      text: '> "Nothing," he says.',
    });
    expect(before?.blocks[2]).to.deep.equal({
      type: 'question',
      prompt: 'Who do you ask first?',
      options: [
        { text: 'The loudest', isRight: false },
        { text: 'The one who looks away', isRight: true },
        { text: 'Nobody', isRight: false },
      ],
    });
    expect(sections[0]?.blocks[0]).to.include({ text: 'It begins at the **bus loop**. A bus' });
  });

  it('writes files that the schema takes, whatever the document says', () => {
    const hostile = [
      MORNING,
      'nothing but one line',
      '# \u202eright to left\n\n{{7*7}} &anchor *alias !!js/function "x"\n\n- a: [b\n- "c',
      '# constructor\n\n## constructor\n\ntext\n\n## constructor\n\nmore',
      `## ${'long '.repeat(300)}\n\n${'A sentence of a page. '.repeat(2000)}`,
      '# 1\n\n- [x] one\n- [x] two\n- [ ] three\n',
      `<h1>not a heading</h1>\n\n<script>alert(1)</script>`,
    ];
    for (const source of hostile) expect(issuesOf(source), source.slice(0, 40)).to.deep.equal([]);
  });

  it('keeps every word of a long document, in blocks that the schema takes', () => {
    const sentence = 'Walk slowly and learn a name. ';
    const { sections } = documentBlocks(`# T\n\n${sentence.repeat(1000)}`);
    const texts = sections.flatMap(({ blocks }) => blocks).map((block) => (block.type === 'text' ? block.text : ''));
    expect(texts.every((text) => text.length <= 8000)).to.equal(true);
    expect(texts.join(' ').split('Walk slowly').length - 1).to.equal(1000);
  });

  it('leaves the words of pictures and links, whatever brackets stand in them', () => {
    const source =
      '# A [walk](w_(1).html)\n\nThe ![bus [4]](bus_(2).png) and ![the loop](<l>) come ![](x.png). [1] (2)';
    expect(documentBlocks(source)).to.deep.equal({
      title: 'A walk',
      sections: [
        {
          title: 'Where it begins',
          blocks: [{ type: 'text', title: '', text: 'The bus [4] and the loop come . [1] (2)' }],
        },
      ],
    });
  });

  it('looks at each bracket once, however many never close', function () {
    // Looked at again from each of them, any one of these takes minutes.
    this.timeout(20_000);
    for (const piece of ['[](', '![', '![](', '[]([](x)', '![[a]', '](', '(']) {
      const source = piece.repeat(Math.floor(990_000 / piece.length));
      for (const whole of [source, `# ${source}`, `Ask.\n\n- [x] ${source}\n- [ ] ${source.slice(0, 9)}`]) {
        expect(documentBlocks(whole).sections.length, `${piece} ${whole.length}`).to.be.at.most(1);
      }
    }
  });

  it('reads Markdown and Word, told by their bytes, and nothing else', async () => {
    expect((await readDocument(await put('a.docx', MORNING))).text).to.equal(MORNING);
    const word = buildWord(
      ['Heading1', 'The morning walk'],
      ['Heading2', 'Before the bell'],
      ['', 'Say names &amp; look.'],
    );
    const { text, pictures } = await readDocument(await put('b.md', word));
    expect(documentBlocks(text)).to.deep.equal({
      title: 'The morning walk',
      sections: [{ title: 'Before the bell', blocks: [{ type: 'text', title: '', text: 'Say names & look\\.' }] }],
    });
    expect(pictures).to.deep.equal([]);
    expect(await codeOf(readDocument(await put('c.md', Buffer.from([0xff, 0xfe, 0x41]))))).to.equal('DOCUMENT_KIND');
    expect(await codeOf(readDocument(await put('d.md', 'bell\u0007')))).to.equal('DOCUMENT_KIND');
    expect(await codeOf(readDocument(await put('e.md', 'x'.repeat(1_000_001))))).to.equal('DOCUMENT_LONG');
  });

  it('refuses a Word document whose inside is none', async () => {
    const broken = rawZip([
      {
        name: '[Content_Types].xml',
        data: '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
      },
      { name: 'word/document.xml', data: '<w:document' },
    ]);
    expect(await codeOf(readDocument(await put('f.docx', broken)))).to.be.oneOf(['DOCUMENT_BROKEN', 'DOCUMENT_KIND']);
  });

  it('refuses a Word document out of which more comes than may, whatever its zip says, and reads none of its pictures', async () => {
    const word = wordParts(['', 'Say names.']);
    const bomb = Buffer.alloc(MOST_WORD_BYTES + 1, ' ');
    const styles = { name: 'word/styles.xml', data: bomb };
    for (const one of [styles, { ...styles, bytes: 100 }]) {
      expect(await codeOf(readDocument(await put('g.docx', rawZip([...word, one]))))).to.equal('DOCUMENT_UNPACKS');
    }
    const many = Array.from({ length: 2000 }, (_, index) => ({ name: `word/media/${index}.png`, data: 'x' }));
    expect(await codeOf(readDocument(await put('h.docx', rawZip([...word, ...many]))))).to.equal('DOCUMENT_UNPACKS');
    const picture = rawZip([...word, { name: 'word/media/1.png', data: bomb }]);
    expect((await readDocument(await put('i.docx', picture))).text).to.contain('Say names');
    // Another list of contents behind the first: some readers of zips take that one.
    const half = rawZip(word);
    const lists = half.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    const list = half.subarray(lists, half.length - 22);
    const other = Buffer.from(list.toString('latin1').replaceAll('word/document.xml', 'word/documenX.xml'), 'latin1');
    const two = Buffer.concat([half.subarray(0, lists), list, other, half.subarray(half.length - 22)]);
    expect((await readDocument(await put('j.docx', two))).text).to.contain('Say names');
  });

  it('names the course and the module in their files', () => {
    const { folder: name, files } = documentFolder(documentBlocks(MORNING), {
      title: 'The walk: "A"',
      skill: 'observation',
    });
    expect(name).to.equal('the-walk-a');
    const course: unknown = parse(files.get('course.yaml')?.toString() ?? '');
    expect(course).to.include({ id: 'the-walk-a', title: 'The walk: "A"' });
    expect([...files.keys()]).to.deep.equal(['course.yaml', 'modules/01-document.yaml']);
  });
});
