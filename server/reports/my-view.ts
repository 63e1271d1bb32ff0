import type { TakenCourseFacts } from '../attempts/index.ts';
import { say, type Locale } from '../platform/index.ts';
import type { ToolboxStrip } from '../training/index.ts';
import { finishedRow, runningRow, waitingRow, type CourseRow, type OfferedCourse } from './course-rows.ts';
import { percentOf } from './result-words.ts';
import { partsWords, dayWords, durationWords, savedWords, type Now } from './time-words.ts';

const MOST_WAITING = 5;
const MOST_FINISHED = 4;
const MOST_STEPS = 12;
/** A part under way is drawn half full: how far it is, only its content knows. */
const HALF = 50;

/** What /my is made of. */
export interface MyTraining {
  readonly taken: readonly TakenCourseFacts[];
  readonly offered: readonly OfferedCourse[];
  /** `Assigned to Cedar Grove Middle School since Aug 2026`, null without a placement. */
  readonly assignedTo: string | null;
  readonly toolbox: ToolboxStrip | null;
  /** False for whom the catalogue is closed. */
  readonly hasCatalogue?: boolean;
}

/** The one next thing; `isStart` sends a form instead of following a link. */
export interface NextThing {
  readonly kick: string;
  readonly courseId: string;
  readonly title: string;
  readonly words: string;
  readonly isStart: boolean;
  /** The form asks for a new attempt. */
  readonly isAgain?: boolean;
  readonly href: string;
  readonly label: string;
  readonly small: string;
  /** Steps with `f` done, `h` under way (with the percent of it), '' open; empty where a bar says it better. */
  readonly steps: readonly { readonly shape: 'f' | 'h' | ''; readonly percent: number }[];
  readonly stepsLabel: string;
  /** True where a bar with the percent stands instead of steps. */
  readonly hasBar: boolean;
  /** 0-100 */
  readonly percent: number;
}

/** View-model of the officer's home: what now, then what runs, what waits, what is done. */
export function myView({ taken, offered, assignedTo, toolbox, hasCatalogue = true }: MyTraining, time: Now) {
  const { locale = 'en' } = time;
  const running = taken.filter(isRunning).sort(byLatest);
  const finished = taken.filter(({ state }) => state === 'finished').sort(byLatest);
  const begun = new Set(taken.filter(({ state }) => state !== 'not started').map(({ courseId }) => courseId));
  const waiting = offered.filter(({ courseId }) => !begun.has(courseId));
  const [current, ...others] = running;
  const [first] = waiting;
  const isWaitingShownAbove = current === undefined && first !== undefined;
  const rest = isWaitingShownAbove ? waiting.slice(1) : waiting;
  return {
    assignedTo,
    toolbox,
    hasCatalogue,
    // Zeros tell a newcomer nothing.
    tally: running.length + finished.length === 0 ? [] : tally(running, finished, taken, locale),
    next: current ? resumeThing(current, time) : first ? startThing(first, finished.length > 0, time) : null,
    running: others.map((course): CourseRow => runningRow(course, time)),
    waiting: rest.slice(0, MOST_WAITING).map((course): CourseRow => waitingRow(course, time)),
    waitingLink:
      rest.length > MOST_WAITING ? say(locale, 'All courses ({count} not started)', { count: rest.length }) : 'Catalog',
    finished: finished.slice(0, MOST_FINISHED).map((course): CourseRow => finishedRow(course, time)),
    finishedLink: finished.length > 0 ? say(locale, 'Finished courses ({count})', { count: finished.length }) : null,
    isEmpty: taken.length === 0 && offered.length === 0,
    isAllDone: running.length === 0 && waiting.length === 0 && finished.length > 0,
  };
}

function isRunning({ state }: TakenCourseFacts): boolean {
  return state === 'open' || state === 'suspended';
}

function byLatest(a: TakenCourseFacts, b: TakenCourseFacts): number {
  return latest(b) - latest(a);
}

function latest({ finishedAt, lastSavedAt }: TakenCourseFacts): number {
  return (finishedAt ?? lastSavedAt)?.getTime() ?? 0;
}

function tally(
  running: readonly TakenCourseFacts[],
  finished: readonly TakenCourseFacts[],
  taken: readonly TakenCourseFacts[],
  locale: Locale,
) {
  return [
    { label: 'in progress', value: String(running.length) },
    { label: 'finished', value: String(finished.length) },
    {
      label: 'active time',
      value: durationWords(
        taken.reduce((sum, { engagedMs }) => sum + engagedMs, 0),
        locale,
      ),
    },
  ];
}

function resumeThing(course: TakenCourseFacts, time: Now): NextThing {
  const { locale = 'en' } = time;
  const { lastSavedAt, partsDone, partsTotal, nextPart } = course;
  const percent = percentOf(course.result, partsDone, partsTotal);
  const place = Math.min(partsDone + 1, partsTotal);
  const hasSteps = partsTotal > 1 && partsTotal <= MOST_STEPS;
  return {
    kick: lastSavedAt
      ? say(locale, 'Pick up where you stopped {day}', { day: dayWords(lastSavedAt, time) })
      : 'Begun, nothing saved yet',
    courseId: course.courseId,
    title: course.courseTitle,
    words:
      partsTotal > 1
        ? say(locale, 'Part {place} of {total}', { place, total: partsTotal }) +
          (nextPart === null ? '' : `: ${nextPart}`)
        : say(locale, '{percent}% done', { percent }),
    isStart: false,
    href: `/play/${course.registrationId}`,
    label: 'Resume',
    small: lastSavedAt ? savedWords(lastSavedAt, time) : 'From the beginning',
    steps: hasSteps
      ? Array.from({ length: partsTotal }, (_, at) => ({
          shape: at < partsDone ? ('f' as const) : at === partsDone ? ('h' as const) : ('' as const),
          percent: at === partsDone ? HALF : 0,
        }))
      : [],
    stepsLabel: say(locale, '{done} of {total} parts done', { done: partsDone, total: partsTotal }),
    hasBar: !hasSteps,
    percent,
  };
}

function startThing(course: OfferedCourse, hasFinished: boolean, { locale = 'en' }: Now): NextThing {
  return {
    kick: hasFinished ? 'Ready when you are' : 'Your first course',
    courseId: course.courseId,
    title: course.title,
    words: partsWords(course.partsTotal, locale),
    isStart: true,
    href: `/courses/${course.courseId}/start`,
    label: 'Start',
    small: 'You can stop at any time and go on later',
    steps: [],
    stepsLabel: '',
    hasBar: false,
    percent: 0,
  };
}
