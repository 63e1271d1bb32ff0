import { fullDayWords } from '../day-words.ts';
import type { StatusWords } from '../result-words.ts';
import type { AsOf } from '../standing/as-of.ts';
import { asOfView } from './as-of-view.ts';
import { COVERAGE_WORDS, missingWords } from './coverage-words.ts';
import type { PlacedOfficer, SchoolCoverage } from './school-coverage.ts';

const READY: StatusWords = { word: 'Trained and selected', tone: 'done', shape: 'st-done' };
const UNSELECTED: StatusWords = { word: 'Trained, not selected', tone: 'now', shape: 'st-now' };
const UNTRAINED: StatusWords = { word: 'Not trained yet', tone: 'now', shape: 'st-now' };
const OVERDUE: StatusWords = { word: 'Overdue', tone: 'late', shape: 'st-failed' };

/** View-model of one school: who is placed there, since when, and what is missing. */
export function schoolView(school: SchoolCoverage, isDistrict: boolean, asOf: AsOf, today: string) {
  const { state, officers, districtName, name, id } = school;
  return {
    title: name,
    path: `/schools/${id}`,
    line: districtName,
    back: isDistrict ? '/district' : '/overview',
    asOf: asOfView(asOf, today),
    status: COVERAGE_WORDS[state],
    isEmpty: officers.length === 0,
    mayPlace: !isDistrict,
    officers: officers.map((officer) => ({
      name: officer.name,
      agency: officer.agencyName,
      href: isDistrict ? null : `/officers/${officer.personId}`,
      selectionHref: isDistrict || officer.isSelected ? null : `/officers/${officer.personId}/selection`,
      since: fullDayWords(officer.since),
      due: officer.standing.nextDue === null ? 'None' : fullDayWords(officer.standing.nextDue),
      status: officerStatus(officer),
      missing: missingWords(officer),
    })),
  };
}

function officerStatus({ isCounted, isTrained, standing }: PlacedOfficer): StatusWords {
  if (isCounted) return READY;
  if (isTrained) return UNSELECTED;
  return standing.overdue > 0 ? OVERDUE : UNTRAINED;
}
