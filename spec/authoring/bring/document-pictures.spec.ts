import { expect } from 'chai';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { documentBlocks } from '../../../server/authoring/bring/document/document-blocks.ts';
import { readDocument } from '../../../server/authoring/bring/document/read-document.ts';
import { checkCourses, memoryTree } from '../../../server/authoring/index.ts';
import { onSqlite } from '../../support/databases.ts';
import { openDraftWorld } from '../../support/draft-world.ts';
import { rawZip } from '../../support/zips.ts';
import { FIXTURE } from '../course-fixture.ts';

const OFFICE = 'http://schemas.openxmlformats.org';
const SPACES = `xmlns:w="${OFFICE}/wordprocessingml/2006/main" xmlns:r="${OFFICE}/officeDocument/2006/relationships" xmlns:wp="${OFFICE}/drawingml/2006/wordprocessingDrawing" xmlns:a="${OFFICE}/drawingml/2006/main" xmlns:pic="${OFFICE}/drawingml/2006/picture"`;
const TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';

interface Shown {
  readonly name: string;
  readonly data: Buffer;
  readonly alt?: string;
  /** An address outside instead of a part of the document. */
  readonly outside?: string;
}

/** A Word document with a paragraph before, between and after its pictures. */
function buildWord(pictures: readonly Shown[]): Buffer {
  const paragraph = (run: string): string => `<w:p><w:r>${run}</w:r></w:p>`;
  const drawing = ({ alt = '', outside }: Shown, at: number): string =>
    `<w:drawing><wp:inline><wp:docPr id="${at}" name="x" descr="${alt}"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:${outside === undefined ? 'embed' : 'link'}="p${at}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>`;
  const body = pictures.map((one, at) => paragraph(`<w:t>Before ${at}.</w:t>`) + paragraph(drawing(one, at))).join('');
  const relations = pictures.map(
    ({ name, outside }, at) =>
      `<Relationship Id="p${at}" Type="${OFFICE}/officeDocument/2006/relationships/image" Target="${outside ?? `media/${name}`}"${outside === undefined ? '' : ' TargetMode="External"'}/>`,
  );
  return rawZip([
    {
      name: '[Content_Types].xml',
      data: `<Types xmlns="${OFFICE}/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${TYPE}"/></Types>`,
    },
    {
      name: '_rels/.rels',
      data: `<Relationships xmlns="${OFFICE}/package/2006/relationships"><Relationship Id="r1" Type="${OFFICE}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    },
    {
      name: 'word/_rels/document.xml.rels',
      data: `<Relationships xmlns="${OFFICE}/package/2006/relationships">${relations.join('')}</Relationships>`,
    },
    {
      name: 'word/document.xml',
      data: `<w:document ${SPACES}><w:body>${body}${paragraph('<w:t>The end.</w:t>')}</w:body></w:document>`,
    },
    ...pictures
      .filter(({ outside }) => outside === undefined)
      .map(({ name, data }) => ({ name: `word/media/${name}`, data })),
  ]);
}

describe('pictures of a Word document', function () {
  this.timeout(60_000);
  let folder: string;
  let png: Buffer;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'document-'));
    png = await sharp({ create: { width: 1200, height: 600, channels: 3, background: '#22365a' } })
      .png()
      .toBuffer();
  });
  after(() => rm(folder, { recursive: true, force: true }));

  async function read(word: Buffer) {
    const path = join(folder, 'a.docx');
    await writeFile(path, word);
    return readDocument(path);
  }

  it('are read with their words beside the text, in their places, and nothing from outside the document', async () => {
    const alt = 'A bus](x) at &quot;the loop&quot; ![y](picture:0)';
    const secret = join(folder, 'secret.png');
    await writeFile(secret, png);
    const { text, pictures, left } = await read(
      buildWord([
        { name: 'image1.png', data: png, alt },
        { name: '', data: png, outside: `file://${secret}` },
        { name: 'image2.png', data: png },
      ]),
    );
    expect(pictures.map((one) => one.alt)).to.deep.equal(['A bus](x) at "the loop" ![y](picture:0)', '']);
    expect(pictures.every(({ bytes }) => bytes.equals(png))).to.equal(true);
    expect(left).to.equal(1);
    const [section] = documentBlocks(text, new Set([0, 1])).sections;
    expect(section?.blocks.map((block) => (block.type === 'image' ? block.picture : block.type))).to.deep.equal([
      'text',
      0,
      'text',
      1,
      'text',
    ]);
    const without = documentBlocks(text, new Set([1])).sections[0]?.blocks;
    expect(without?.map(({ type }) => type)).to.deep.equal(['text', 'image', 'text']);
  });

  it('are left out where they are too large or too many, and the text is read all the same', async () => {
    const large = { name: 'large.bmp', data: Buffer.alloc(9 * 1024 * 1024, ' ') };
    const many = Array.from({ length: 64 }, (_, at) => ({ name: `p${at}.png`, data: Buffer.from(`x${at}`) }));
    const { text, pictures, left } = await read(buildWord([large, ...many]));
    expect(text).to.contain('The end').and.to.contain('Before 64');
    expect([pictures.length, left]).to.deep.equal([60, 5]);
  });

  it('are taken where they are small, though one before them had no room any more', async () => {
    const big = Array.from({ length: 3 }, (_, at) => ({ name: `b${at}.png`, data: Buffer.alloc(7_900_000, ' ') }));
    const { pictures, left } = await read(buildWord([...big, { name: 'small.png', data: png }]));
    expect([pictures.length, left]).to.deep.equal([3, 1]);
  });

  it('are named by no text of a document that only looks like one', () => {
    const { sections } = documentBlocks('One ![](picture:0) two\n\n    ![](picture:0)\n', new Set());
    expect(sections[0]?.blocks).to.deep.equal([{ type: 'text', title: '', text: 'One  two' }]);
  });

  onSqlite((make) => {
    it('lie among the media of the draft, looked at, made smaller, with the words that the checks ask for', async () => {
      const world = await openDraftWorld(await make());
      const ann = await world.author();
      const svg = Buffer.from(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><script>x()</script><path d="M0 0h4"/></svg>',
      );
      const word = buildWord([
        { name: 'image1.png', data: png, alt: 'A bus at the loop' },
        { name: 'image2.png', data: Buffer.from('no picture at all') },
        { name: 'image3.png', data: svg },
      ]);
      const sent = await ann.browser
        .post('/author/documents')
        .field('title', 'The walk')
        .attach('package', word, 'walk.docx');
      expect(sent.status).to.equal(303);
      const [, draft = ''] = /drafts\/([0-9a-z]{26})\?notice=pictures$/.exec(String(sent.headers['location'])) ?? [];
      const tree = await world.authoring.drafts.tree(ann.actor, draft);
      const rows = await world.authoring.drafts.mediaRows(ann.actor, draft);
      expect(rows.map(({ path, alt }) => `${path} ${alt}`.trim())).to.deep.equal([
        'media/picture-1.png A bus at the loop',
        'media/picture-1.w480.webp',
        'media/picture-3.svg',
      ]);
      expect(tree.read('the-walk/media/picture-3.svg').toString()).not.to.contain('script');
      const files = Object.fromEntries(tree.paths.map((path) => [path, tree.read(path)]));
      const { issues } = checkCourses(memoryTree({ ...files, 'skills.yaml': FIXTURE['skills.yaml'] ?? '' }), {
        only: 'the-walk',
        today: '2026-11-23',
      });
      const about = issues.filter(({ code }) => /IMAGE|MEDIA|SCHEMA|FORMAT/.test(code));
      expect(about.map(({ code, message }) => `${code} ${message.slice(0, 20)}`)).to.deep.equal([
        'IMAGE_ALT Say what the picture',
      ]);
      const page = await ann.browser.get(`/author/drafts/${draft}?notice=pictures`).set('accept', 'text/html');
      expect(page.text).to.contain('Some pictures were left out');
      world.authoring.apart.close();
    });
  });
});
