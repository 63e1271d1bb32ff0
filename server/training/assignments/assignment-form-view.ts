import type { Actor } from '../../people/index.ts';
import { choiceField, textField, valueOf, valuesOf, type TypedForm } from '../form-view.ts';
import { percent } from '../judging/judge-exam.ts';
import type { AssignmentRow } from './assignment-model.ts';
import type { AssignmentChoices } from './assignment-service.ts';
import type { Wanted } from './resolve-audience.ts';
import { readAudience, readDue, readPolicy } from './stored-rules.ts';

const AUDIENCES = [
  ['officers', 'Every officer', 'New officers are added, who leaves is closed.'],
  ['placed', 'Officers placed at a school', 'While the placement runs.'],
  ['schools', 'Officers of some schools', 'Choose the schools below.'],
  ['people', 'Some people', 'Choose them below.'],
  ['pairs', 'Pairs', 'An officer and a school administrator take the same course, each with an own outcome.'],
] as const;

/** The form of a new assignment, or of one that is changed (`id`). */
export function assignmentFormView(
  actor: Actor,
  choices: AssignmentChoices,
  form: TypedForm,
  { id, preview }: { readonly id: string | null; readonly preview: readonly Wanted[] | null },
) {
  const { typed, faults } = form;
  const audience = valueOf(typed, 'audience') || 'officers';
  const partners = choices.people.filter(({ roles }) => roles.includes('partner'));
  const officers = choices.people.filter(({ roles }) => roles.includes('officer'));
  const what: [string, string][] = [
    ['', 'Choose'],
    ...choices.courses.map((one): [string, string] => [`course ${one.id}`, one.title]),
    ...choices.curricula.map((one): [string, string] => [`curriculum ${one.id}`, `Curriculum: ${one.title}`]),
  ];
  return {
    organisation: actor.agencyName,
    heading: id === null ? 'New assignment' : 'Change the assignment',
    back:
      id === null
        ? { href: '/assignments', label: 'Assignments' }
        : { href: `/assignments/${id}`, label: 'Assignment' },
    action: id === null ? '/assignments' : `/assignments/${id}`,
    saveLabel: id === null ? 'Assign it' : 'Save the change',
    preview: preview && previewView(preview, id !== null),
    title: textField(form, 'title', 'Title', { hint: 'People see it beside the due date.' }),
    what: choiceField(form, 'what', 'Course or curriculum', what),
    audience: AUDIENCES.map(([value, label, words]) => ({ value, label, words, isChosen: value === audience })),
    audienceFault: faults['audience'] ?? null,
    lists: [
      listOf(
        form,
        'schools',
        'Schools',
        choices.schools.map((one) => [one.id, one.name]),
        'No school has a placement of your officers yet.',
      ),
      listOf(
        form,
        'people',
        'People',
        choices.people.map((one) => [one.personId, one.name]),
        'Your agency has no people yet.',
      ),
    ],
    pairs: {
      isOpen: audience === 'pairs' || 'pairs' in faults,
      fault: faults['pairs'] ?? null,
      fields: partners.map((partner) => {
        const chosen = valuesOf(typed, 'pairs').find((pair) => pair.endsWith(partner.personId)) ?? '';
        const options = officers.map((one): [string, string] => [`${one.personId} ${partner.personId}`, one.name]);
        const own = { typed: { pairs: chosen }, faults: {} };
        const field = choiceField(own, 'pairs', `Officer with ${partner.name}`, [['', 'None'], ...options]);
        return { ...field, id: `pair-${partner.personId}` };
      }),
    },
    ...ruleFields(form),
    isMoreOpen: MORE.some((name) => valueOf(typed, name) !== '' || name in faults),
  };
}

/** A stored assignment as its form would have been filled. */
export function typedAssignment(row: AssignmentRow): TypedForm {
  const audience = readAudience(row.audience);
  const due = readDue(row.due);
  const { exam, attempts, order, engagedMinutes, practical } = readPolicy(row.policy);
  return {
    faults: {},
    typed: {
      title: row.title,
      what: row.courseId === null ? `curriculum ${row.curriculumId}` : `course ${row.courseId}`,
      audience: audience.kind,
      schools: audience.kind === 'schools' ? audience.ids : [],
      people: audience.kind === 'people' ? audience.ids : [],
      pairs:
        audience.kind === 'pairs' ? audience.pairs.map(({ officerId, partnerId }) => `${officerId} ${partnerId}`) : [],
      due: due.kind === 'after' ? due.anchor : due.kind,
      dueOn: due.kind === 'on' ? due.day : '',
      dueDays: due.kind === 'after' ? String(due.days) : '',
      exam: exam.rule,
      passMark: exam.rule === 'required' ? String(percent(exam.passMark)) : '',
      retests: exam.rule === 'required' ? told(exam.retests) : '',
      attempts: told(attempts),
      order: order === 'free' ? '' : order,
      engagedMinutes: told(engagedMinutes),
      practical: practical ?? '',
      renewalMonths: told(row.renewalMonths),
      countsFrom: row.countsFrom ?? '',
    },
  };
}

const MORE = ['engagedMinutes', 'attempts', 'order', 'practical', 'renewalMonths', 'countsFrom'] as const;
const NUMBER = { type: 'number' } as const;

function ruleFields(form: TypedForm) {
  return {
    due: choiceField(form, 'due', 'Due', [
      ['none', 'No due date'],
      ['on', 'On a day'],
      ['assigned', 'Some days after it is assigned'],
      ['placed', 'Some days after the placement begins'],
    ]),
    dueOn: textField(form, 'dueOn', 'Due day', { type: 'date', hint: 'Only for “On a day”.' }),
    dueDays: textField(form, 'dueDays', 'Days', { ...NUMBER, hint: 'Only for “Some days after”.' }),
    exam: choiceField(
      form,
      'exam',
      'Exam',
      [
        ['course', "The course's own result counts"],
        ['forbidden', 'No exam may be required: tests are not looked at'],
        ['optional', 'Optional: the result is shown and does not count'],
        ['required', 'Required'],
      ],
      'Some states forbid to require an exam, others ask for a mark.',
    ),
    passMark: textField(form, 'passMark', 'Percent to pass', { ...NUMBER, hint: 'Only for a required exam.' }),
    retests: textField(form, 'retests', 'Retests', {
      ...NUMBER,
      hint: 'Tries after the first. Nothing: as many as it takes.',
    }),
    engagedMinutes: textField(form, 'engagedMinutes', 'Active minutes asked for', {
      ...NUMBER,
      hint: 'Nothing: none.',
    }),
    attempts: textField(form, 'attempts', 'Attempts that count', { ...NUMBER, hint: 'The first ones. Nothing: all.' }),
    order: choiceField(form, 'order', 'Order of a curriculum', [
      ['free', 'Any order'],
      ['in-order', 'One after the other'],
    ]),
    practical: choiceField(form, 'practical', 'Practical part', [
      ['', 'None'],
      ['instructor', 'Signed by an instructor'],
      ['supervisor', 'Signed by a supervisor'],
      ['either', 'Signed by an instructor or a supervisor'],
    ]),
    renewalMonths: textField(form, 'renewalMonths', 'To be done again after months', {
      ...NUMBER,
      hint: 'Nothing: never.',
    }),
    countsFrom: textField(form, 'countsFrom', 'Counts from', {
      type: 'date',
      hint: 'Attempts begun before this day do not count.',
    }),
  };
}

function listOf(
  { typed, faults }: TypedForm,
  name: string,
  label: string,
  options: readonly (readonly [string, string])[],
  empty: string,
) {
  const chosen = valuesOf(typed, name);
  return {
    name,
    label,
    empty,
    fault: faults[name] ?? null,
    isOpen: valueOf(typed, 'audience') === name || name in faults,
    options: options.map(([value, words]) => ({ value, label: words, isChosen: chosen.includes(value) })),
  };
}

const MOST_NAMES = 40;

function previewView(wanted: readonly Wanted[], isChange: boolean) {
  const names = wanted.slice(0, MOST_NAMES).map(({ person }) => person.name);
  const more = wanted.length - names.length;
  return {
    heading: `It holds for ${wanted.length} ${wanted.length === 1 ? 'person' : 'people'} today`,
    names: names.join(', ') + (more > 0 ? ` and ${more} more` : ''),
    warning: isChange
      ? 'Saving judges everybody by the new rule; what was said before stays in the record.'
      : 'Nothing is saved yet.',
  };
}

function told(value: number | null): string {
  return value === null ? '' : String(value);
}
