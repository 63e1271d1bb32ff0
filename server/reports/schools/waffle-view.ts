import { grouped } from '../grouped.ts';
import { COVERAGE_WORDS, groupOf, initialsOfSchool, sentenceAfter } from './coverage-words.ts';
import type { SchoolCoverage } from './school-coverage.ts';

/** The picture of a scope: one cell a school, grouped by agency, and the sentence above it. */
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
        cells: cells.map(({ id, name: school, state }) => ({
          href: `/schools/${id}`,
          letters: initialsOfSchool(school),
          state: COVERAGE_WORDS[state].letter,
          words: `${school}: ${COVERAGE_WORDS[state].word.toLowerCase()}`,
        })),
      })),
    key: Object.values(COVERAGE_WORDS).map(({ word, letter }) => ({ word, state: letter })),
  };
}
