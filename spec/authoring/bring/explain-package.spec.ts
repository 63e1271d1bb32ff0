import { expect } from 'chai';
import { explainPackage } from '../../../server/authoring/bring/explain-package.ts';
import { readCalls } from '../../../server/authoring/bring/read-calls.ts';
import { ruleWords } from '../../../server/authoring/bring/rule-words.ts';
import type { VersionEvidence } from '../../../server/attempts/index.ts';
import { DEFAULT_SEQUENCING } from '../../../server/standards/default-sequencing.ts';
import type { CourseStructure } from '../../../server/standards/index.ts';
import { buildCourse12, buildCourse2004, buildSco } from '../../support/attempts.ts';

const NOBODY: VersionEvidence = {
  attempts: 0,
  silent: 0,
  finished: 0,
  completed: 0,
  passed: 0,
  failed: 0,
  scored: 0,
  lowestScore: null,
  highestScore: null,
  bookmarked: 0,
  words: [],
  engagedMs: 0,
  byRule: 0,
};
const PAGER = `api.LMSInitialize(''); api.LMSSetValue('cmi.core.lesson_status', at > 9 ? 'completed' : 'incomplete');`;
const TESTED = `API_1484_11.Initialize(''); set('cmi.score.scaled', s); set('cmi.success_status', s < 0.8 ? 'failed' : 'passed'); set('cmi.completion_status', 'completed'); API_1484_11.Terminate('');`;

const codesOf = (structure: CourseStructure, script: string, evidence: Partial<VersionEvidence> = {}, isWhole = true) =>
  explainPackage({
    structure,
    calls: readCalls([{ text: script }], isWhole),
    evidence: { ...NOBODY, ...evidence },
  }).map(({ code }) => code);

describe('why a package never reports passed', () => {
  it('reads it out of manifest and scripts before anybody has taken it', () => {
    const codes = codesOf(buildCourse12(buildSco('one')), PAGER);
    expect(codes).to.deep.equal(['NO_MASTERY', 'NEVER_SAYS', 'NO_SCORE', 'NO_END']);
  });

  it('says first what cannot speak at all: pages without a record, scripts without a call', () => {
    const pages = buildCourse12(buildSco('one', { type: 'asset' }));
    expect(codesOf(pages, PAGER, { attempts: 3, silent: 3 })).to.deep.equal(['ONLY_ASSETS']);
    const mute = buildCourse12(buildSco('one', { masteryScore: 80 }));
    expect(codesOf(mute, 'alert("passed")', { attempts: 2, silent: 2 })).to.deep.equal(['NEVER_CALLS']);
  });

  it('compares the record with the mastery score (RTE 3.4.4 cmi.core.lesson_status)', () => {
    const graded = buildCourse12(buildSco('one', { masteryScore: 80 }));
    const told = { attempts: 4, completed: 4, words: ['completed'] };
    expect(codesOf(graded, PAGER, told)).to.include.members(['RECORD', 'SCORE_MISSING', 'COMPLETED_ONLY']);
    const low = codesOf(graded, PAGER, { ...told, scored: 4, lowestScore: 20, highestScore: 79.5 });
    expect(low).to.include('SCORE_TOO_LOW').and.not.to.include('SCORE_MISSING');
  });

  it('finds nothing against a package that says passed, or can (RTE 4.2.22)', () => {
    expect(codesOf(buildCourse12(buildSco('one')), PAGER, { attempts: 2, passed: 1 })).to.deep.equal([]);
    const measured = { id: 'score', isPrimary: true, satisfiedByMeasure: true, minNormalizedMeasure: 0.8, maps: [] };
    const sco = buildSco('one', { sequencing: { ...DEFAULT_SEQUENCING, objectives: [measured] } });
    expect(codesOf(buildCourse2004([sco]), TESTED)).to.deep.equal([]);
  });

  it('claims nothing of scripts that were not read as a whole', () => {
    const codes = codesOf(buildCourse2004([buildSco('one')]), '', { attempts: 1, words: ['completed'] }, false);
    expect(codes).to.deep.equal(['NO_MEASURE', 'NOT_READ', 'RECORD']);
  });

  it('says a rule in one sentence', () => {
    const rule = {
      needs: 'any',
      gives: 'completed',
      conditions: [{ kind: 'told' }, { kind: 'engaged', minutes: 1 }],
    } as const;
    expect(ruleWords(rule)).to.equal(
      'Completed when the package calls itself completed or passed or one minute was spent in it.',
    );
    expect(ruleWords({ needs: 'all', gives: 'passed', conditions: [{ kind: 'pages', least: 12 }] })).to.equal(
      'Completed and passed when it told 12 different bookmarks.',
    );
  });
});
