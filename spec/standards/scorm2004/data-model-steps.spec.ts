import { expect } from 'chai';
import {
  getElement,
  initialRecord,
  openApiSession,
  setElement,
  standardLimits,
  startState,
  validateRecord,
} from '../../../server/standards/scorm2004/index.ts';
import type { Api1484 } from '../../../server/standards/scorm2004/index.ts';
import type { CmiRecord } from '../../../server/standards/runtime-record.ts';
import { buildCourse } from './course-builder.ts';
import { CHAPTERS } from './steps/chapters.ts';
import { playSteps, writeSteps } from './steps/step-writer.ts';

const LEARNER = { id: 'officer-1', name: 'Reyes, Dana' };

/** A session with a SCO that has just begun, with the record behind it and the server's check of that record. */
function openSession(): { api: Api1484; record: CmiRecord; rejected: () => string[] } {
  const course = buildCourse([{ id: 'a' }]);
  const state = startState(course, { globalObjectives: {}, seed: 1 });
  const record = initialRecord(course, state, { activityId: 'a', learner: LEARNER, stored: null, mode: 'normal' });
  const [activity] = course.root.children;
  if (activity === undefined) throw new Error('The course has no activity.');
  const limits = standardLimits('2004-4th');
  const rules = { edition: '2004-4th', activity, limits } as const;
  const context = { ...rules, record, sharedData: {}, isRequestValid: () => true };
  const none = (): void => undefined;
  const api = openApiSession({
    get: (element) => getElement(context, element),
    set: (element, value) => setElement(context, element, value),
    begin: none,
    commit: none,
    end: none,
  });
  api.Initialize('');
  return { api, record, rejected: () => validateRecord(record, rules).rejected.map(({ element }) => element) };
}

describe('the run-time data model, step by step as the RTE book has it', () => {
  for (const chapter of CHAPTERS) {
    it(chapter.title, () => {
      const { api, rejected } = openSession();
      expect(playSteps(api, writeSteps([chapter]))).to.deep.equal([]);
      expect(rejected()).to.deep.equal([]);
    });
  }

  it('plays all chapters in one session, thousands of steps, and the server takes the whole record', () => {
    const { api, record, rejected } = openSession();
    const steps = writeSteps(CHAPTERS);
    expect(steps.length).to.be.greaterThan(6000);
    expect(playSteps(api, steps)).to.deep.equal([]);
    expect(rejected()).to.deep.equal([]);
    expect(Object.keys(record).length).to.be.greaterThan(700);
  });
});
