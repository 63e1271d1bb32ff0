import { say, sayMoment, type Locale } from '../../platform/index.ts';
import type { Actor } from '../../people/index.ts';
import { textField, valueOf, type FormField, type TypedForm } from '../form-view.ts';
import type { GradableWork } from './gradable-works.ts';
import type { MarkRow, RubricRow } from './grading-model.ts';
import { criteriaOf, type GradedCourse } from './grading-service.ts';
import { MOST_WORKS, type WorkLine } from './grading-store.ts';
import { resultWays } from './result-ways.ts';

const KINDS = { reflection: 'Written answer', practical: 'Practical part' } as const;

/** Path of a course's grading. */
const pathOf = (courseId: string): string => `/courses/${courseId}/results/grading`;

/** What can be graded in a course. */
export function overviewView({
  course,
  works,
  rubrics,
  waiting,
}: {
  readonly course: GradedCourse;
  readonly works: readonly GradableWork[];
  readonly rubrics: readonly RubricRow[];
  readonly waiting: ReadonlyMap<string, number>;
}) {
  const of = (work: GradableWork) => rubrics.find((one) => one.part === work.part && one.block === work.block);
  // A work that a newer version has no more can still be graded where it was sent in.
  const gone = rubrics.filter((one) => !works.some(({ part, block }) => part === one.part && block === one.block));
  return {
    courseId: course.id,
    title: course.title,
    ways: resultWays(course.id, 'grading'),
    rows: [
      ...works.map((work) => lineOf(course.id, work, of(work), waiting)),
      ...gone.map((rubric) => ({
        ...lineOf(course.id, { ...rubric, partTitle: 'Not in the current version' }, rubric, waiting),
        rubricHref: null,
      })),
    ],
  };
}

function lineOf(
  courseId: string,
  work: Pick<GradableWork, 'part' | 'partTitle' | 'block' | 'kind' | 'title'>,
  rubric: RubricRow | undefined,
  waiting: ReadonlyMap<string, number>,
) {
  const { part, block } = work;
  const query = new URLSearchParams({ part, block }).toString();
  return {
    title: work.title,
    kind: KINDS[work.kind],
    part: work.partTitle,
    rubric: rubric === undefined ? 'No rubric yet' : `${criteriaOf(rubric).length} criteria, ${mostOf(rubric)} points`,
    isBlind: rubric?.isBlind === true,
    waiting: rubric === undefined ? null : `${waiting.get(rubric.id) ?? 0} to grade`,
    href: rubric === undefined ? null : `${pathOf(courseId)}/${rubric.id}`,
    rubricHref: `/courses/${courseId}/results/rubric?${query}`,
    rubricWord: rubric === undefined ? 'Set a rubric' : 'Change the rubric',
  };
}

/** The form of a rubric. */
export function rubricView(
  {
    course,
    work,
    rubric,
  }: { readonly course: GradedCourse; readonly work: GradableWork; readonly rubric: RubricRow | null },
  form: TypedForm | null,
) {
  const lines = (rubric === null ? work.criteria : criteriaOf(rubric)).map(({ text, most }) => `${most} ${text}`);
  const shown = form ?? { typed: { criteria: lines.join('\n'), isBlind: rubric?.isBlind ? 'on' : '' }, faults: {} };
  return {
    courseId: course.id,
    title: course.title,
    backHref: pathOf(course.id),
    part: work.part,
    block: work.block,
    name: work.title,
    line: `${KINDS[work.kind]} in ${work.partTitle}`,
    task: work.task,
    criteria: {
      ...textField(shown, 'criteria', 'Criteria, one a line', {
        isLong: true,
        hint: 'Points first, then a blank and the words: 4 Says what the student needs.',
      }),
    },
    isBlind: valueOf(shown.typed, 'isBlind') === 'on',
    hasOld: rubric !== null,
  };
}

/** What was sent in for a rubric. */
export function queueView({
  course,
  rubric,
  works,
}: {
  readonly course: GradedCourse;
  readonly rubric: RubricRow;
  readonly works: readonly WorkLine[];
}) {
  const rows = works.map((line, at) => ({
    name: nameOf(rubric, line, at + 1),
    href: `${pathOf(course.id)}/${rubric.id}/${line.attemptId}`,
    isWaiting: line.markId === null,
    points: line.markId === null ? '' : `${line.total ?? 0} of ${line.most ?? 0}`,
  }));
  return {
    courseId: course.id,
    title: course.title,
    backHref: pathOf(course.id),
    name: rubric.title,
    kind: KINDS[rubric.kind],
    isBlind: rubric.isBlind,
    waiting: rows.filter(({ isWaiting }) => isWaiting),
    graded: rows.filter(({ isWaiting }) => !isWaiting),
    isCut: works.length >= MOST_WORKS,
    most: MOST_WORKS,
  };
}

/** Names are hidden while a work is graded blind. */
function nameOf({ isBlind }: RubricRow, { givenName, familyName }: WorkLine, place: number): string {
  return isBlind ? `Work ${place}` : `${givenName} ${familyName}`.trim();
}

/** One piece of work with the form of its mark. */
export function sheetView(
  {
    course,
    rubric,
    line,
    mark,
    place,
    task,
  }: {
    readonly course: GradedCourse;
    readonly rubric: RubricRow;
    readonly line: WorkLine;
    readonly mark: MarkRow | null;
    readonly place: number;
    readonly task: string;
  },
  form: TypedForm | null,
) {
  const before = mark === null || mark.rubricId !== rubric.id ? [] : pointsOf(mark);
  const typed = {
    ...Object.fromEntries(before.map((one, at) => [`points${at}`, String(one)])),
    note: mark?.note ?? '',
  };
  const shown: TypedForm = form ?? { typed, faults: {} };
  return {
    title: course.title,
    backHref: `${pathOf(course.id)}/${rubric.id}`,
    action: `${pathOf(course.id)}/${rubric.id}/${line.attemptId}`,
    name: nameOf(rubric, line, place),
    line: `${KINDS[rubric.kind]}: ${rubric.title}`,
    isBlind: rubric.isBlind,
    task,
    response: answerWords(line.response),
    isPractical: rubric.kind === 'practical',
    points: criteriaOf(rubric).map(({ text, most }, at) => ({
      ...textField(shown, `points${at}`, text, { type: 'text', hint: `0 to ${most} points` }),
    })) satisfies FormField[],
    note: textField(shown, 'note', 'Words for the officer', { isLong: true }),
    earlier:
      mark === null
        ? null
        : `Graded by ${mark.markerName}: ${mark.total} of ${mark.most} points. A new mark takes its place.`,
  };
}

/** What an officer got back. */
export function returnedView(
  { locale, timeZone, personId }: Actor,
  { mark, rubric, line }: { readonly mark: MarkRow; readonly rubric: RubricRow | null; readonly line: WorkLine | null },
) {
  const points = pointsOf(mark);
  return {
    isOwn: mark.personId === personId,
    courseId: mark.courseId,
    attemptId: mark.attemptId,
    name: rubric?.title ?? say(locale, 'Graded work'),
    line: say(locale, '{points} of {most} points, graded by {name} on {day}', {
      points: mark.total,
      most: mark.most,
      name: mark.markerName,
      day: sayMoment(locale, timeZone, mark.createdAt),
    }),
    replaced: mark.replacedAt === null ? null : say(locale, 'A later mark has taken its place.'),
    response: answerWords(line?.response ?? ''),
    rows: (rubric === null ? [] : criteriaOf(rubric)).map(({ text, most }, at) => ({
      text,
      points: pointWords(points[at] ?? 0, most, locale),
    })),
    note: mark.note,
  };
}

const pointWords = (points: number, most: number, locale: Locale): string =>
  say(locale, '{points} of {most}', { points, most });

function pointsOf({ points }: MarkRow): number[] {
  const read: number[] = JSON.parse(points);
  return read;
}

const mostOf = (rubric: RubricRow): number => criteriaOf(rubric).reduce((sum, { most }) => sum + most, 0);

/** RTE 4.1.1.6: `{lang=en}` says how to read it and is nothing to read. */
const answerWords = (response: string): string => response.replace(/^\{(?:lang|case_matters)=[^}]*\}/, '').trim();
