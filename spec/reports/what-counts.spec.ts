import { expect } from 'chai';
import { whatCounts } from '../../server/reports/what-counts.ts';
import { buildActivity, buildStructure } from '../support/report-rows.ts';

const STAYS = 'Your best result stays: opening a finished course again never lowers it.';

describe('what counts', () => {
  it('tells the mastery score of a SCORM 1.2 part (RTE 3.4.4)', () => {
    const course = buildStructure('scorm12', [
      buildActivity({ identifier: 'a', title: 'Voice' }),
      buildActivity({ identifier: 'b', title: 'Final test', masteryScore: 80, prerequisites: 'a' }),
    ]);
    expect(whatCounts(course)).to.deep.equal([
      'The course is done when all 2 parts are done.',
      '“Final test” is passed with a score of 80 or more.',
      'With several scored parts, the score of the course is their average.',
      'Some parts open only after others are done; the contents say which.',
      STAYS,
    ]);
  });

  it('says that a course of one part judges itself', () => {
    expect(whatCounts(buildStructure('scorm12', [buildActivity()]))).to.deep.equal([
      'The course is done when its content reports that it is complete, passed or failed.',
      'The course sets no passing score; whether it is passed is what its content reports.',
      STAYS,
    ]);
  });

  it('tells SCORM 2004 thresholds of measure and completion (SN 3.10.1, CAM 3.4.1.10)', () => {
    const course = buildStructure('scorm2004', [
      buildActivity({
        identifier: 'a',
        title: 'Reading',
        completionThreshold: { completedByMeasure: true, minProgressMeasure: 0.9, progressWeight: 1 },
      }),
      buildActivity({
        identifier: 'b',
        title: 'Test',
        sequencing: {
          objectives: [{ id: 'o', isPrimary: true, satisfiedByMeasure: true, minNormalizedMeasure: 0.75, maps: [] }],
        },
      }),
      buildActivity({ identifier: 'c', title: 'Survey', sequencing: { tracked: false } }),
    ]);
    expect(whatCounts(course)).to.deep.equal([
      'The course is complete when its parts are complete, and passed when its parts are passed.',
      '“Test” is passed with 75% or more.',
      '“Reading” is complete at 90% of its material.',
      '“Survey” does not count towards the result.',
      STAYS,
    ]);
  });

  it('tells the rollup rules of the course (SN 3.7)', () => {
    const rule = { action: 'satisfied', minimumCount: 2, minimumPercent: 0, conditionCombination: 'any' as const };
    const course = buildStructure('scorm2004', [buildActivity(), buildActivity({ identifier: 'b' })], {
      sequencing: {
        rollupRules: [
          {
            ...rule,
            childActivitySet: 'atLeastCount',
            conditions: [
              { condition: 'satisfied', isNot: false },
              { condition: 'completed', isNot: false },
            ],
          },
          {
            ...rule,
            action: 'incomplete',
            childActivitySet: 'any',
            conditions: [{ condition: 'attempted', isNot: true }],
          },
        ],
      },
    });
    expect(whatCounts(course).slice(0, 2)).to.deep.equal([
      'The course is passed when at least 2 of its parts are passed or complete.',
      'The course is incomplete when any of its parts is not begun.',
    ]);
    expect(whatCounts(course, 'es').slice(0, 2)).to.deep.equal([
      'El curso se aprueba cuando el estado de al menos 2 de sus partes es: aprobada o completa.',
      'El curso está incompleto cuando el estado de alguna de sus partes es: no empezada.',
    ]);
  });

  it('tells time limits in minutes, in both notations (RTE 3.4.4, RTE 4.2.16)', () => {
    const limit12 = buildStructure('scorm12', [buildActivity({ title: 'Test', maxTimeAllowed: '00:30:00' })]);
    const limit2004 = buildStructure('scorm2004', [buildActivity({ title: 'Test', maxTimeAllowed: 'PT1H30M' })]);
    expect(whatCounts(limit12)).to.include('“Test” has a time limit of 30 min.');
    expect(whatCounts(limit2004)).to.include('“Test” has a time limit of 1 h 30.');
  });

  it('names the first six and counts the rest', () => {
    const parts = Array.from({ length: 9 }, (_, at) =>
      buildActivity({ identifier: `p${at}`, title: `Test ${at}`, masteryScore: 70 }),
    );
    const sentences = whatCounts(buildStructure('scorm12', parts));
    expect(sentences.filter((sentence) => sentence.includes('is passed with'))).to.have.length(6);
    expect(sentences).to.include('The same kind of rule holds for 3 more parts.');
  });
});
