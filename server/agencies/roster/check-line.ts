import { emailInput, nameInput, STAFF_ROLES } from '../../people/index.ts';
import { dayInput } from '../agency-input.ts';
import type { ServedSchool } from '../district-store.ts';
import type { RosterColumn, RosterLine } from './read-roster.ts';
import type { RosterFault, RosterItem, RosterPlacement } from './roster-plan.ts';

/** A row that can be read, before it is known who has an account. */
export type CheckedLine = Omit<RosterItem, 'kind'>;

/** Finds a school by its name, in any case; `District / School` tells two of one name apart. */
export type FindSchool = (name: string) => readonly ServedSchool[];

/** Schools by name for many rows. */
export function schoolFinder(schools: readonly ServedSchool[]): FindSchool {
  const byName = new Map<string, ServedSchool[]>();
  const add = (name: string, school: ServedSchool): void => {
    const key = keyOf(name);
    byName.set(key, [...(byName.get(key) ?? []), school]);
  };
  for (const school of schools) {
    add(school.name, school);
    add(`${school.districtName} / ${school.name}`, school);
  }
  return (name) => byName.get(keyOf(name)) ?? [];
}

const keyOf = (name: string): string => name.toLowerCase().replaceAll(/\s+/g, ' ').trim();

const isStaffRole = (word: string): word is (typeof STAFF_ROLES)[number] =>
  (STAFF_ROLES as readonly string[]).includes(word);

/** Checks one row by itself: all that is wrong with it, or what it says. */
export function checkLine(line: RosterLine, columns: number, find: FindSchool): CheckedLine | readonly RosterFault[] {
  const { cells } = line;
  const faults: RosterFault[] = [];
  const refuse = (column: RosterColumn | null, message: string, help: string): void => {
    faults.push({ line: line.line, column, value: column === null ? '' : cells[column].slice(0, 200), message, help });
  };
  if (line.width > columns) {
    const message = `The row has ${line.width} cells under ${columns} columns.`;
    refuse(null, message, 'Put a cell that holds a comma into quotation marks.');
    return faults;
  }
  const names = nameInput.safeParse({
    givenName: cells.given_name,
    familyName: cells.family_name,
    rank: cells.rank,
  });
  for (const issue of names.error?.issues ?? []) {
    const column = COLUMN_OF[String(issue.path[0])] ?? 'given_name';
    refuse(column, wordsOf(issue.message), 'Correct the name.');
  }
  const email = emailInput.safeParse(cells.email);
  if (!email.success) {
    refuse(
      'email',
      cells.email === '' ? 'The mail address is missing.' : 'This is no mail address.',
      'Write it like name@agency.example.',
    );
  }
  const words = cells.roles
    .toLowerCase()
    .split(/[\s,;|]+/)
    .filter(Boolean);
  const roles = words.length === 0 ? (['officer'] as const) : [...new Set(words.filter(isStaffRole))];
  if (words.some((word) => !isStaffRole(word))) {
    refuse(
      'roles',
      'Only officer and partner come from a list.',
      'Leave the cell empty for an officer; an administrator gives other roles.',
    );
  }
  const placement = checkPlacement(line, find, refuse);
  if (placement !== null && !roles.includes('officer') && words.every(isStaffRole)) {
    refuse('school', 'Only officers are placed at schools.', 'Leave the school empty, or add the role officer.');
  }
  if (faults.length > 0 || !names.success || !email.success) return faults;
  return { line: line.line, ...names.data, email: email.data, roles, placement };
}

const COLUMN_OF: Readonly<Record<string, RosterColumn>> = {
  givenName: 'given_name',
  familyName: 'family_name',
  rank: 'rank',
};

function checkPlacement(
  { cells }: RosterLine,
  find: FindSchool,
  refuse: (column: RosterColumn, message: string, help: string) => void,
): RosterPlacement | null {
  const { school: name, placed_from: from, placed_until: until } = cells;
  const startsOn = readDay(from);
  const endsOn = until === '' ? null : readDay(until);
  if (from !== '' && startsOn === null) refuse('placed_from', 'This is no date.', DATE_HELP);
  if (until !== '' && endsOn === null) refuse('placed_until', 'This is no date.', DATE_HELP);
  if (name === '') {
    if (from !== '' || until !== '')
      refuse('school', 'There are dates but no school.', 'Name the school, or leave the dates out.');
    return null;
  }
  if (from === '') refuse('placed_from', 'The school has no first day.', DATE_HELP);
  const [school, another] = find(name);
  if (school === undefined) {
    refuse(
      'school',
      'Your agency serves no school of this name.',
      'Check its name under Districts and schools, or add it there first.',
    );
  } else if (another !== undefined) {
    refuse(
      'school',
      'There are several schools of this name.',
      `Write the district too, like ${school.districtName} / ${school.name}.`,
    );
  }
  if (startsOn !== null && endsOn !== null && endsOn < startsOn) {
    refuse('placed_until', 'The last day lies before the first.', 'Correct one of the two.');
    return null;
  }
  if (school === undefined || another !== undefined || startsOn === null) return null;
  return { schoolId: school.id, schoolName: school.name, startsOn, endsOn };
}

const DATE_HELP = 'Write it like 2026-08-11 or 8/11/2026.';

/** A day as YYYY-MM-DD, also out of the form in which spreadsheets of this country write it. */
function readDay(text: string): string | null {
  const [, month = '', day = '', year = ''] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  const iso = year === '' ? text : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const read = dayInput.safeParse(iso);
  return read.success ? read.data : null;
}

const wordsOf = (message: string): string => (message.startsWith('Too big') ? 'This is too long.' : message);
