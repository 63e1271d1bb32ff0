import { expect } from 'chai';
import { edition2004, readManifest2004 } from '../../../server/standards/scorm2004/index.ts';
import { parseXml } from '../../support/xml.ts';

const NAMESPACES = `xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3"
  xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3" xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3"
  xmlns:imsss="http://www.imsglobal.org/xsd/imsss"`;
const RESOURCE = '<resource identifier="R" adlcp:scormType="sco" href="a.html"><file href="a.html"/></resource>';

interface ManifestPlan {
  readonly version?: string;
  readonly organizations?: string;
  readonly items?: string;
  readonly resources?: string;
  readonly collection?: string;
}

function read({ version = '2004 4th Edition', items = '', resources = RESOURCE, ...rest }: ManifestPlan) {
  const organizations =
    rest.organizations ??
    `<organizations default="O"><organization identifier="O"><title>Course</title>${items}</organization></organizations>`;
  return readManifest2004(
    parseXml(`<manifest identifier="M" ${NAMESPACES}><metadata><schema>ADL SCORM</schema>
      <schemaversion>${version}</schemaversion></metadata>${organizations}
      <resources>${resources}</resources>${rest.collection ?? ''}</manifest>`),
  );
}

const item = (inner = '', attributes = 'identifier="A" identifierref="R"'): string =>
  `<item ${attributes}><title>A</title>${inner}</item>`;
const codes = (plan: ManifestPlan): string[] => read(plan).issues.map((issue) => issue.code);

const organization = (id: string) => `<organization identifier="${id}"><title>${id}</title>${item()}</organization>`;
const both = organization('X') + organization('Y');

describe('the manifest of SCORM 2004', () => {
  it('tells the edition by schemaversion (CAM 3.4.1.2)', () => {
    const edition = (version: string) => read({ version, items: item() }).structure?.edition;
    expect(edition('2004 4th Edition')).to.equal('2004-4th');
    expect(edition('2004 3rd Edition')).to.equal('2004-3rd');
    expect(edition('CAM 1.3')).to.equal('2004-2nd');
    expect(codes({ version: 'soon', items: item() })).to.deep.equal(['MANIFEST_EDITION_UNKNOWN']);
    expect(
      edition2004(parseXml('<manifest><metadata><schemaversion>1.2</schemaversion></metadata></manifest>')),
    ).to.equal(null);
  });

  it('calls the course by the identifier of its manifest, which packages of one author do not share (CAM 3.4.1.1)', () => {
    expect(read({ items: item() }).structure?.identifier).to.equal('M');
  });

  it('resolves every xml:base and decodes, and joins parameters (CAM 3.4.1.8)', () => {
    const resources = `<resource identifier=" R " adlcp:scormType="sco" xml:base="some%20folder/" href="a.html?x=1">
      <file href="a.html?x=1"/><file href="../common/b.js"/></resource>`;
    const { structure, files } = read({
      resources,
      items: item('', 'identifier=" A  1 " identifierref="R" parameters="?y=2"'),
    });
    expect(structure?.root.children[0]).to.include({
      identifier: 'A 1',
      href: 'some folder/a.html',
      parameters: '?x=1&y=2',
      type: 'sco',
    });
    expect(files).to.deep.equal(['some folder/a.html', 'common/b.js']);
  });

  it("puts an item's own sequencing before the collection's (CAM 5.1.1)", () => {
    const own = '<imsss:sequencing IDRef="S"><imsss:controlMode choice="false"/></imsss:sequencing>';
    const collection = `<imsss:sequencingCollection><imsss:sequencing ID=" S "><imsss:controlMode flow="true"/>
      <imsss:limitConditions attemptLimit="2" attemptAbsoluteDurationLimit="PT1H"/></imsss:sequencing></imsss:sequencingCollection>`;
    const activity = read({ items: item(own) + item('', 'identifier="B" identifierref="R"'), collection }).structure
      ?.root.children[0];
    expect(activity?.sequencing).to.include({ choice: false, flow: false, attemptLimit: 2 });
    expect(activity?.maxTimeAllowed).to.equal('PT1H');
    expect(codes({ items: item('<imsss:sequencing IDRef="X"/>') })).to.deep.equal(['SEQUENCING_REFERENCE_MISSING']);
  });

  it('joins the maps of both kinds of objectives (SN 3.10, CAM 5.1.8)', () => {
    const sequencing = `<imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="P%201"
      satisfiedByMeasure="true"><imsss:minNormalizedMeasure> 0.6 </imsss:minNormalizedMeasure>
      <imsss:mapInfo targetObjectiveID="G" writeSatisfiedStatus="true"/></imsss:primaryObjective></imsss:objectives>
      <adlseq:objectives><adlseq:objective objectiveID="P 1"><adlseq:mapInfo targetObjectiveID="G" readRawScore="false"/>
      <adlseq:mapInfo targetObjectiveID="H"/></adlseq:objective></adlseq:objectives></imsss:sequencing>`;
    const [primary] = read({ items: item(sequencing) }).structure?.root.children[0]?.sequencing.objectives ?? [];
    expect(primary).to.include({ id: 'P 1', satisfiedByMeasure: true, minNormalizedMeasure: 0.6 });
    expect(primary?.maps[0]).to.include({ readSatisfiedStatus: true, writeSatisfiedStatus: true, readRawScore: false });
    expect(primary?.maps[0]).to.include({ readCompletionStatus: true, writeCompletionStatus: false });
    expect(primary?.maps[1]).to.include({ targetObjectiveId: 'H', readSatisfiedStatus: false, readMaxScore: true });
  });

  it('reads the threshold of both editions, what to hide, and shared data (CAM 3.4.1.10, 5.2, 3.4.1.11)', () => {
    const threshold = (version: string, xml: string) =>
      read({ version, items: item(xml) }).structure?.root.children[0]?.completionThreshold;
    expect(
      threshold('2004 3rd Edition', '<adlcp:completionThreshold> 0.75 </adlcp:completionThreshold>'),
    ).to.deep.equal({
      completedByMeasure: true,
      minProgressMeasure: 0.75,
      progressWeight: 1,
    });
    const attributes = '<adlcp:completionThreshold completedByMeasure="true" progressWeight="0.5"/>';
    expect(threshold('2004 4th Edition', attributes)).to.deep.equal({
      completedByMeasure: true,
      minProgressMeasure: 1,
      progressWeight: 0.5,
    });
    const extras = `<adlnav:presentation><adlnav:navigationInterface><adlnav:hideLMSUI>exitAll</adlnav:hideLMSUI>
      </adlnav:navigationInterface></adlnav:presentation>
      <adlcp:data><adlcp:map targetID="T" writeSharedData="false"/></adlcp:data>`;
    const activity = read({ items: item(extras) }).structure?.root.children[0];
    expect(activity?.hideLmsUi).to.deep.equal(['exitAll']);
    expect(activity?.sharedData).to.deep.equal([{ targetId: 'T', read: true, write: false }]);
    const third = read({ version: '2004 3rd Edition', items: item(extras) }).structure?.root.children[0];
    expect(third?.sharedData).to.deep.equal([]);
  });

  it('lets a course of one activity start by itself', () => {
    const single = read({ items: item() }).structure?.root.sequencing;
    expect(single).to.include({ flow: true, choice: false });
    const two = read({ items: item() + item('', 'identifier="B" identifierref="R"') }).structure?.root.sequencing;
    expect(two).to.include({ flow: false, choice: true });
  });

  it('takes the default organization, else the first one (CAM 3.4.1.3)', () => {
    const chosen = (wanted: string) =>
      read({ organizations: `<organizations default="${wanted}">${both}</organizations>` });
    expect(chosen('Y').structure?.title).to.equal('Y');
    expect(chosen('Z').structure?.title).to.equal('X');
    expect(chosen('Z').issues.map((issue) => issue.code)).to.deep.equal(['ORGANIZATION_DEFAULT_MISSING']);
  });

  it('collects every finding with its line, and goes on', () => {
    const sequencing = `<imsss:sequencing><imsss:controlMode flow="maybe"/><imsss:sequencingRules><imsss:preConditionRule>
      <imsss:ruleConditions><imsss:ruleCondition condition="always"/></imsss:ruleConditions>
      <imsss:ruleAction action="vanish"/></imsss:preConditionRule></imsss:sequencingRules>
      <imsss:rollupRules objectiveMeasureWeight="7"/></imsss:sequencing>`;
    const items = `${item(sequencing)}${item('', 'identifier="A" identifierref="NONE"')}<item identifier="E"/>
      ${item('', 'identifier="F" identifierref="BARE"')}`;
    const resources = `${RESOURCE}<resource identifier="BARE" adlcp:scormType="sco"/>
      <resource identifier="OUT" href="../../x.html"/>`;
    const { issues, structure } = read({ items, resources });
    expect(issues.map((issue) => issue.code)).to.have.members([
      'RESOURCE_OUTSIDE_PACKAGE',
      'MANIFEST_BAD_BOOLEAN',
      'MANIFEST_UNKNOWN_WORD',
      'MANIFEST_BAD_NUMBER',
      'IDENTIFIER_DUPLICATE',
      'ITEM_RESOURCE_MISSING',
      'ITEM_EMPTY',
      'TITLE_MISSING',
      'ITEM_EMPTY',
      'RESOURCE_NO_HREF',
      'ITEM_EMPTY',
    ]);
    expect(issues.every((issue) => typeof issue.line === 'number' && issue.spec !== undefined)).to.equal(true);
    expect(structure?.root.children).to.have.lengthOf(1);
  });

  it('says what is missing when nothing can be played', () => {
    expect(codes({ organizations: '<organizations/>' })).to.deep.equal(['MANIFEST_NO_ORGANIZATION']);
    expect(read({ organizations: '' }).structure).to.equal(null);
    expect(codes({ items: '' })).to.deep.equal(['ORGANIZATION_EMPTY']);
  });
});
