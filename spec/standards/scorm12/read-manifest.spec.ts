import { expect } from 'chai';
import { readManifest12 } from '../../../server/standards/scorm12/index.ts';
import { parseXml } from '../../support/xml.ts';
import { buildManifest } from './support/builders.ts';

const SCO = '<resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="a.html"/>';
const item = (inside = '', attributes = 'identifierref="r"', identifier = 'a') =>
  `<item identifier="${identifier}" ${attributes}><title>Halls</title>${inside}</item>`;

function read(items: string, resources = SCO, attributes = '') {
  const { structure, issues, files } = readManifest12(parseXml(buildManifest(items, resources, attributes)));
  const first = structure?.root.children[0];
  return { structure, first, files, issues, found: issues.map(({ severity, code }) => `${severity} ${code}`) };
}

describe('reading a SCORM 1.2 manifest', () => {
  it('builds the tree of the default organization with everything that an item says (CAM 2.3.2.5)', () => {
    const inside = `<adlcp:prerequisites type="aicc_script">a</adlcp:prerequisites>
      <adlcp:maxtimeallowed>00:30:00</adlcp:maxtimeallowed><adlcp:timelimitaction>exit,no message</adlcp:timelimitaction>
      <adlcp:datafromlms> start=2 </adlcp:datafromlms><adlcp:masteryscore>82.5</adlcp:masteryscore>`;
    const nested = item(inside, 'identifierref="r" parameters="?lang=en" isvisible="false"', 'b');
    const { structure, first, found } = read(item() + `<item identifier="g"><title>More</title>${nested}</item>`);
    expect(found).to.deep.equal([]);
    expect(structure).to.include({ standard: 'scorm12', edition: '1.2', identifier: 'm', title: 'Hall duty' });
    expect(first).to.include({
      identifier: 'a',
      title: 'Halls',
      type: 'sco',
      href: 'a.html',
      parameters: '',
      isVisible: true,
    });
    const group = structure?.root.children[1];
    expect(group).to.include({ type: 'cluster', href: null });
    expect(group?.children[0]).to.include({
      prerequisites: 'a',
      maxTimeAllowed: '00:30:00',
      timeLimitAction: 'exit,no message',
      dataFromLms: 'start=2',
      masteryScore: 82.5,
      parameters: '?lang=en',
      isVisible: false,
    });
  });

  it('resolves every xml:base, backslashes and %20, and lists each file once (CAM 2.3.2.6)', () => {
    const resources = `<resource identifier="r" adlcp:scormtype="asset" xml:base="unit/" href="my%20page.html?x=1">
      <file href="my%20page.html"/><file href="img\\a.png"/></resource>`;
    const { first, files } = read(item(), resources, 'xml:base="content/"');
    expect(first).to.include({ type: 'asset', href: 'content/unit/my page.html', parameters: '?x=1' });
    expect(files).to.deep.equal(['content/unit/my page.html', 'content/unit/img/a.png']);
  });

  it('matches identifiers that are padded with blanks or encoded', () => {
    const { first, found } = read(item('', 'identifierref=" r%201 "'), SCO.replace('"r"', '"r 1"'));
    expect(first?.href).to.equal('a.html');
    expect(found).to.deep.equal([]);
  });

  it('reads a manifest without any namespace and says so', () => {
    const xml = buildManifest(item(), SCO)
      .replaceAll(/ ?xmlns(?::adlcp)?="[^"]*"/g, '')
      .replaceAll('adlcp:', '');
    const { structure, issues } = readManifest12(parseXml(xml));
    expect(structure?.root.children[0]).to.include({ type: 'sco', href: 'a.html' });
    expect(issues.map(({ code }) => code)).to.deep.equal(['NAMESPACE_UNKNOWN']);
  });

  it('uses the first organization, with a warning, when the default one is not there (CAM 2.3.2.3)', () => {
    const xml = buildManifest(item(), SCO).replace('default="org"', 'default="lost"');
    const { structure, issues } = readManifest12(parseXml(xml));
    expect(structure?.title).to.equal('Hall duty');
    expect(issues.map(({ code }) => code)).to.deep.equal(['ORGANIZATION_DEFAULT_MISSING']);
  });

  it('refuses a manifest without organization, with line and paragraph', () => {
    const xml = buildManifest('', SCO).replace(/<organizations[\s\S]*<\/organizations>/, '<organizations/>');
    const { structure, issues } = readManifest12(parseXml(xml));
    expect(structure).to.equal(null);
    expect(issues).to.have.length(1);
    expect(issues[0]).to.include({ severity: 'error', code: 'MANIFEST_NO_ORGANIZATION', line: 5, spec: 'CAM 2.3.2.3' });
  });

  const faults: [string, string, string, string[]][] = [
    [
      'an item whose resource is missing',
      item('', 'identifierref="x"'),
      SCO,
      ['error ITEM_RESOURCE_MISSING', 'error NOTHING_TO_LAUNCH'],
    ],
    [
      'a resource without href',
      item(),
      SCO.replace('href="a.html"', ''),
      ['error RESOURCE_NO_HREF', 'error NOTHING_TO_LAUNCH'],
    ],
    ['a path that leaves the package', item(), SCO.replace('a.html', '../a.html'), ['error RESOURCE_OUTSIDE_PACKAGE']],
    [
      'content on another server',
      item(),
      SCO.replace('a.html', 'https://example.org/a'),
      ['warning RESOURCE_EXTERNAL'],
    ],
    ['a resource without scormtype', item(), SCO.replace('adlcp:scormtype="sco"', ''), ['warning RESOURCE_SCORMTYPE']],
    ['two resources of one name', item(), SCO + SCO, ['warning RESOURCE_IDENTIFIER_DUPLICATE']],
    ['two items of one name', item() + item(), SCO, ['error IDENTIFIER_DUPLICATE']],
    ['an item without identifier', item('', 'identifierref="r"', ''), SCO, ['error IDENTIFIER_MISSING']],
    ['a missing title', item().replace('<title>Halls</title>', ''), SCO, ['warning TITLE_MISSING']],
    ['an item with nothing in it', item() + item('', '', 'b'), SCO, ['warning ITEM_EMPTY']],
    ['content above items', item(item('', 'identifierref="r"', 'b')), SCO, ['warning ITEM_CONTENT_ABOVE_ITEMS']],
    ['a mastery score over 100', item('<adlcp:masteryscore>120</adlcp:masteryscore>'), SCO, ['warning MASTERY_SCORE']],
    [
      'a time limit in words',
      item('<adlcp:maxtimeallowed>1 h</adlcp:maxtimeallowed>'),
      SCO,
      ['warning MAX_TIME_ALLOWED'],
    ],
    [
      'an unknown action',
      item('<adlcp:timelimitaction>stop</adlcp:timelimitaction>'),
      SCO,
      ['warning TIME_LIMIT_ACTION'],
    ],
    [
      'an unreadable script',
      item('<adlcp:prerequisites>a &amp;</adlcp:prerequisites>'),
      SCO,
      ['warning PREREQUISITES_UNREADABLE'],
    ],
    [
      'a script that names a stranger',
      item('<adlcp:prerequisites>z</adlcp:prerequisites>'),
      SCO,
      ['warning PREREQUISITES_STRANGER'],
    ],
  ];
  for (const [what, items, resources, wanted] of faults) {
    it(`reports ${what} (CAM 2.3.2)`, () => {
      const { found, issues } = read(items, resources);
      expect(found).to.deep.equal(wanted);
      for (const issue of issues) expect(issue, issue.code).to.have.property('line').that.is.a('number');
    });
  }

  it('collects every fault at once', () => {
    const { found } = read(
      item() + item() + item('<adlcp:masteryscore>x</adlcp:masteryscore>', 'identifierref="y"', 'c'),
    );
    expect(found).to.have.members([
      'error IDENTIFIER_DUPLICATE',
      'error ITEM_RESOURCE_MISSING',
      'warning MASTERY_SCORE',
    ]);
  });

  it('finds a resource in a manifest that is nested in the manifest', () => {
    const inner = `<manifest identifier="inner" xml:base="sub/"><resources>${SCO}</resources></manifest>`;
    const xml = buildManifest(item(), '').replace('</manifest>', `${inner}</manifest>`);
    const { structure } = readManifest12(parseXml(xml));
    expect(structure?.root.children[0]?.href).to.equal('sub/a.html');
  });
});
