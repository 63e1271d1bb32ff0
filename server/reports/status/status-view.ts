import { asOfView, queryOf } from '../schools/as-of-view.ts';
import { fullDayWords } from '../day-words.ts';
import { standingWords } from '../standing-words.ts';
import type { AsOf } from '../standing/as-of.ts';
import type { Standing } from '../standing/standing-on.ts';
import { countWords } from '../time-words.ts';
import type { SheetColumn } from '../write-sheet.ts';
import type { StatusWanted } from './status-input.ts';
import type { Choice, StatusFacts } from './status-store.ts';

/** Lines of a page, and of a print. */
export const STATUS_PAGE = 50;
/** See {@link STATUS_PAGE}. */
export const STATUS_PRINT = 2000;

/** A line of the report: names, and how the enrollment stood on the day. */
export type StatusLine = Pick<StatusFacts, 'rank' | 'givenName' | 'familyName' | 'assignment' | 'course'> & Standing;

interface StatusPage {
  readonly agencyName: string;
  readonly rows: readonly StatusLine[];
  readonly total: number;
  readonly assignments: readonly Choice[];
  readonly courses: readonly Choice[];
  readonly schools: readonly Choice[];
}

const CORRECTED = 'Correction made later';

/** View-model of the training status on a day. */
export function statusView(facts: StatusPage, wanted: StatusWanted, asOf: AsOf, today: string) {
  const { agencyName, rows, total } = facts;
  const { assignment, course, school } = wanted;
  const isPrint = wanted.print === '1';
  const size = isPrint ? STATUS_PRINT : STATUS_PAGE;
  const pages = Math.max(1, Math.ceil(total / size));
  const chosen = { assignment, course, school };
  const link = (more: Record<string, string | number>): string => `/reports${queryOf(asOf, { ...chosen, ...more })}`;
  return {
    heading: `${agencyName}, training status as of ${fullDayWords(asOf.day)}`,
    line: `${agencyName}, ${countWords(total, 'line')}`,
    asOf: asOfView(asOf, today),
    timeZone: asOf.timeZone.replaceAll('_', ' '),
    assignments: choice(facts.assignments, assignment),
    courses: choice(facts.courses, course),
    schools: choice(facts.schools, school),
    rows: rows.map((row) => ({
      name: nameOf(row),
      href: `/officers/${row.personId}`,
      assignment: row.assignment,
      course: row.course,
      status: standingWords(row, asOf.day),
      mark: row.isCorrectedLater ? CORRECTED : '',
      completed: row.completedOn === null ? 'Not yet' : fullDayWords(row.completedOn),
      due: row.dueOn === null ? 'None' : fullDayWords(row.dueOn),
      expires: row.expiresOn === null ? 'Never' : fullDayWords(row.expiresOn),
    })),
    isEmpty: total === 0,
    isPrint,
    isCut: isPrint && total > STATUS_PRINT ? `Only the first ${STATUS_PRINT} lines are here; the CSV has all.` : '',
    csvHref: `/reports.csv${queryOf(asOf, chosen)}`,
    printHref: link({ print: '1' }),
    backHref: link({}),
    pager: {
      words: `Page ${Math.min(wanted.page, pages)} of ${pages}`,
      isNeeded: pages > 1 && !isPrint,
      previous: wanted.page > 1 ? link({ page: wanted.page - 1 }) : null,
      next: wanted.page < pages ? link({ page: wanted.page + 1 }) : null,
    },
  };
}

const choice = (all: readonly Choice[], id: string) => all.map((one) => ({ ...one, isChosen: one.id === id }));

function nameOf({ rank, givenName, familyName }: Pick<StatusLine, 'rank' | 'givenName' | 'familyName'>): string {
  return `${rank} ${givenName} ${familyName}`.trim();
}

/** Columns of the report in a sheet. */
export const statusColumns = (day: string): readonly SheetColumn<StatusLine>[] => [
  { header: 'Rank', value: ({ rank }) => rank },
  { header: 'Given name', value: ({ givenName }) => givenName },
  { header: 'Family name', value: ({ familyName }) => familyName },
  { header: 'Assignment', value: ({ assignment }) => assignment },
  { header: 'Course', value: ({ course }) => course },
  { header: 'Cycle', value: ({ cycle }) => cycle },
  { header: 'Status', value: (row) => standingWords(row, day).word },
  { header: 'Completed', value: ({ completedOn }) => completedOn },
  { header: 'Due', value: ({ dueOn }) => dueOn },
  { header: 'Expires', value: ({ expiresOn }) => expiresOn },
  { header: 'Note', value: ({ isCorrectedLater }) => (isCorrectedLater ? CORRECTED : null) },
  { header: 'As of', value: () => day },
];
