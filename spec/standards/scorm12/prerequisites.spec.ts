import { expect } from 'chai';
import * as fc from 'fast-check';
import { parseAiccScript, prerequisitesHold } from '../../../server/standards/scorm12/index.ts';

const STATUSES = {
  P: 'passed',
  C: 'completed',
  F: 'failed',
  I: 'incomplete',
  N: 'not attempted',
  B: 'browsed',
};

describe('AICC script prerequisites (SCORM 1.2 CAM 2.3.2.5.1)', () => {
  const cases: [string, boolean][] = [
    ['P', true],
    ['C', true],
    ['F', false],
    ['I', false],
    ['N', false],
    ['B', false],
    ['P & C', true],
    ['P&N', false],
    ['N | C', true],
    ['N|I', false],
    ['~N', true],
    ['~P', false],
    ['~~P', true],
    ['F=failed', true],
    ['F="failed"', true],
    ['F=F', true],
    ['N=not attempted', true],
    ['N="not attempted"', true],
    ['B=b', true],
    ['P=completed', false],
    ['P<>completed', true],
    ['F<>f', false],
    ['~F=failed', false],
    ['2*{P, C, N}', true],
    ['2*{P, N, I}', false],
    ['1*{N & P, C}', true],
    ['0*{N}', true],
    ['N & P | C', true],
    ['N & (P | C)', false],
    ['(P)', true],
    ['2*{P=passed, F=failed, N}', true],
  ];
  for (const [script, wanted] of cases) {
    it(`holds ${script}: ${wanted}`, () => {
      expect(parseAiccScript(script).problem).to.equal(null);
      expect(prerequisitesHold(script, STATUSES)).to.equal(wanted);
    });
  }

  for (const script of [
    '',
    '  ',
    'P &',
    '& P',
    '(P',
    'P)',
    'P Q',
    'x*{P}',
    '2*P',
    '2*{P',
    '2*{}',
    'P=',
    'P=done',
    'P=pass',
    '{P}',
    '"P',
  ]) {
    it(`says what is wrong with "${script}" and locks nobody out`, () => {
      expect(parseAiccScript(script)).to.include({ tree: null }).and.have.property('problem').that.is.not.empty;
      expect(prerequisitesHold(script, STATUSES)).to.equal(true);
    });
  }

  it('locks nobody out over an identifier that the course does not have', () => {
    for (const script of ['X', '~X', 'X=passed', 'P & X', 'N | X', '2*{P, X}', 'constructor', '__proto__']) {
      expect(prerequisitesHold(script, STATUSES), script).to.equal(true);
    }
    expect(prerequisitesHold('N & X', STATUSES)).to.equal(false);
  });

  it('holds for an item without prerequisites', () => {
    expect(prerequisitesHold(null, STATUSES)).to.equal(true);
  });

  it('never throws and always ends, whatever is written', () => {
    const piece = fc.constantFrom(
      'P',
      'N',
      '&',
      '|',
      '~',
      '=',
      '<>',
      '(',
      ')',
      '2',
      '*',
      '{',
      '}',
      ',',
      ' ',
      '"',
      'passed',
    );
    const script = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 40 }).map((parts) => parts.join('')),
    );
    fc.assert(fc.property(script, (text) => void expect(prerequisitesHold(text, STATUSES)).to.be.a('boolean')));
    expect(prerequisitesHold('('.repeat(100_000), STATUSES)).to.equal(true);
    expect(prerequisitesHold(`${'~'.repeat(100_000)}P`, STATUSES)).to.equal(true);
  });
});
