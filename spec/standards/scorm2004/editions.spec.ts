import { expect } from 'chai';
import type { Activity, Edition } from '../../../server/standards/course-structure.ts';
import {
  getElement,
  initialRecord,
  readManifest2004,
  setElement,
  standardLimits,
  startState,
  validateRecord,
} from '../../../server/standards/scorm2004/index.ts';
import type { DataModelContext } from '../../../server/standards/scorm2004/index.ts';
import { parseXml } from '../../support/xml.ts';

const EDITIONS: readonly (readonly [schemaversion: string, edition: Edition, suspendData: number])[] = [
  ['CAM 1.3', '2004-2nd', 4000],
  ['2004 3rd Edition', '2004-3rd', 64_000],
  ['2004 4th Edition', '2004-4th', 64_000],
];

const SHARED = '<adlcp:data><adlcp:map targetID="store"/></adlcp:data>';
const BY_TEXT = '<adlcp:completionThreshold>0.8</adlcp:completionThreshold>';
const BY_ATTRIBUTES =
  '<adlcp:completionThreshold completedByMeasure="true" minProgressMeasure="0.8" progressWeight="0.3"/>';

/** The data model of the first SCO of a package of this edition, as its manifest lets it begin. */
function open(version: string, threshold = BY_TEXT): { context: DataModelContext; activity: Activity } {
  const { structure } = readManifest2004(
    parseXml(`<manifest identifier="M" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3">
      <metadata><schema>ADL SCORM</schema><schemaversion>${version}</schemaversion></metadata>
      <organizations default="O"><organization identifier="O"><title>Course</title>
        <item identifier="A" identifierref="R"><title>A</title>${threshold}${SHARED}</item></organization></organizations>
      <resources><resource identifier="R" type="webcontent" adlcp:scormType="sco" href="a.html"><file href="a.html"/></resource></resources>
    </manifest>`),
  );
  const activity = structure?.root.children[0];
  if (!structure || activity === undefined) throw new Error('The manifest gave no course.');
  const state = startState(structure, { globalObjectives: {}, seed: 1 });
  const learner = { id: 'officer-1', name: 'Reyes, Dana' };
  const record = initialRecord(structure, state, { activityId: 'A', learner, stored: null, mode: 'normal' });
  const { edition } = structure;
  return { context: { record, edition, activity, sharedData: {}, limits: standardLimits(edition) }, activity };
}

describe('the editions of SCORM 2004, by the schemaversion of the package', () => {
  for (const [version, edition, suspendData] of EDITIONS) {
    const isFourth = edition === '2004-4th';
    const set = (context: DataModelContext, element: string, value: string): number =>
      setElement(context, element, value).error;

    it(`keeps ${suspendData} characters of suspend data for "${version}" (RTE 4.2.23)`, () => {
      const { context, activity } = open(version);
      expect(context.edition).to.equal(edition);
      expect(set(context, 'cmi.suspend_data', 'x'.repeat(suspendData))).to.equal(0);
      expect(set(context, 'cmi.suspend_data', 'x'.repeat(suspendData + 1))).to.equal(406);
      const rules = { edition, activity, limits: context.limits };
      const judge = (length: number) => validateRecord({ 'cmi.suspend_data': 'x'.repeat(length) }, rules).rejected;
      expect([judge(suspendData).length, judge(suspendData + 1).length]).to.deep.equal([0, 1]);
    });

    it(`${isFourth ? 'shares' : 'shares no'} data between activities of "${version}" (RTE 4.3)`, () => {
      const { context } = open(version);
      const get = (element: string) => getElement(context, element).error;
      expect(get('adl.data._count')).to.equal(isFourth ? 0 : 401);
      expect(get('adl.data._children')).to.equal(isFourth ? 0 : 401);
      expect(get('adl.data.0.id')).to.equal(isFourth ? 0 : 401);
      expect(set(context, 'adl.data.0.store', 'x')).to.equal(isFourth ? 0 : 401);
      expect(get('adl.data.0.store')).to.equal(isFourth ? 0 : 401);
    });

    it(`${isFourth ? 'knows' : 'knows no'} jump in "${version}" (SN 5.6.4, 5.6.5)`, () => {
      const { context } = open(version);
      expect(set(context, 'adl.nav.request', '{target=A}jump')).to.equal(isFourth ? 0 : 406);
      expect(set(context, 'adl.nav.request', '{target=A}choice')).to.equal(0);
      expect(getElement(context, 'adl.nav.request_valid.jump.{target=A}').error).to.equal(isFourth ? 0 : 401);
      expect(getElement(context, 'adl.nav.request_valid.choice.{target=A}').error).to.equal(0);
      expect(set(context, 'adl.nav.request_valid.jump.{target=A}', 'true')).to.equal(isFourth ? 404 : 401);
    });

    it(`weighs progress in "${version}" ${isFourth ? 'as the manifest says' : 'evenly'} (CAM 3.4.1.10)`, () => {
      expect(open(version, BY_ATTRIBUTES).activity.completionThreshold?.progressWeight).to.equal(isFourth ? 0.3 : 1);
      const { context } = open(version, isFourth ? BY_ATTRIBUTES : BY_TEXT);
      expect(getElement(context, 'cmi.completion_threshold').value).to.equal('0.8');
      set(context, 'cmi.progress_measure', '0.8');
      expect(getElement(context, 'cmi.completion_status').value).to.equal('completed');
    });
  }
});
