import { AppError } from '../../platform/index.ts';

const ASK = 'Ask whoever gave you the course.';

/** Why a package does not open a course, by code: status, words, what to do. */
const REFUSALS = {
  DISPATCH_UNKNOWN: [404, 'This package is not one of ours.', ASK],
  DOOR_CLOSED: [403, 'This way into the course is closed at the moment.', ASK],
  DISPATCH_NOT_YET: [403, 'This course is not open yet.', ASK],
  DISPATCH_OVER: [403, 'The time for this course is over.', ASK],
  DISPATCH_SEATS_USED: [403, 'All seats of this course are taken.', ASK],
  DISPATCH_SITE: [403, 'This course may not be opened from this site.', 'Whoever gave you the course adds the site.'],
  DISPATCH_NO_SITE: [
    403,
    'This page was opened from a file, or in a frame that hides its site.',
    'Upload the package to your LMS and open it there.',
  ],
  DISPATCH_TICKET: [401, 'This cannot be told any more.', 'Open the course in your LMS again.'],
} as const;

/** The refusal of a launch by its code; `details` is what the stub shows beside it. */
export function refuseDispatch(code: keyof typeof REFUSALS, details: Readonly<Record<string, unknown>> = {}): AppError {
  const [status, words, help] = REFUSALS[code];
  return new AppError(code, status, words, { help, details });
}

/** Too many launches of one package at a time. */
export function refuseBusy(retryAfterMs: number): AppError {
  const help = 'Try again in a minute.';
  return new AppError('DISPATCH_BUSY', 429, 'Very many people open this course right now.', {
    help,
    details: { retryAfterMs },
  });
}
