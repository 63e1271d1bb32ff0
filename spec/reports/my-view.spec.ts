import { expect } from 'chai';
import { myView } from '../../server/reports/my-view.ts';
import { buildFinished, buildOffered, buildResult, buildTaken, NOW } from '../support/report-rows.ts';

const NOTHING = { taken: [], offered: [], assignedTo: null, toolbox: null };

describe('the officer’s home', () => {
  it('puts the course that was saved last first, one click from resuming', () => {
    const older = buildTaken({ registrationId: 'old', lastSavedAt: new Date('2026-11-01T10:00:00Z') });
    const { next, running } = myView({ ...NOTHING, taken: [older, buildTaken({ registrationId: 'new' })] }, NOW);
    expect(next).to.include({
      label: 'Resume',
      href: '/play/new',
      isStart: false,
      kick: 'Pick up where you stopped yesterday',
    });
    expect(next?.words).to.equal('Part 4 of 7: When a witness is a student');
    expect(running.map(({ href }) => href)).to.deep.equal(['/play/old']);
  });

  it('draws a step for each part, the current one under way', () => {
    const { next } = myView({ ...NOTHING, taken: [buildTaken()] }, NOW);
    expect(next?.steps.map(({ shape }) => shape).join('')).to.equal('fffh');
    expect(next?.steps).to.have.length(7);
  });

  it('draws a bar instead of steps for one part and for very many', () => {
    const one = myView(
      { ...NOTHING, taken: [buildTaken({ partsTotal: 1, partsDone: 0, result: buildResult({ progress: 0.4 }) })] },
      NOW,
    );
    const many = myView({ ...NOTHING, taken: [buildTaken({ partsTotal: 40 })] }, NOW);
    expect(one.next).to.deep.include({ steps: [], hasBar: true, percent: 40, words: '40% done' });
    expect(many.next).to.deep.include({ steps: [], hasBar: true });
  });

  it('offers a course to start when nothing runs', () => {
    const { next, waiting } = myView({ ...NOTHING, offered: [buildOffered(), buildOffered({ courseId: 'c3' })] }, NOW);
    expect(next).to.include({ label: 'Start', isStart: true, href: '/courses/course2/start' });
    expect(waiting.map(({ courseId }) => courseId)).to.deep.equal(['c3']);
  });

  it('leaves out of the waiting what has been begun or finished', () => {
    const taken = [buildTaken({ courseId: 'course2' }), buildFinished({ courseId: 'c3' })];
    const offered = [buildOffered(), buildOffered({ courseId: 'c3' }), buildOffered({ courseId: 'c4' })];
    expect(myView({ ...NOTHING, taken, offered }, NOW).waiting.map(({ courseId }) => courseId)).to.deep.equal(['c4']);
  });

  it('lets a course that was registered but never opened wait', () => {
    const taken = [buildTaken({ courseId: 'course2', state: 'not started', attemptId: null })];
    const { next, isAllDone } = myView({ ...NOTHING, taken, offered: [buildOffered()] }, NOW);
    expect(next).to.include({ isStart: true });
    expect(isAllDone).to.equal(false);
  });

  it('links to all courses when more wait than it shows', () => {
    const offered = Array.from({ length: 8 }, (_, at) => buildOffered({ courseId: `c${at}` }));
    const { waiting, waitingLink } = myView({ ...NOTHING, taken: [buildTaken()], offered }, NOW);
    expect(waiting).to.have.length(5);
    expect(waitingLink).to.equal('All courses (8 not started)');
  });

  it('marks what was not passed by a word, and lets it be reviewed', () => {
    const failed = buildFinished({ result: buildResult({ completion: 'completed', success: 'failed' }) });
    const [row] = myView({ ...NOTHING, taken: [failed] }, NOW).finished;
    expect(row?.chip).to.deep.equal({ tone: 'late', word: 'Not passed' });
    expect(row?.href).to.equal('/play/reg9/review');
  });

  it('lets a course that was left before its end begin again', () => {
    const [row] = myView({ ...NOTHING, taken: [buildFinished({ result: buildResult() })] }, NOW).finished;
    expect(row).to.include({ actionLabel: 'Begin again', href: '/play/reg9' });
  });

  it('counts only when there is something to count', () => {
    expect(myView({ ...NOTHING, offered: [buildOffered()] }, NOW).tally).to.deep.equal([]);
    expect(myView({ ...NOTHING, taken: [buildTaken(), buildFinished()] }, NOW).tally).to.deep.equal([
      { label: 'in progress', value: '1' },
      { label: 'finished', value: '1' },
      { label: 'active time', value: '1 h 16' },
    ]);
  });

  it('says so when there is nothing and when all is done', () => {
    expect(myView(NOTHING, NOW)).to.include({ isEmpty: true, next: null });
    expect(myView({ ...NOTHING, taken: [buildFinished()] }, NOW)).to.include({ isAllDone: true, next: null });
  });
});
