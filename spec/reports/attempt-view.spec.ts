import { expect } from 'chai';
import { attemptView } from '../../server/reports/attempt-view.ts';
import { logView } from '../../server/reports/log-view.ts';
import { buildAttempt, buildInteraction, buildSco, NOW } from '../support/report-rows.ts';

const ATTEMPT = { attemptId: 'a1', title: 'Talking with students', personName: 'Maria Reyes', number: 1 };

describe('one attempt', () => {
  it('asks in the question’s own words where they are known', () => {
    const interactions = [
      buildInteraction({ prompt: 'What comes first?', description: 'd', identifier: 'q1' }),
      buildInteraction({ description: 'From the SCO', identifier: 'q2' }),
      buildInteraction({ description: '', identifier: 'urn:q3' }),
    ];
    const [sco] = attemptView(buildAttempt({ scos: [buildSco({ interactions })] }), NOW).scos;
    expect(sco?.interactions.map(({ question }) => question)).to.deep.equal([
      'What comes first?',
      'From the SCO',
      'urn:q3',
    ]);
  });

  it('tells objectives by both of their states', () => {
    const objective = {
      identifier: 'o1',
      description: '',
      scoreRaw: null,
      scoreMin: null,
      scoreMax: null,
      scoreScaled: null,
    };
    const objectives = [
      { ...objective, completion: 'completed', success: 'failed' },
      { ...objective, completion: 'unknown', success: 'unknown' },
    ];
    const [sco] = attemptView(buildAttempt({ scos: [buildSco({ objectives })] }), NOW).scos;
    expect(sco?.objectives.map(({ status }) => status)).to.deep.equal(['Not met, complete', 'Not judged']);
  });

  it('says what was set aside and what came too late', () => {
    const rejected = [{ element: 'cmi.score.scaled', value: '7', error: 407, reason: 'out of range' }];
    const model = attemptView(buildAttempt({ strayCount: 2, scos: [buildSco({ rejected })] }), NOW);
    expect(model.stray).to.contain('2 saves came from a window that had been replaced. They are kept');
    expect(model.scos[0]?.rejected).to.deep.equal([
      { element: 'cmi.score.scaled', value: '7', reason: 'out of range' },
    ]);
  });

  it('counts the parts that are done', () => {
    expect(attemptView(buildAttempt(), NOW).facts.at(-1)).to.deep.equal({ label: 'of 1 part done', value: '1' });
  });
});

describe('the log of saves', () => {
  const row = {
    outcome: 'saved' as const,
    words: 'saved: location 5',
    part: 'Test',
    launchNumber: 1,
    seq: 4,
    bytes: 512,
    link: '3fa9',
  };

  it('puts a heading over each day of the agency', () => {
    const rows = [
      { ...row, at: new Date('2026-11-23T05:59:00Z') },
      { ...row, at: new Date('2026-11-23T16:42:31Z'), outcome: 'kept' as const, link: '' },
    ];
    const { days } = logView(ATTEMPT, rows, { page: 1, pages: 1, total: 2 }, NOW);
    expect(days.map(({ day, rows: lines }) => `${day}: ${lines.length}`)).to.deep.equal([
      'Nov 22, 2026: 1',
      'Nov 23, 2026: 1',
    ]);
    expect(days[1]?.rows[0]).to.deep.include({
      clock: '10:42:31',
      isKept: true,
      details: 'Test, window 1, save 4, 512 bytes',
    });
  });

  it('turns its pages', () => {
    const { pager } = logView(ATTEMPT, [], { page: 2, pages: 2, total: 300 }, NOW);
    expect(pager).to.include({ previous: '/attempts/a1/log?page=1', next: null });
  });
});
