import { expect } from 'chai';
import { readManifest, recognise, recogniseFiles } from '../../server/standards/index.ts';
import { parseXml } from '../support/xml.ts';

const IMSCP = 'xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"';

function manifest(version: string | null, attributes = IMSCP, inside = ''): string {
  const metadata = version === null ? '' : `<metadata><schemaversion>${version}</schemaversion></metadata>`;
  return `<manifest identifier="m" ${attributes}>${metadata}${inside}</manifest>`;
}

const resourceWith = (attribute: string) => `<resources><resource ${attribute}="sco"/></resources>`;
const codesOf = (xml: string) => recognise(parseXml(xml)).issues.map(({ code }) => code);

describe('recognising a manifest', () => {
  const editions: [string, string, string][] = [
    ['1.2', 'scorm12', '1.2'],
    ['CAM 1.3', 'scorm2004', '2004-2nd'],
    ['2004 3rd Edition', 'scorm2004', '2004-3rd'],
    [' 2004 4th\n Edition ', 'scorm2004', '2004-4th'],
  ];
  for (const [version, standard, edition] of editions) {
    it(`reads the schemaversion ${JSON.stringify(version)} as ${standard}, edition ${edition} (CAM 3.4.1.2)`, () => {
      expect(recognise(parseXml(manifest(version)))).to.deep.equal({ standard, edition, issues: [] });
    });
  }

  it('finds the schemaversion that stands below an organization, as in the courses of the ADL', () => {
    const inside = `<organizations><organization identifier="o">
      <metadata><schemaversion>1.2</schemaversion></metadata></organization></organizations>`;
    expect(recognise(parseXml(manifest(null, IMSCP, inside)))).to.include({ standard: 'scorm12', edition: '1.2' });
  });

  it('goes by the namespaces where the schemaversion is missing or odd, and says so', () => {
    const old = 'xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"';
    const inside = '<resources><resource adlcp:scormtype="sco"/></resources>';
    const found = recognise(parseXml(manifest(null, old, inside)));
    expect(found.standard).to.equal('scorm12');
    expect(found.issues.map(({ severity, code }) => `${severity} ${code}`)).to.deep.equal([
      'warning SCHEMAVERSION_MISSING',
    ]);
    const later = 'xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3"';
    const odd = manifest('13', later, '<resources><resource adlcp:scormType="sco"/></resources>');
    expect(recognise(parseXml(odd)).edition).to.equal('2004-4th');
    expect(codesOf(odd)).to.deep.equal(['SCHEMAVERSION_UNKNOWN']);
  });

  it('goes by the spelling of scormtype where the namespaces are missing too', () => {
    expect(recognise(parseXml(manifest(null, '', resourceWith('scormtype')))).standard).to.equal('scorm12');
    expect(recognise(parseXml(manifest(null, '', resourceWith('scormType')))).standard).to.equal('scorm2004');
  });

  it('warns of a manifest that calls itself 1.2 and uses elements of 2004', () => {
    const sequencing = '<sequencing xmlns="http://www.imsglobal.org/xsd/imsss"/>';
    expect(codesOf(manifest('1.2', IMSCP, sequencing))).to.deep.equal(['SCHEMAVERSION_CONTRADICTS']);
  });

  it('refuses content packaging without SCORM, and documents that are no manifest, in words', () => {
    expect(recognise(parseXml(manifest(null))).standard).to.equal('imscp');
    expect(codesOf(manifest(null))).to.deep.equal(['NOT_SCORM']);
    expect(recognise(parseXml('<html/>')).standard).to.equal('unknown');
    expect(codesOf('<html/>')).to.deep.equal(['MANIFEST_ROOT']);
  });

  for (const [xml, standard] of [
    ['<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"/>', 'cmi5'],
    ['<tincan xmlns="http://projecttincan.com/tincan.xsd"/>', 'xapi'],
  ] as const) {
    it(`refuses ${standard} as recognised but not played, and builds no structure`, () => {
      const { structure, issues, recognition } = readManifest(parseXml(xml));
      expect(recognition.standard).to.equal(standard);
      expect(structure).to.equal(null);
      expect(issues.map(({ severity, code }) => `${severity} ${code}`)).to.deep.equal([
        `error ${standard.toUpperCase()}_NOT_PLAYED`,
      ]);
      expect(issues[0]?.message).to.include('recognised, but not supported yet');
    });
  }
});

describe('recognising a package without imsmanifest.xml', () => {
  const cases: [string, string[], string][] = [
    ['cmi5', ['index.html', 'course/cmi5.xml'], 'CMI5_NOT_PLAYED'],
    ['xapi', ['tincan.xml', 'story.html'], 'XAPI_NOT_PLAYED'],
    ['aicc', ['COURSE.CRS', 'COURSE.AU', 'COURSE.DES'], 'AICC_NOT_PLAYED'],
    ['unknown', ['index.html', 'readme.txt'], 'MANIFEST_MISSING'],
    ['unknown', [], 'MANIFEST_MISSING'],
  ];
  for (const [standard, names, code] of cases) {
    it(`says ${standard} of [${names.join(', ')}] and what to do`, () => {
      const found = recogniseFiles(names);
      expect(found).to.include({ standard, edition: null });
      expect(found.issues.map((issue) => `${issue.severity} ${issue.code}`)).to.deep.equal([`error ${code}`]);
      expect(found.issues[0]?.message).to.match(/SCORM 1\.2 or SCORM 2004/);
    });
  }
});
