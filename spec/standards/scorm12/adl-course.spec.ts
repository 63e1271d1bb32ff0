import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect } from 'chai';
import type { CourseStructure } from '../../../server/standards/course-structure.ts';
import { lessonStatuses, offers12, readManifest12 } from '../../../server/standards/scorm12/index.ts';
import { parseXml } from '../../support/xml.ts';
import { readZip } from '../../support/zip.ts';
import { TestCourse } from './support/test-course.ts';

const SHARED = fileURLToPath(new URL('../../../../shared/scorm/', import.meta.url));
const COURSE = `${SHARED}adl12/course01.zip`;
const TYPES = `${SHARED}harness/lib/types-12.mjs`;
const LEARNER = { id: 'joestudent', name: 'Student, Joe' };
/** Activity 4 takes three sessions; activity 9 is a panel for a person. */
const SESSIONS = [1, 2, 3, 4, 4, 4, 5, 6, 7, 8];

describe("the ADL's LMS test course I for SCORM 1.2, without a browser", () => {
  let structure: CourseStructure;
  let course: TestCourse;

  before(async function () {
    if (!existsSync(COURSE) || !existsSync(TYPES)) this.skip();
    const files = await readZip(COURSE);
    const reading = readManifest12(parseXml(files.get('imsmanifest.xml') ?? ''));
    if (reading.structure === null) throw new Error('no structure');
    structure = reading.structure;
    const { isOfType }: { isOfType: (element: string, value: string) => boolean } = await import(
      pathToFileURL(TYPES).href
    );
    course = new TestCourse(files, LEARNER, isOfType);
  });

  for (const [at, number] of SESSIONS.entries()) {
    const session = SESSIONS.slice(0, at + 1).filter((one) => one === number).length;
    it(`passes every check of SCO ${number}, session ${session}`, () => {
      const activity = structure.root.children[0]?.children[number - 1];
      if (activity === undefined) throw new Error(`no activity ${number}`);
      const { choice } = offers12(structure, lessonStatuses(structure, course.records), null);
      expect(choice[activity.identifier]).to.deep.equal({ isOpen: true, reason: null });
      const log = course.play(activity);
      expect(log.filter(({ type }) => type === 3 || type === 4)).to.deep.equal([]);
      expect(log.filter(({ type }) => type === 1)).to.deep.equal([]);
      expect(log.filter(({ type }) => type === 2).length).to.be.greaterThan(number === 4 ? 5 : 6);
    });
  }

  it('keeps a later SCO closed until the one before it is completed (CAM 2.3.2.5.1)', () => {
    const { choice } = offers12(structure, lessonStatuses(structure, {}), null);
    expect(choice['I_SCO2']).to.deep.equal({ isOpen: false, reason: 'Complete “LMS Test Suite - SCO 1” first.' });
  });
});
