import { countWords } from '../time-words.ts';
import { SOON_DAYS } from './expiry-store.ts';
import type { NeedCounts } from './needs-store.ts';
import type { SchoolCoverage } from './school-coverage.ts';

/** A task with the page on which it is done. */
export interface Need {
  readonly words: string;
  readonly note: string;
  readonly count: string;
  readonly href: string;
  readonly action: string;
  /** Something is late: it is marked as that. */
  readonly isLate: boolean;
}

function need(
  count: number,
  one: string,
  many: string,
  rest: Omit<Need, 'words' | 'count' | 'isLate'>,
  isLate = false,
) {
  return count === 0 ? [] : [{ words: count === 1 ? one : many, count: String(count), isLate, ...rest }];
}

/** What waits for the supervisor of an agency today; what is late comes first. */
export function agencyNeeds(schools: readonly SchoolCoverage[], counts: NeedCounts, expiring: number): Need[] {
  const empty = schools.filter(({ state }) => state === 'none').length;
  return [
    ...need(
      empty,
      'A school has no officer',
      'Schools have no officer',
      { note: 'Nobody is placed there any more', href: '/schools?show=none', action: 'Show schools' },
      true,
    ),
    ...need(
      counts.overdue,
      'An officer is overdue',
      'Officers are overdue',
      { note: 'A due date has passed', href: '/officers?status=overdue', action: 'Show officers' },
      true,
    ),
    ...need(counts.unselected, 'An officer is placed without a selection', 'Officers are placed without a selection', {
      note: 'A placement counts as trained only with both',
      href: '/officers?status=unselected',
      action: 'Show officers',
    }),
    ...need(
      counts.unassigned,
      'An officer is placed and has nothing assigned',
      'Officers are placed and have nothing assigned',
      { note: 'No course is asked of them', href: '/officers?status=unassigned', action: 'Show officers' },
    ),
    ...need(counts.claims, 'A claim of an academy skill waits', 'Claims of academy skills wait', {
      note: 'Approve or refuse with a reason',
      href: '/claims',
      action: 'Decide',
    }),
    ...need(counts.practicals, 'A practical part waits for a signature', 'Practical parts wait for a signature', {
      note: 'Signed by who saw it',
      href: '/practicals',
      action: 'Sign',
    }),
    ...need(counts.outside, 'An outside training waits', 'Outside trainings wait', {
      note: 'Counted when you approve it',
      href: '/outside/review',
      action: 'Decide',
    }),
    ...need(
      counts.withdrawn,
      'A certificate of a withdrawn version is undecided',
      'Certificates of withdrawn versions are undecided',
      { note: 'Keep or make void, with a reason', href: '/certificates/withdrawn', action: 'Decide' },
    ),
    ...need(expiring, 'An officer’s certificate expires soon', 'Officers’ certificates expire soon', {
      note: `Within ${SOON_DAYS} days`,
      href: '/officers?status=expiring',
      action: 'Show officers',
    }),
  ];
}

/** What a district can ask its agencies about. */
export function districtNeeds(schools: readonly SchoolCoverage[], expiring: number): Need[] {
  const empty = schools.filter(({ state }) => state === 'none').length;
  const waiting = schools.filter(({ state }) => state === 'training').length;
  const late = new Set(
    schools.flatMap(({ officers }) =>
      officers.filter(({ standing }) => standing.overdue > 0).map((one) => one.personId),
    ),
  ).size;
  return [
    ...need(
      empty,
      'A school has no officer',
      'Schools have no officer',
      { note: 'No agency has placed one', href: '/schools?show=none', action: 'Show schools' },
      true,
    ),
    ...need(
      late,
      'An officer at your schools is overdue',
      'Officers at your schools are overdue',
      { note: 'Ask their agency', href: '/schools?show=overdue', action: 'Show schools' },
      true,
    ),
    ...need(waiting, 'A school has an officer who is not ready yet', 'Schools have officers who are not ready yet', {
      note: 'Training or selection is missing',
      href: '/schools?show=training',
      action: 'Show schools',
    }),
    ...need(expiring, 'A certificate expires soon', 'Certificates expire soon', {
      note: `${countWords(expiring, 'officer')} within ${SOON_DAYS} days`,
      href: '/schools',
      action: 'Show schools',
    }),
  ];
}
