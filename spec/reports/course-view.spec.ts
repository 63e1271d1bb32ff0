import type { OwnAttemptFacts } from '../../server/attempts/index.ts';
import { expect } from 'chai';
import { courseView, type CourseFacts } from '../../server/reports/course-view.ts';
import { buildActivity, buildResult, buildStructure, NOW, PASSED } from '../support/report-rows.ts';

const course: CourseFacts = {
  courseId: 'c1',
  title: 'Talking with students',
  description: '',
  strand: '',
  isPublished: true,
  versionNumber: 1,
  structure: buildStructure('scorm2004', [buildActivity()]),
  isLaunchable: true,
};
const running: OwnAttemptFacts = {
  attemptId: 'a1',
  number: 1,
  state: 'suspended',
  result: buildResult(),
  engagedMs: 0,
  startedAt: NOW.now,
  lastSavedAt: null,
  finishedAt: null,
};
const finished: OwnAttemptFacts = { ...running, state: 'finished', result: PASSED, finishedAt: NOW.now };

function actionsOf(facts: CourseFacts, attempts: OwnAttemptFacts[]): string[] {
  const { actions } = courseView(facts, { registrationId: 'r1', attempts, parts: {} }, false, NOW);
  return Object.entries(actions).flatMap(([name, href]) => (typeof href === 'string' ? [`${name} ${href}`] : []));
}

function isAgainMain(attempt: OwnAttemptFacts): boolean {
  return courseView(course, { registrationId: 'r1', attempts: [attempt], parts: {} }, false, NOW).actions.isAgainMain;
}

describe('the course page', () => {
  it('offers what fits the state of the newest attempt', () => {
    expect(actionsOf(course, [])).to.deep.equal(['start /courses/c1/start']);
    expect(actionsOf(course, [running])).to.deep.equal(['resume /play/r1']);
    expect(actionsOf(course, [finished])).to.deep.equal(['again /courses/c1/start', 'review /play/r1/review']);
  });

  it('lets a withdrawn course be resumed and reviewed, not started', () => {
    const withdrawn = { ...course, isPublished: false };
    expect(actionsOf(withdrawn, [])).to.deep.equal([]);
    expect(actionsOf(withdrawn, [running])).to.deep.equal(['resume /play/r1']);
    expect(actionsOf(withdrawn, [finished])).to.deep.equal(['review /play/r1/review']);
  });

  it('makes taking it again the main action only after a result that is not good', () => {
    expect(isAgainMain(finished)).to.equal(false);
    expect(isAgainMain({ ...finished, result: { ...PASSED, success: 'failed' } })).to.equal(true);
  });

  it('opens nothing without a content address, and says why', () => {
    const facts = { ...course, isLaunchable: false };
    expect(actionsOf(facts, [running])).to.deep.equal([]);
    const { notLaunchable } = courseView(facts, { registrationId: null, attempts: [], parts: {} }, false, NOW);
    expect(notLaunchable).to.contain('no address for course content');
  });

  it('shows the parts of the newest attempt in the contents', () => {
    const own = { registrationId: 'r1', attempts: [running], parts: { sco1: PASSED } };
    const [node] = courseView(course, own, false, NOW).contents;
    expect(node).to.include({ statusWord: 'Passed', note: '92%', shape: 'st-done' });
  });

  it('hides an invisible part and keeps its visible children', () => {
    const hidden = buildActivity({
      identifier: 'g',
      title: 'Hidden',
      type: 'cluster',
      isVisible: false,
      children: [buildActivity()],
    });
    const lone = buildActivity({ identifier: 'x', title: 'Invisible', isVisible: false });
    const structure = buildStructure('scorm2004', [hidden, lone]);
    const { contents } = courseView(
      { ...course, structure },
      { registrationId: null, attempts: [], parts: {} },
      false,
      NOW,
    );
    expect(contents.map(({ title }) => title)).to.deep.equal(['Hidden']);
  });
});
