import { expect } from 'chai';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Transcript } from '../../../server/training/certificates/transcript-facts.ts';
import { certificatePdf } from '../../../server/training/pdf/certificate-pdf.ts';
import { transcriptPdf } from '../../../server/training/pdf/transcript-pdf.ts';
import { buildCertificate, buildTranscript } from '../../support/certificate-rows.ts';

interface Node {
  readonly role?: string;
  readonly alt?: string;
  readonly children?: readonly Node[];
}

async function read(pdf: Buffer) {
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0 });
  const document = await task.promise;
  const pages: string[] = [];
  const nodes: Node[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(' '));
    const tree: unknown = await page.getStructTree();
    nodes.push(...flat(tree as Node));
  }
  const mark = await document.getMarkInfo();
  const { info } = await document.getMetadata();
  await task.destroy();
  const embedded = pdf.toString('latin1');
  return { pages, nodes, mark, info: info as Record<string, unknown>, source: embedded };
}
const flat = (node: Node): Node[] => [node, ...(node.children ?? []).flatMap(flat)];
const words = (text: string): string => text.replaceAll(/\s+/g, ' ');

describe('printed records', () => {
  const sheet = { publicUrl: 'https://training.harlow.example/lms', locale: 'en' as const };

  it('prints a certificate on one page with everything that it says', async () => {
    const { pages } = await read(await certificatePdf(buildCertificate(), sheet));
    expect(pages).to.have.length(1);
    const text = words(pages[0] ?? '');
    for (const said of [
      'Harlow County Sheriff’s Office',
      'Dep. Maria Reyes',
      'The toolbox',
      'HC-2026-000123',
      '3 h 50 min',
      'TX 1, TX 2',
      'Examination passed with 80 % or more, one retest allowed.',
      '92 %',
      'Nov 20, 2028',
      'a1'.repeat(32),
      'https://training.harlow.example/lms/verify',
      '7K3M-9QWE-RT56-PQ12-ZXCV',
    ]) {
      // A long address is broken over two lines.
      expect(text.replaceAll(' ', '')).to.contain(said.replaceAll(' ', ''));
    }
  });

  it('tags a certificate: language, title, headings in order, words for the QR code, every font embedded', async () => {
    const pdf = await certificatePdf(buildCertificate(), sheet);
    const { nodes, mark, info, source } = await read(pdf);
    expect(mark).to.include({ Marked: true });
    expect(info).to.include({ Language: 'en-US', Title: 'Certificate HC-2026-000123, The toolbox' });
    const roles = nodes.map(({ role }) => role);
    expect(roles.filter((role) => /^H\d$/.test(role ?? ''))).to.deep.equal(['H1', 'H2']);
    const figures = nodes.filter(({ role }) => role === 'Figure');
    const address = `${sheet.publicUrl}/verify/7K3M9QWERT56PQ12ZXCV`;
    expect(figures.map(({ alt }) => alt)).to.deep.equal([`QR code that leads to ${address}`]);
    expect(source.match(/\/FontFile2 /g)?.length).to.equal(source.match(/\/Type \/FontDescriptor/g)?.length);
    expect(source).not.to.match(/\/Subtype \/Type1\b/);
  });

  it('gives the same bytes for the same certificate, others for another state', async () => {
    const one = await certificatePdf(buildCertificate(), sheet);
    expect((await certificatePdf(buildCertificate(), sheet)).equals(one)).to.equal(true);
    const decision = { decision: 'void' as const, reason: 'The statute was wrong.' };
    const gone = await certificatePdf(buildCertificate({ state: 'void', decision }), sheet);
    expect(gone.equals(one)).to.equal(false);
    expect((await read(gone)).pages[0]).to.contain('Void. The statute was wrong.');
  });

  it('speaks Spanish to whom does', async () => {
    const { pages, info } = await read(await certificatePdf(buildCertificate(), { ...sheet, locale: 'es' }));
    expect(info).to.include({ Language: 'es-US' });
    expect(words(pages[0] ?? '')).to.contain('Examen aprobado con 80 % o más, se permitía repetirlo una vez.');
  });

  it('keeps letters of other Latin alphabets, and a title of any length on the page', async () => {
    const long = buildCertificate({ name: 'Zoë Őrsi-Łukasz', title: 'What carries over '.repeat(11) });
    const { pages } = await read(await certificatePdf(long, sheet));
    expect(pages).to.have.length(1);
    expect((pages[0] ?? '').replaceAll(/\s+/g, '')).to.contain('ZoëŐrsi-Łukasz');
  });

  it('prints a record over several numbered pages in tables with heads', async () => {
    const { pages, nodes, info } = await read(await transcriptPdf(buildTranscript(40), 'en'));
    expect(pages.length).to.be.above(2);
    pages.forEach((text, place) => expect(words(text)).to.contain(`Page ${place + 1} of ${pages.length}`));
    for (let count = 1; count <= 40; count += 1) {
      expect(pages.join(' ')).to.contain(`HC-2026-${String(count).padStart(6, '0')}`);
    }
    expect(info).to.include({ Title: 'Training record, Dep. Maria Reyes' });
    const roles = new Set(nodes.map(({ role }) => role));
    for (const role of ['Document', 'H1', 'H2', 'Table', 'TR', 'TH', 'TD']) expect([...roles]).to.contain(role);
  });

  it('prints corrections as corrections, and says where there is nothing', async () => {
    const empty: Transcript = { ...buildTranscript(0), outside: [] };
    const text = words((await read(await transcriptPdf(empty, 'en'))).pages.join(' '));
    expect(text).to.contain('No certificates yet.').and.to.contain('Completed on paper. Took the class in person.');
    expect(text).to.contain('Withdrawn: Wrong person.').and.not.to.contain('Outside training');
  });
});
