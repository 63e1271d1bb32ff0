import { countWords } from '../time-words.ts';
import { fullDayWords, numberWords } from '../day-words.ts';
import type { StatusWords } from '../result-words.ts';
import type { CoverageState, PlacedOfficer, SchoolCoverage } from './school-coverage.ts';

/** A school's state as word, shape and colour. */
export const COVERAGE_WORDS: Readonly<Record<CoverageState, StatusWords & { readonly letter: '' | 't' | 'n' }>> = {
  trained: { word: 'Trained officer', tone: 'done', shape: 'st-done', letter: '' },
  training: { word: 'Officer not ready yet', tone: 'now', shape: 'st-now', letter: 't' },
  none: { word: 'No officer', tone: 'late', shape: 'st-failed', letter: 'n' },
};

/** `CG` of Cedar Grove Middle School: what fits into a cell. */
export function initialsOfSchool(name: string): string {
  const parts = name.split(/[\s-]+/).filter((part) => /^[\p{L}\d]/u.test(part));
  const [first, second] = parts;
  return second === undefined ? (first ?? '?').slice(0, 2).toUpperCase() : `${letter(first)}${letter(second)}`;
}

const letter = (word: string | undefined): string => (word ?? '').charAt(0).toUpperCase();

/** What is missing before an officer counts as trained, in words; empty for one who does. */
export function missingWords({ standing, isSelected }: PlacedOfficer): string[] {
  const { open, waiting, overdue, nextDue } = standing;
  const training =
    open === 0
      ? ['Nothing is assigned.']
      : waiting === 0
        ? []
        : [
            `${waiting} of ${countWords(open, 'assigned course')} not done${nextDue === null ? '' : `, ${overdue > 0 ? 'due since' : 'next due'} ${fullDayWords(nextDue)}`}.`,
          ];
  return isSelected ? training : [...training, 'Selection for this post is not recorded.'];
}

/** `Harlow County Sheriff`: under whose name a school stands in the picture. */
export function groupOf({ officers, lastAgencyName }: SchoolCoverage): string {
  const counted = officers.find(({ isCounted }) => isCounted) ?? officers[0];
  return counted?.agencyName ?? lastAgencyName ?? NO_AGENCY;
}

const NO_AGENCY = 'No officer yet';

/** The rest of `20 of 23 schools have a trained officer. One has none.` after its first two numbers. */
export function sentenceAfter(schools: readonly SchoolCoverage[]): string {
  const of = (state: CoverageState): number => schools.filter((one) => one.state === state).length;
  const [training, none] = [of('training'), of('none')];
  const start = of('trained') === 1 ? 'has a trained officer.' : 'have a trained officer.';
  const parts = [
    ...(training === 0
      ? []
      : [
          training === 1
            ? 'one has an officer who is not ready yet'
            : `${training} have officers who are not ready yet`,
        ]),
    ...(none === 0 ? [] : [`${numberWords(none)} ${none === 1 ? 'has' : 'have'} no officer`]),
  ].join(', ');
  return parts === '' ? start : `${start} ${parts.charAt(0).toUpperCase()}${parts.slice(1)}.`;
}
