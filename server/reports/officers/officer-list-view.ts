import { fullDayWords } from '../day-words.ts';
import type { PersonStanding } from '../standing/person-standing.ts';
import { countWords } from '../time-words.ts';
import type { SheetColumn } from '../write-sheet.ts';
import type { OfficersWanted, OfficerStatus } from './officer-input.ts';
import { OFFICERS_PAGE, type OfficerFacts, type OfficerPlacement } from './officer-list-store.ts';
import { LEFT, officerStatus } from './officer-status.ts';

/** An officer with what stands beside the name. */
export interface OfficerLine extends OfficerFacts {
  readonly standing: PersonStanding | null;
  readonly placements: readonly OfficerPlacement[];
}

const STATUSES: readonly { value: OfficerStatus; label: string }[] = [
  { value: 'all', label: 'Everyone' },
  { value: 'trained', label: 'Trained' },
  { value: 'training', label: 'In training' },
  { value: 'overdue', label: 'Overdue' },
  { value: 'soon', label: 'Due within 30 days' },
  { value: 'unassigned', label: 'Placed, nothing assigned' },
  { value: 'unselected', label: 'Placed, not selected' },
  { value: 'expiring', label: 'Certificate expires within 30 days' },
  { value: 'left', label: 'Left' },
];

const NOTHING = { open: 0, waiting: 0, overdue: 0, nextDue: null };

/** View-model of a page of the officers of an agency. */
export function officerListView(
  agencyName: string,
  found: { readonly rows: readonly OfficerLine[]; readonly total: number },
  wanted: OfficersWanted,
) {
  const pages = Math.max(1, Math.ceil(found.total / OFFICERS_PAGE));
  const isFiltered = wanted.search !== '' || wanted.status !== 'all';
  const link = (change: Partial<OfficersWanted>): string => `/officers${queryText({ ...wanted, ...change })}`;
  const sorted = (key: OfficersWanted['sort'], label: string) => {
    const isSorted = wanted.sort === key;
    const isUp = isSorted && wanted.direction === 'asc';
    return {
      label,
      href: link({ sort: key, direction: isUp ? 'desc' : 'asc', page: 1 }),
      ariaSort: isSorted ? (isUp ? 'ascending' : 'descending') : null,
      icon: isSorted ? (isUp ? 'up' : 'down') : null,
    };
  };
  return {
    line: `${agencyName}, ${countWords(found.total, 'officer')}${isFiltered ? ' found' : ''}`,
    search: wanted.search,
    statuses: STATUSES.map((one) => ({ ...one, isChosen: one.value === wanted.status })),
    sort: wanted.sort,
    direction: wanted.direction,
    columns: [
      sorted('name', 'Officer'),
      plain('School'),
      plain('Status'),
      plain('Courses done'),
      sorted('due', 'Next due'),
    ],
    rows: found.rows.map((row) => rowView(row, wanted.status === 'left')),
    isEmpty: found.total === 0 && !isFiltered,
    isNothingFound: found.rows.length === 0 && isFiltered,
    csvHref: `/officers.csv${queryText({ ...wanted, sort: 'name', direction: 'asc', page: 1 })}`,
    pager: {
      words: `Page ${Math.min(wanted.page, pages)} of ${pages}`,
      isNeeded: pages > 1,
      previous: wanted.page > 1 ? link({ page: wanted.page - 1 }) : null,
      next: wanted.page < pages ? link({ page: wanted.page + 1 }) : null,
    },
  };
}

/** A column that nothing is sorted by. */
const plain = (label: string) => ({ label, href: null, ariaSort: null, icon: null });

function rowView(
  { personId, rank, givenName, familyName, email, standing, placements }: OfficerLine,
  hasLeft: boolean,
) {
  const sums = standing ?? NOTHING;
  return {
    name: `${rank} ${givenName} ${familyName}`.trim(),
    email: email ?? '',
    href: `/officers/${personId}`,
    placements: placements.map(({ school, schoolId, isSelected }) => ({
      school,
      href: `/schools/${schoolId}`,
      note: isSelected ? '' : 'Not selected',
    })),
    status: hasLeft ? LEFT : officerStatus(sums),
    done: `${sums.open - sums.waiting} of ${sums.open}`,
    due: sums.nextDue === null ? 'None' : fullDayWords(sums.nextDue),
  };
}

/** The query as a link writes it, defaults left out. */
function queryText({ search, status, sort, direction, page }: OfficersWanted): string {
  const words = new URLSearchParams();
  if (search !== '') words.set('search', search);
  if (status !== 'all') words.set('status', status);
  if (sort !== 'name') words.set('sort', sort);
  if (direction !== 'asc') words.set('direction', direction);
  if (page > 1) words.set('page', String(page));
  const text = words.toString();
  return text === '' ? '' : `?${text}`;
}

/** Columns of the officers in a sheet. */
export const officerColumns = (hasLeft: boolean): readonly SheetColumn<OfficerLine>[] => [
  { header: 'Rank', value: ({ rank }) => rank },
  { header: 'Given name', value: ({ givenName }) => givenName },
  { header: 'Family name', value: ({ familyName }) => familyName },
  { header: 'Mail', value: ({ email }) => email },
  { header: 'Schools', value: ({ placements }) => placements.map(({ school }) => school).join('; ') },
  { header: 'Selected', value: ({ placements }) => selectedWords(placements) },
  { header: 'Status', value: ({ standing }) => (hasLeft ? LEFT : officerStatus(standing ?? NOTHING)).word },
  { header: 'Courses assigned', value: ({ standing }) => standing?.open ?? 0 },
  { header: 'Courses not done', value: ({ standing }) => standing?.waiting ?? 0 },
  { header: 'Overdue', value: ({ standing }) => standing?.overdue ?? 0 },
  { header: 'Next due', value: ({ standing }) => standing?.nextDue ?? null },
];

function selectedWords(placements: readonly OfficerPlacement[]): string {
  if (placements.length === 0) return '';
  return placements.every(({ isSelected }) => isSelected) ? 'yes' : 'no';
}
