import { expect } from 'chai';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { packCartridge } from '../../../server/embedding/cartridge/pack-cartridge.ts';
import { certificatePdf } from '../../../server/training/pdf/certificate-pdf.ts';
import { transcriptPdf } from '../../../server/training/pdf/transcript-pdf.ts';
import { buildCourse12, buildSco } from '../../support/attempts.ts';
import { buildCertificate, buildTranscript } from '../../support/certificate-rows.ts';
import { CONTROLS, HOSTILE_LINE, HOSTILE_LINES } from '../../support/hostile-texts.ts';
import { parseXml } from '../../support/xml.ts';
import { readZipBytes } from '../../support/zip.ts';

/** Composed, without blanks, and without signs of direction and the like: they print nothing. */
const bare = (text: string): string => text.normalize('NFC').replaceAll(/[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '');

/** What a reader sees, blanks left out: a long word is broken over lines. Nothing in it acts, and nothing can be clicked. */
async function printedIn(pdf: Buffer): Promise<string> {
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0 });
  const document = await task.promise;
  let text = '';
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    text += items.map((item) => ('str' in item ? item.str : '')).join('');
    expect(await page.getAnnotations()).to.deep.equal([]);
  }
  expect([await document.getJSActions(), await document.getOpenAction()]).to.deep.equal([null, null]);
  await task.destroy();
  return bare(text);
}

const TEXTS: Readonly<Record<string, string>> = {
  'in one line': HOSTILE_LINE,
  // The printed alphabets have no siren.
  'in many lines': HOSTILE_LINES.replaceAll('\u{1F6A8}', ''),
  'with signs that nobody sees': CONTROLS,
};

describe('hostile texts in what leaves a record', () => {
  for (const [name, text] of Object.entries(TEXTS)) {
    it(`are words of a certificate and of a transcript: ${name}`, async () => {
      const sheet = { publicUrl: 'https://training.example', locale: 'en' as const };
      const decision = { decision: 'void' as const, reason: text };
      const certificate = buildCertificate({ name: text, title: text, state: 'void', decision });
      expect((await printedIn(await certificatePdf(certificate, sheet))).split(bare(text)).length).to.be.at.least(4);
      const record = buildTranscript(1);
      const said = {
        ...record,
        person: { ...record.person, name: text },
        certificates: record.certificates.map((one) => ({ ...one, course: text, topics: [text] })),
        outside: record.outside.map((one) => ({ ...one, title: text, provider: text })),
      };
      expect((await printedIn(await transcriptPdf(said, 'en'))).split(bare(text)).length).to.be.at.least(4);
    });

    it(`are titles of a cartridge whose files are well-formed: ${name}`, async () => {
      const structure = buildCourse12(buildSco('one', { title: text }), buildSco('two', { title: text }));
      const files = await readZipBytes(
        await packCartridge({ id: '0'.repeat(26), title: text, structure }, () => `https://lms.example/?x=${text}`),
      );
      expect(files.size).to.be.at.least(3);
      const inXml = JSON.stringify(text.replaceAll(/(?![\t\n\r])\p{Cc}/gu, ' ')).slice(1, -1);
      for (const [path, bytes] of files) {
        const read = JSON.stringify(parseXml(bytes)).replaceAll('\\r\\n', '\\n');
        expect(read, path).to.include(inXml.replaceAll('\\r\\n', '\\n'));
      }
    });
  }
});
