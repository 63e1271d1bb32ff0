import { formFields, UNTOUCHED, type FieldWords, type Refused } from '../../agencies/index.ts';
import type { Actor } from '../../people/index.ts';
import { dayIn } from '../../platform/index.ts';
import { scoreOf, type DispatchSummary } from '../../standards/index.ts';
import { SEATS_A_PAGE, type Destination, type SeatLine } from './destination-service.ts';

const STANDARDS = { scorm12: 'SCORM 1.2', 'scorm2004-4': 'SCORM 2004 4th Edition' } as const;

const MAPPINGS = [
  { value: 'success', label: 'Passed or failed where the course says so, else completed or incomplete' },
  { value: 'completion', label: 'Completed or incomplete only' },
  { value: 'until-passed', label: 'Passed, else incomplete: a failed course can be opened again' },
];

interface Terms {
  readonly title: string;
  readonly sites: string;
  readonly seats: string;
  readonly opensOn: string;
  readonly closesOn: string;
  readonly mapping: string;
}

const NEW: Terms = { title: '', sites: '', seats: '', opensOn: '', closesOn: '', mapping: 'success' };

const termFields = (start: Terms): Readonly<Record<string, FieldWords>> => ({
  title: { label: 'Title in the LMS', start: start.title },
  sites: {
    label: 'Sites that may open it',
    isLong: true,
    most: 4000,
    start: start.sites,
    hint: 'Addresses of the LMS, one a line: where people sign in, and where it keeps packages if that is another one.',
  },
  seats: { label: 'Seats', type: 'number', isOptional: true, start: start.seats, hint: 'Leave empty for any number.' },
  opensOn: { label: 'First day', type: 'date', isOptional: true, start: start.opensOn },
  closesOn: { label: 'Last day', type: 'date', isOptional: true, start: start.closesOn },
  mapping: { label: 'Status that SCORM 1.2 hears', options: MAPPINGS, start: start.mapping },
});

/** Model of `embedding/dispatch-new`. */
export function newDestinationView(
  courses: readonly { readonly id: string; readonly title: string }[],
  refused: Refused,
) {
  const { title, ...rest } = termFields(NEW);
  const ofPackage = {
    courseId: { label: 'Course', options: courses.map(({ id: value, title: label }) => ({ value, label })) },
    standard: {
      label: 'Standard of the LMS',
      options: Object.entries(STANDARDS).map(([value, label]) => ({ value, label })),
    },
  };
  return {
    hasCourses: courses.length > 0,
    fields: formFields({ ...(title && { title }), ...ofPackage, ...rest }, refused),
  };
}

/** Model of `embedding/dispatch`. */
export function destinationView(
  { timeZone }: Actor,
  destination: Destination,
  { seats, page, refused = UNTOUCHED }: { seats: readonly SeatLine[]; page: number; refused?: Refused },
) {
  const { door, doorId: id, courseTitle, standard, mapping, seatsUsed, opensAt, closesAt, origins } = destination;
  const day = (at: Date | null): string => (at === null ? '' : dayIn(timeZone, at));
  const time = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const most = destination.seats;
  const start: Terms = {
    title: door.title,
    sites: origins.join('\n'),
    seats: most === null ? '' : String(most),
    opensOn: day(opensAt),
    closesOn: day(closesAt),
    mapping,
  };
  const isFull = most !== null && seatsUsed >= most;
  const pages = Math.max(1, Math.ceil(seatsUsed / SEATS_A_PAGE));
  return {
    id,
    title: door.title,
    isEnabled: door.isEnabled,
    state: door.isEnabled ? 'Open' : 'Shut',
    tone: door.isEnabled ? 'done' : 'due',
    course: courseTitle,
    standard: STANDARDS[standard],
    used: most === null ? `${seatsUsed} seats used, no limit` : `${seatsUsed} of ${most}`,
    isFull,
    dates: datesOf(day(opensAt), day(closesAt)),
    fields: formFields(termFields(start), refused),
    people: seats.map((seat) => ({
      name: seat.name,
      marking: seat.waiting === null ? 'Person of the agency' : `Asserted by ${door.title}`,
      tone: seat.waiting === null ? 'done' : 'info',
      last: time.format(seat.lastAt),
      status: seat.summary === null ? 'Not begun' : statusWords(seat.summary),
      score: scoreWords(seat.summary),
      told:
        seat.lastTold === null || seat.toldAt === null
          ? 'Nothing yet'
          : [statusWords(seat.lastTold), scoreWords(seat.lastTold), time.format(seat.toldAt)]
              .filter(Boolean)
              .join(', '),
      joinHref: seat.waiting === null ? null : `/doors-log/${seat.waiting.identityId}/join`,
    })),
    pager: {
      isNeeded: pages > 1,
      words: `Page ${page} of ${pages}`,
      previous: page > 1 ? `/organisation/doors/dispatch/${id}?page=${page - 1}` : null,
      next: page < pages ? `/organisation/doors/dispatch/${id}?page=${page + 1}` : null,
    },
  };
}

function datesOf(from: string, until: string): string {
  if (from === '' && until === '') return 'No dates';
  if (from === '') return `Until ${until}`;
  return until === '' ? `From ${from}` : `${from} to ${until}`;
}

function statusWords({ completion, success }: DispatchSummary): string {
  if (success !== 'unknown') return success === 'passed' ? 'Passed' : 'Failed';
  return completion === 'completed' ? 'Completed' : 'In progress';
}

function scoreWords(summary: DispatchSummary | null): string {
  const score = summary === null ? null : scoreOf(summary);
  return score === null ? '' : `${score} %`;
}
