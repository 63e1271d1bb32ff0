import type { SheetColumn } from '../write-sheet.ts';
import { COVERAGE_WORDS, groupOf, missingWords } from './coverage-words.ts';
import type { SchoolCoverage } from './school-coverage.ts';

/** Columns of the schools in a sheet of a day. */
export const schoolColumns = (day: string): readonly SheetColumn<SchoolCoverage>[] => [
  { header: 'School', value: ({ name }) => name },
  { header: 'District', value: ({ districtName }) => districtName },
  { header: 'Agency', value: groupOf },
  { header: 'State', value: ({ state }) => COVERAGE_WORDS[state].word },
  { header: 'Officers', value: ({ officers }) => officers.map(({ name }) => name).join('; ') },
  { header: 'Missing', value: ({ officers }) => officers.flatMap(missingWords).join(' ') },
  { header: 'As of', value: () => day },
];
