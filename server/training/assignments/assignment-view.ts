import { sayDay } from '../../platform/index.ts';
import type { Actor } from '../../people/index.ts';
import { choiceField, textField, type TypedForm } from '../form-view.ts';
import { policyLines } from '../judging/policy-view.ts';
import { outcomeStatus, reasonWords } from '../judging/reason-view.ts';
import type { AssignmentRow, EnrollmentRow } from './assignment-model.ts';
import type { AssignmentService, ShownAssignment } from './assignment-service.ts';
import type { CurriculumService } from './curriculum-service.ts';
import { readAudience, readDue, readPolicy, readReasons } from './stored-rules.ts';

/** The list of assignments. */
export function assignmentListView(
  actor: Actor,
  { rows, counts, titles }: Awaited<ReturnType<AssignmentService['list']>>,
) {
  const line = (row: AssignmentRow) => {
    const own = counts.filter(({ assignmentId }) => assignmentId === row.id);
    const all = own.reduce((sum, { people }) => sum + people, 0);
    const done = own
      .filter(({ outcome }) => outcome === 'complete' || outcome === 'waived')
      .reduce((sum, { people }) => sum + people, 0);
    const overdue = own.reduce((sum, one) => sum + one.overdue, 0);
    return {
      id: row.id,
      title: row.title,
      what: row.courseId === null ? 'Curriculum' : (titles.get(row.courseId) ?? ''),
      whom: audienceWords(row),
      due: dueWords(row),
      done: `${done} of ${all} done`,
      overdue: overdue === 0 ? null : `${overdue} overdue`,
    };
  };
  return {
    organisation: actor.agencyName,
    rows: rows.filter(({ endedAt }) => endedAt === null).map(line),
    ended: rows.filter(({ endedAt }) => endedAt !== null).map(line),
  };
}

/** One assignment with its people. */
export function assignmentShowView(shown: ShownAssignment, { locale }: Actor) {
  const { assignment, curriculum, enrollments, names, titles, today } = shown;
  const open = enrollments.filter(({ closedAt }) => closedAt === null);
  const isOne = assignment.courseId !== null;
  const person = (row: EnrollmentRow) => {
    const isLate =
      row.closedAt === null &&
      row.outcome !== 'complete' &&
      row.outcome !== 'waived' &&
      row.dueOn !== null &&
      row.dueOn < today;
    return {
      name: names.get(row.personId) ?? 'Somebody who left',
      course: isOne ? null : (titles.get(row.courseId) ?? ''),
      pair: row.pairedWith === null ? null : `with ${names.get(row.pairedWith) ?? 'somebody who left'}`,
      reasons: readReasons(row.reasons).map((one) => reasonWords(one, locale)),
      status: outcomeStatus(row.outcome, locale),
      isLate,
      when: personWhen(row, isLate, locale),
    };
  };
  const people = new Set(open.map(({ personId }) => personId)).size;
  const { renewalMonths, countsFrom } = assignment;
  return {
    id: assignment.id,
    title: assignment.title,
    isRunning: assignment.endedAt === null,
    facts: [
      curriculum === null ? (titles.get(assignment.courseId ?? '') ?? '') : `Curriculum: ${curriculum.title}`,
      audienceWords(assignment),
      dueWords(assignment),
    ],
    count: people === 1 ? '1 person' : `${people} people`,
    people: open.map(person).toSorted(byName),
    closed: enrollments
      .filter(({ closedAt }) => closedAt !== null)
      .map(person)
      .toSorted(byName),
    counts: policyLines(readPolicy(assignment.policy), { renewalMonths, countsFrom }, locale),
    endWords: `${people === 1 ? '1 person has' : `${people} people have`} to take it no more. What was done and what was said of it stays in the record.`,
  };
}

/** Curricula and the form of a new one. */
export function curriculaView({ rows, offered }: Awaited<ReturnType<CurriculumService['list']>>, form: TypedForm) {
  const options: [string, string][] = [['', 'None'], ...offered.map(({ id, title }): [string, string] => [id, title])];
  const chosen = [form.typed['courses'] ?? []].flat();
  return {
    rows: rows.filter(({ endedAt }) => endedAt === null).map(({ id, title, titles }) => ({ id, title, titles })),
    title: textField(form, 'title', 'Title'),
    courses: Array.from({ length: Math.max(2, Math.min(MOST_COURSES, offered.length)) }, (_, at) => ({
      ...choiceField({ typed: { courses: chosen[at] ?? '' }, faults: {} }, 'courses', `Course ${at + 1}`, options),
    })).map((field, at) => ({ ...field, id: `courses-${at + 1}` })),
    fault: form.faults['courses'] ?? null,
  };
}

const MOST_COURSES = 8;

function audienceWords(row: AssignmentRow): string {
  const rule = readAudience(row.audience);
  switch (rule.kind) {
    case 'officers':
      return 'every officer';
    case 'placed':
      return 'officers placed at a school';
    case 'schools':
      return rule.ids.length === 1 ? 'officers of 1 school' : `officers of ${rule.ids.length} schools`;
    case 'people':
      return rule.ids.length === 1 ? '1 person' : `${rule.ids.length} people`;
    default:
      return rule.pairs.length === 1 ? '1 pair' : `${rule.pairs.length} pairs`;
  }
}

function dueWords(row: AssignmentRow): string {
  const rule = readDue(row.due);
  switch (rule.kind) {
    case 'none':
      return 'no due date';
    case 'on':
      return `due ${sayDay('en', rule.day)}`;
    default:
      return `due ${rule.days} days after ${rule.anchor === 'assigned' ? 'it is assigned' : 'the placement begins'}`;
  }
}

function personWhen(
  { outcome, completedOn, expiresOn, dueOn }: EnrollmentRow,
  isLate: boolean,
  locale: Actor['locale'],
): string {
  if (outcome === 'complete' && completedOn !== null) {
    const until = expiresOn === null ? '' : `, valid until ${sayDay(locale, expiresOn)}`;
    return `${sayDay(locale, completedOn)}${until}`;
  }
  if (dueOn === null || outcome === 'waived') return '';
  return `${isLate ? 'overdue since' : 'due'} ${sayDay(locale, dueOn)}`;
}

function byName(one: { name: string }, other: { name: string }): number {
  return one.name.localeCompare(other.name);
}
