import { expect } from 'chai';
import { readManifestBytes } from '../../../server/packages/manifest/read-manifest-bytes.ts';
import { sorted } from '../../../server/packages/check-package.ts';
import { readManifest, type XmlElement } from '../../../server/standards/index.ts';
import { parseXml } from '../../support/xml.ts';

const manifest = (inside: string, more = ''): string =>
  `<manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3"
 xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
<metadata><schemaversion>2004 4th Edition</schemaversion></metadata>
<organizations><organization identifier="org"><title>T</title>${inside}</organization></organizations>
<resources><resource identifier="r" type="webcontent" adlcp:scormType="sco" href="a.html"/></resources>${more}</manifest>`;

const times = (count: number, make: (at: number) => string): string =>
  Array.from({ length: count }, (_none, at) => make(at)).join('');
const item = (at: number, inside = ''): string =>
  `<item identifier="i${at}" identifierref="r"><title>t</title>${inside}</item>`;

/** An element that counts how often it and what is below it are looked into. */
function counted(element: XmlElement, count: { looks: number }): XmlElement {
  const children = element.children.map((child) => counted(child, count));
  const { name, namespace, attributes, line } = element;
  return {
    name,
    namespace,
    line,
    attributes,
    get children() {
      count.looks += children.length + 1;
      return children;
    },
    get pieces() {
      return element.pieces;
    },
    get text() {
      return element.text;
    },
  };
}

const looksAt = (xml: string): number => {
  const count = { looks: 0 };
  readManifest(counted(parseXml(xml), count));
  return count.looks;
};

describe('the bounds of a manifest', () => {
  it('reads empty items with work that grows as their number does', () => {
    const few = looksAt(manifest(times(200, () => '<item/>')));
    const many = looksAt(manifest(times(2000, () => '<item/>')));
    expect(many).to.be.below(few * 20);
  });

  it('refuses a course of more items than a person could take', () => {
    const { structure, issues } = readManifestBytes(Buffer.from(manifest(times(10_001, (at) => item(at)))));
    expect(structure).to.equal(null);
    expect(issues.map(({ code }) => code)).to.deep.equal(['MANIFEST_TOO_LARGE']);
  });

  it('refuses references to a sequencing collection that would fill the memory (CAM 5.1.1)', () => {
    const objectives = times(1000, (at) => `<imsss:objective objectiveID="o${at}"/>`);
    const shared = `<imsss:sequencingCollection><imsss:sequencing ID="s"><imsss:objectives>${objectives}</imsss:objectives></imsss:sequencing></imsss:sequencingCollection>`;
    const xml = manifest(
      times(200, (at) => item(at, '<imsss:sequencing IDRef="s"/>')),
      shared,
    );
    const { structure, issues } = readManifestBytes(Buffer.from(xml));
    const errors = issues.filter(({ severity }) => severity === 'error').map(({ code }) => code);
    expect(errors).to.deep.equal(['SEQUENCING_TOO_LARGE']);
    expect(JSON.stringify(structure).length).to.be.below(20_000_000);
  });

  it('joins each objective with its own extension among thousands', () => {
    const plain = times(1500, (at) => `<imsss:objective objectiveID="o${at}"/>`);
    const extra = times(
      1500,
      (at) =>
        `<adlseq:objective objectiveID="o${at}"><adlseq:mapInfo targetObjectiveID="g${at}" writeRawScore="true"/></adlseq:objective>`,
    );
    const rules = `<imsss:sequencing><imsss:objectives>${plain}</imsss:objectives><adlseq:objectives>${extra}</adlseq:objectives></imsss:sequencing>`;
    const { structure } = readManifestBytes(Buffer.from(manifest(item(1, rules))));
    const objectives = structure?.root.children[0]?.sequencing.objectives.slice(1) ?? [];
    expect(objectives.map(({ maps }) => maps[0]?.targetObjectiveId)).to.deep.equal(
      Array.from({ length: 1500 }, (_none, at) => `g${at}`),
    );
  });

  it('repeats a long text of the package only in part', () => {
    const long = 'x'.repeat(70_000);
    const [issue] = sorted([{ severity: 'error', code: 'FILE_MISSING', message: `"${long}" is missing.`, path: long }]);
    expect(issue?.message)
      .to.match(/is missing\.$/)
      .and.have.length.below(1000);
    expect(issue?.path).to.have.length.below(1000);
  });
});
