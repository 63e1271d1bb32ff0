import { grouped } from '../grouped.ts';
import { COVERAGE_WORDS, groupOf, initialsOfSchool, sentenceAfter } from './coverage-words.ts';
import { barParts } from './bar-parts.ts';
import type { CoverageState, SchoolCoverage } from './school-coverage.ts';

/** More cells than this are no picture any more: then each agency has one bar. */
export const MOST_CELLS = 300;
const STATES: readonly CoverageState[] = ['trained', 'training', 'none'];
const TONES: Readonly<Record<CoverageState, string>> = { trained: '', training: 's', none: 'l' };

/** The picture of a scope: one cell a school, grouped by agency, and the sentence above it; of many schools a bar an agency. */
export function waffleView(schools: readonly SchoolCoverage[]) {
  const groups = grouped(schools, groupOf);
  const trained = schools.filter(({ state }) => state === 'trained').length;
  return {
    mark: `${trained} of ${schools.length}`,
    sentence: `${schools.length === 1 ? 'school' : 'schools'} ${sentenceAfter(schools)}`,
    groups: [...groups]
      .toSorted(([one], [other]) => one.localeCompare(other))
      .map(([name, cells]) => ({
        name,
        bar: schools.length > MOST_CELLS ? schoolsBar(cells) : null,
        cells: (schools.length > MOST_CELLS ? [] : cells).map(({ id, name: school, state }) => ({
          href: `/schools/${id}`,
          letters: initialsOfSchool(school),
          state: COVERAGE_WORDS[state].letter,
          words: `${school}: ${COVERAGE_WORDS[state].word.toLowerCase()}`,
        })),
      })),
    key: Object.values(COVERAGE_WORDS).map(({ word, letter }) => ({ word, state: letter })),
  };
}

function schoolsBar(schools: readonly SchoolCoverage[]) {
  const states = STATES.map((state) => ({
    tone: TONES[state],
    word: COVERAGE_WORDS[state].word,
    count: schools.filter((school) => school.state === state).length,
  }));
  return {
    words: states.map(({ word, count }) => `${word} ${count}`).join(', '),
    parts: barParts(states),
  };
}
