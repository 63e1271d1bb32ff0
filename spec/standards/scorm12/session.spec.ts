import { expect } from 'chai';
import type { CmiRecord } from '../../../server/standards/runtime-record.ts';
import { finishSession, initialRecord, STATUS_RULE } from '../../../server/standards/scorm12/index.ts';
import { buildActivity, LEARNER } from './support/builders.ts';

const exam = buildActivity({ masteryScore: 80 });
const start = (stored: CmiRecord | null = null, activity = buildActivity()) =>
  initialRecord(activity, LEARNER, 'normal', stored);
const finish = (values: CmiRecord, activity = buildActivity()) =>
  finishSession({ ...start(null, activity), ...values }, activity, 'normal');
const statusOf = (record: CmiRecord) => [record['cmi.core.lesson_status'], record[STATUS_RULE] ?? null];

describe('the beginning of a SCORM 1.2 session (RTE 3.4.4)', () => {
  it('gives a new SCO its learner, mode and launch data, and nothing attempted', () => {
    const activity = buildActivity({
      dataFromLms: 'start=2',
      masteryScore: 80,
      maxTimeAllowed: '00:30:00',
      timeLimitAction: 'continue,message',
    });
    expect(start(null, activity)).to.include({
      'cmi.core.student_id': 'officer-7',
      'cmi.core.student_name': 'Okafor, Dana',
      'cmi.core.credit': 'credit',
      'cmi.core.lesson_mode': 'normal',
      'cmi.core.entry': 'ab-initio',
      'cmi.core.lesson_status': 'not attempted',
      'cmi.core.total_time': '0000:00:00',
      'cmi.launch_data': 'start=2',
      'cmi.student_data.mastery_score': '80',
      'cmi.student_data.max_time_allowed': '00:30:00',
      'cmi.student_data.time_limit_action': 'continue,message',
    });
  });

  it('gives no credit in browse and review', () => {
    expect(initialRecord(buildActivity(), LEARNER, 'browse', null)['cmi.core.credit']).to.equal('no-credit');
    expect(initialRecord(buildActivity(), LEARNER, 'review', null)['cmi.core.credit']).to.equal('no-credit');
  });

  for (const [exit, entry] of [
    ['suspend', 'resume'],
    ['logout', ''],
    ['time-out', ''],
    ['', ''],
  ] as const) {
    it(`enters with "${entry}" after exit "${exit}", with everything that was kept`, () => {
      const stored = finish({
        'cmi.core.exit': exit,
        'cmi.core.lesson_status': 'incomplete',
        'cmi.core.lesson_location': 'p3',
        'cmi.suspend_data': 'a=1',
        'cmi.core.session_time': '00:10:00',
      });
      const next = start(stored);
      expect(next).to.include({
        'cmi.core.entry': entry,
        'cmi.core.lesson_location': 'p3',
        'cmi.suspend_data': 'a=1',
        'cmi.core.lesson_status': 'incomplete',
        'cmi.core.total_time': '0000:10:00',
      });
      expect(next).not.to.have.any.keys('cmi.core.exit', 'cmi.core.session_time');
    });
  }

  it('resumes a session that was cut off, and counts its time', () => {
    const cut = { ...start(), 'cmi.core.session_time': '00:07:30', 'cmi.core.lesson_location': 'p9' };
    expect(start(cut)).to.include({
      'cmi.core.entry': 'resume',
      'cmi.core.total_time': '0000:07:30',
      'cmi.core.lesson_location': 'p9',
    });
  });

  it('takes the learner and the mode of this launch, not of a stored record', () => {
    const stored = { ...start(), 'cmi.core.student_id': 'somebody', 'cmi.core.credit': 'no-credit' };
    expect(start(stored)).to.include({ 'cmi.core.student_id': 'officer-7', 'cmi.core.credit': 'credit' });
  });
});

describe('the end of a SCORM 1.2 session (RTE 3.4.4)', () => {
  it('completes a SCO that sets no status, and marks that it was not its word', () => {
    expect(statusOf(finish({}))).to.deep.equal(['completed', 'no-status']);
  });

  it('marks a SCO that never called as silent, and an asset as asset', () => {
    const silent = finishSession(start(), buildActivity(), 'normal', false);
    expect(statusOf(silent)).to.deep.equal(['completed', 'silent']);
    expect(statusOf(finish({}, buildActivity({ type: 'asset' })))).to.deep.equal(['completed', 'asset']);
  });

  it('leaves a SCO without status incomplete when it suspends, since it means to be resumed', () => {
    expect(statusOf(finish({ 'cmi.core.exit': 'suspend' }))).to.deep.equal(['incomplete', 'no-status']);
  });

  it('leaves the status that the SCO set, without a mark', () => {
    for (const status of ['completed', 'incomplete', 'passed', 'failed', 'browsed']) {
      expect(statusOf(finish({ 'cmi.core.lesson_status': status }))).to.deep.equal([status, null]);
    }
  });

  const byMastery: [string, string, string, string | null][] = [
    ['not attempted', '80', 'passed', 'mastery-score'],
    ['not attempted', '79.9', 'failed', 'mastery-score'],
    ['completed', '100', 'passed', 'mastery-score'],
    ['passed', '40', 'failed', 'mastery-score'],
    ['failed', '95', 'passed', 'mastery-score'],
    ['passed', '80', 'passed', null],
    ['failed', '0', 'failed', null],
    ['incomplete', '90', 'incomplete', null],
    ['completed', '', 'completed', null],
  ];
  for (const [status, raw, wanted, rule] of byMastery) {
    it(`decides "${status}" with a score of "${raw}" and a mastery score of 80 as ${wanted}`, () => {
      const ended = finish({ 'cmi.core.lesson_status': status, 'cmi.core.score.raw': raw }, exam);
      expect(statusOf(ended)).to.deep.equal([wanted, rule]);
    });
  }

  it('ends a browsed SCO as browsed, whatever it says', () => {
    const record = { ...start(null, exam), 'cmi.core.lesson_status': 'passed', 'cmi.core.score.raw': '100' };
    expect(statusOf(finishSession(record, exam, 'browse'))).to.deep.equal(['browsed', 'browse']);
  });

  it('changes neither status nor time in review', () => {
    const stored = finish({ 'cmi.core.score.raw': '90', 'cmi.core.session_time': '00:10:00' }, exam);
    const review = initialRecord(exam, LEARNER, 'review', stored);
    const ended = finishSession({ ...review, 'cmi.core.session_time': '01:00:00' }, exam, 'review');
    expect(ended).to.include({ 'cmi.core.lesson_status': 'passed', 'cmi.core.total_time': '0000:10:00' });
  });

  it('gives no status to a SCO that is only reviewed', () => {
    const review = initialRecord(exam, LEARNER, 'review', null);
    expect(statusOf(finishSession(review, exam, 'review'))).to.deep.equal(['not attempted', null]);
  });

  it('adds the session to the total time and keeps nothing of the learner', () => {
    const first = finish({ 'cmi.core.session_time': '03:01:39.52' });
    const second = finishSession(
      { ...start(first), 'cmi.core.session_time': '00:12:48.22' },
      buildActivity(),
      'normal',
    );
    expect(second['cmi.core.total_time']).to.equal('0003:14:27.74');
    expect(Object.keys(second).filter((element) => /student_id|student_name|credit|launch_data/.test(element))).to.be
      .empty;
  });

  it('changes nothing more when it is done twice, as the server does', () => {
    const once = finish({ 'cmi.core.score.raw': '90', 'cmi.core.session_time': '00:10:00' }, exam);
    expect(finishSession(once, exam, 'normal')).to.deep.equal(once);
  });
});
