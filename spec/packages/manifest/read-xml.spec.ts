import { expect } from 'chai';
import { readManifestApart, readManifestBytes } from '../../../server/packages/manifest/read-manifest-bytes.ts';
import { readXml } from '../../../server/packages/manifest/read-xml.ts';
import type { XmlElement } from '../../../server/standards/index.ts';
import { parseXml } from '../../support/xml.ts';
import { manifest12 } from '../../support/zips.ts';

function rootOf(bytes: string | Uint8Array): XmlElement {
  const reading = readXml(Buffer.from(bytes));
  if ('issue' in reading) throw new Error(reading.issue.message);
  return reading.root;
}

function issueOf(bytes: string | Uint8Array): { code: string; line: number | undefined } {
  const reading = readXml(Buffer.from(bytes));
  if (!('issue' in reading)) throw new Error('It was read.');
  return { code: reading.issue.code, line: reading.issue.line };
}

const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');

describe('reading XML', () => {
  it('reads past instructions that stand between elements', () => {
    const root = parseXml('<?a?><m>one<?b c?><x/>two<!-- d --><?e?><y>three</y></m>');
    expect(root.children.map(({ name }) => name)).to.deep.equal(['x', 'y']);
    expect(root.text).to.equal('onetwothree');
  });

  it('gives names, namespaces, attributes, text and lines', () => {
    const root = rootOf('<m xmlns="urn:m" xmlns:a="urn:a">\n<i a:t="1" u="2">one<![CDATA[ & ]]><b>two</b></i></m>');
    const item = root.children[0];
    expect([root.name, root.namespace, root.line]).to.deep.equal(['m', 'urn:m', 1]);
    expect(item?.attributes).to.deep.equal([
      { name: 't', namespace: 'urn:a', value: '1' },
      { name: 'u', namespace: '', value: '2' },
    ]);
    expect([item?.text, item?.line]).to.deep.equal(['one & two', 2]);
  });

  it('reads UTF-8 with and without a byte order mark', () => {
    expect(rootOf('\ufeff<m>é</m>').text).to.equal('é');
    expect(rootOf('<?xml version="1.0" encoding="utf-8"?><m>é</m>').text).to.equal('é');
  });

  it('reads UTF-16 of both byte orders, with and without a byte order mark', () => {
    const text = '<?xml version="1.0" encoding="UTF-16"?>\n<m>é</m>';
    for (const bytes of [
      utf16(text),
      utf16(text).swap16(),
      utf16(text).subarray(2),
      utf16(text).swap16().subarray(2),
    ]) {
      expect(rootOf(bytes).text).to.equal('é');
      expect(rootOf(bytes).line).to.equal(2);
    }
  });

  it('reads other encodings by their declared name', () => {
    const bytes = Buffer.from('<?xml version="1.0" encoding="windows-1252"?><m>\u0080\u00e9</m>', 'latin1');
    expect(rootOf(bytes).text).to.equal('€é');
  });

  it('reads UTF-8 that calls itself UTF-16', () => {
    expect(rootOf('<?xml version="1.0" encoding="utf-16"?><m>é</m>').text).to.equal('é');
  });

  it('refuses bytes that are not in the encoding, with their line', () => {
    const bytes = Buffer.from('<m>\n\u00e9</m>', 'latin1');
    expect(issueOf(bytes)).to.deep.equal({ code: 'MANIFEST_ENCODING', line: 2 });
  });

  it('refuses unknown encodings, UTF-7 and UTF-32 among them', () => {
    for (const name of ['utf-7', 'klingon', 'ebcdic-cp-us']) {
      expect(issueOf(`<?xml version="1.0" encoding="${name}"?><m/>`).code).to.equal('MANIFEST_ENCODING');
    }
    expect(issueOf(Buffer.from([0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0])).code).to.equal('MANIFEST_ENCODING');
  });

  it('refuses external entities', () => {
    const text = '<?xml version="1.0"?>\n<!-- c -->\n<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]><m>&x;</m>';
    expect(issueOf(text)).to.deep.equal({ code: 'MANIFEST_DOCTYPE', line: 3 });
    expect(issueOf(utf16(text)).code).to.equal('MANIFEST_DOCTYPE');
  });

  it('refuses entities that grow', () => {
    const levels = Array.from({ length: 10 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('');
    expect(issueOf(`<!doctype m [<!ENTITY l0 "lol">${levels}]><m>&l10;</m>`).code).to.equal('MANIFEST_DOCTYPE');
  });

  it('refuses an entity that nobody declared', () => {
    expect(issueOf('<m>&x;</m>').code).to.equal('MANIFEST_NOT_WELL_FORMED');
  });

  it('refuses what is not well-formed, with its line', () => {
    expect(issueOf('<m>\n<a></m>')).to.deep.equal({ code: 'MANIFEST_NOT_WELL_FORMED', line: 2 });
    for (const text of ['', '   ', 'hello', '<m/><m/>', '<m>\u0000</m>', '<m']) {
      expect(issueOf(text).code).to.equal('MANIFEST_NOT_WELL_FORMED');
    }
  });

  it('refuses elements nested more than 255 deep', () => {
    expect(issueOf('<a>'.repeat(400) + '</a>'.repeat(400)).code).to.equal('MANIFEST_TOO_DEEP');
  });

  it('names lines beyond 65,535', () => {
    expect(issueOf(`<m>${'\n'.repeat(70_000)}<a></m>`).line).to.equal(70_001);
  });

  it('refuses more than 20 MB', () => {
    expect(issueOf(Buffer.alloc(20 * 1024 * 1024 + 1, 0x20)).code).to.equal('MANIFEST_TOO_LARGE');
  });
});

describe('reading a large manifest', () => {
  const files = Array.from(
    { length: 150_000 },
    (_, number) => `media/chapter-of-the-course-with-a-long-name/${number}.png`,
  );

  it('reads 10 MB as the same words read here, while other work goes on', async () => {
    const bytes = Buffer.from(manifest12({ files }));
    expect(bytes.length).to.be.greaterThan(10_000_000);
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 20);
    const findings = await readManifestApart(bytes);
    clearInterval(timer);
    expect(findings.files).to.have.length(files.length + 1);
    expect(findings.structure?.title).to.equal('Hallway talk');
    expect(turns).to.be.greaterThan(10);
  });

  it('finds in a process of its own what it finds on this thread', async () => {
    const bytes = Buffer.from(manifest12({ files: files.slice(0, 5000) }));
    expect(await readManifestApart(bytes)).to.deep.equal(readManifestBytes(bytes));
    const broken = bytes.subarray(0, 300_000);
    expect((await readManifestApart(broken)).issues.map((issue) => issue.code)).to.deep.equal([
      'MANIFEST_NOT_WELL_FORMED',
    ]);
  });
});
