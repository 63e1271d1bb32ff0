import { expect } from 'chai';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import Pdf from 'pdfkit';
import { readCaptions, readHandoutForm } from '../../../server/authoring/bring/handout/handout-input.ts';
import { kindOfFile } from '../../../server/authoring/bring/handout/handout-kind.ts';
import { handoutPage, type Handout } from '../../../server/authoring/bring/handout/handout-page.ts';
import { countPages } from '../../../server/authoring/bring/handout/inspect-pdf.ts';
import { packHandout } from '../../../server/authoring/bring/handout/pack-handout.ts';
import { checkPackage } from '../../../server/packages/check-package.ts';
import { codeOf } from '../../support/attempts.ts';
import { open } from 'node:fs/promises';

/** A PDF with so many pages. */
async function buildPdf(pages: number, options: PDFKit.PDFDocumentOptions = {}): Promise<Buffer> {
  const pdf = new Pdf({ autoFirstPage: false, ...options });
  for (let page = 1; page <= pages; page += 1) pdf.addPage().text(`Page ${page}: walk the halls.`);
  pdf.end();
  return buffer(pdf);
}

describe('a PDF or a film as a course', () => {
  let folder: string;
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'handout-'))));
  after(() => rm(folder, { recursive: true, force: true }));

  async function put(name: string, bytes: Uint8Array | string): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, bytes);
    return path;
  }

  it('believes the bytes of a file and not its name', async () => {
    expect(await kindOfFile(await put('film.mp4', await buildPdf(1)))).to.equal('pdf');
    const film = Buffer.concat([
      Buffer.from([0, 0, 0, 24]),
      Buffer.from('ftypisom\0\0\x02\0isomiso2mp41'),
      Buffer.alloc(64),
    ]);
    expect(await kindOfFile(await put('book.pdf', film))).to.equal('mp4');
    for (const [name, bytes] of [
      ['page.pdf', '<html><script>alert(1)</script>'],
      ['empty.pdf', ''],
      ['zip.mp4', 'PK\u0003\u0004'],
    ] as const) {
      expect(await codeOf(kindOfFile(await put(name, bytes))), name).to.equal('HANDOUT_KIND');
    }
  });

  it('counts pages in a process of its own, and refuses what is locked, broken, too long or too costly', async () => {
    expect(await countPages(await put('three.pdf', await buildPdf(3)))).to.equal(3);
    const locked = await buildPdf(1, { userPassword: 'bell', pdfVersion: '1.7' });
    expect(await codeOf(countPages(await put('locked.pdf', locked)))).to.equal('PDF_LOCKED');
    expect(await codeOf(countPages(await put('broken.pdf', '%PDF-1.7\nnothing of the kind')))).to.equal('PDF_BROKEN');
    const long = await buildPdf(501);
    expect(await codeOf(countPages(await put('long.pdf', long)))).to.equal('PDF_LONG');
    expect(await codeOf(countPages(await put('slow.pdf', long), 1))).to.equal('PDF_COSTLY');
  });

  it('packs a package that passes our own check, the same bytes for the same file', async () => {
    const media = { path: await put('walk.pdf', await buildPdf(2)), sha256: 'ab'.repeat(32) };
    const handout: Handout = { title: 'Halls & <bells>', language: 'en', content: { kind: 'pdf', pages: 2 } };
    const files = new Map([['assets/document.js', Buffer.from('// reader')]]);
    const [one, two] = [join(folder, 'one.zip'), join(folder, 'two.zip')];
    const packed = await packHandout({ handout, media, captions: null, files }, one);
    expect(await packHandout({ handout, media, captions: null, files }, two)).to.deep.equal(packed);
    expect(await readFile(one)).to.deep.equal(await readFile(two));
    const file = await open(one);
    try {
      const { accepted, issues } = await checkPackage(file);
      expect(issues).to.deep.equal([]);
      expect(accepted?.structure).to.include({ title: 'Halls & <bells>', edition: '2004-4th' });
      expect(
        accepted?.structure.root.children.map(({ identifier, type, href }) => ({ identifier, type, href })),
      ).to.deep.equal([{ identifier: 'handout', type: 'sco', href: 'index.html' }]);
      expect(accepted?.files.map(({ entry }) => entry.path)).to.include.members(['media/document.pdf', 'index.html']);
    } finally {
      await file.close();
    }
  });

  it('writes a title as text, into the page and into its data', () => {
    const title = '</script><script>alert(1)</script>"\u2028{{7*7}}';
    const page = handoutPage({ title, language: 'en', content: { kind: 'film', type: 'mp4', hasCaptions: true } });
    expect(page).to.not.include('<script>alert');
    expect(page).to.include('&lt;script&gt;alert(1)');
    const data = /id="handout-data">([^<]*)</.exec(page)?.[1] ?? '';
    expect(JSON.parse(data)).to.include({ title, captions: 'media/captions.vtt' });
  });

  it('asks for captions at once, as WebVTT, unless nobody speaks', async () => {
    const fault = async (bytes: Buffer | null) => codeOf(Promise.resolve().then(() => readCaptions(bytes, false)));
    expect(await fault(null)).to.equal('CAPTIONS_MISSING');
    expect(await fault(Buffer.from('1\n00:00:01,000 --> 00:00:02,000\nHello'))).to.equal('CAPTIONS_BROKEN');
    expect(readCaptions(null, true)).to.equal(null);
    const good = Buffer.from('WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n');
    expect(readCaptions(good, false)).to.equal(good);
    expect(readHandoutForm({ title: ' Walk ', minutes: '' })).to.deep.equal({
      title: 'Walk',
      language: 'en',
      minutes: 0,
      silent: false,
    });
  });
});
