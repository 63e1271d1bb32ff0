import { sayDay, sayMoment } from '../../platform/index.ts';
import type { Actor } from '../../people/index.ts';
import { choiceField, textField, type TypedForm } from '../form-view.ts';
import type { EnrollmentStanding } from '../standing-service.ts';
import { ruleWord } from './reason-view.ts';
import { isErasedCorrection, type CorrectionRow, type ExemptionRow } from './verdict-model.ts';

/** Whom the page is about, and what may be chosen. */
export interface CorrectedPerson {
  readonly personId: string;
  readonly name: string;
  readonly standings: readonly EnrollmentStanding[];
  readonly courses: readonly { readonly id: string; readonly title: string }[];
}

/** Corrections of a person and the form of a new one. */
export function correctionsView(
  { timeZone, personId: readerId }: Actor,
  { personId, name, standings, courses }: CorrectedPerson,
  rows: readonly (CorrectionRow & { readonly isGenuine: boolean })[],
  form: TypedForm,
) {
  const titles = new Map(courses.map(({ id, title }) => [id, title]));
  return {
    personId,
    name,
    isOwn: personId === readerId,
    // Without the form there is no field to say it at.
    ownFault: personId === readerId ? (Object.values(form.faults)[0] ?? null) : null,
    rows: rows.map((row) => ({
      id: row.id,
      title: row.kind === 'completed' ? 'Completed on paper' : 'Practical part signed off',
      facts: [
        titles.get(row.courseId) ?? 'A course that is no longer offered',
        aboutWords(row.assignmentId, standings),
        sayDay('en', row.happenedOn),
        ...(isErasedCorrection(row) ? [] : [`seen by ${row.seenBy}`]),
        `signed by ${row.signerName} on ${sayMoment('en', timeZone, row.createdAt)}`,
      ],
      statement: isErasedCorrection(row) ? 'Erased on request.' : row.statement,
      // Without its words nobody can check a signature.
      isForged: !row.isGenuine && !isErasedCorrection(row),
      isOpen: row.withdrawnAt === null && personId !== readerId,
      withdrawn:
        row.withdrawnAt && `Withdrawn on ${sayMoment('en', timeZone, row.withdrawnAt)}: ${row.withdrawnReason ?? ''}`,
    })),
    fields: [
      choiceField(form, 'kind', 'What is entered', [
        ['completed', 'The course was completed on paper'],
        ['practical-signed', 'The practical part was signed off'],
      ]),
      choiceField(form, 'courseId', 'Course', [
        ['', 'Choose'],
        ...courses.map((one): [string, string] => [one.id, one.title]),
      ]),
      choiceField(form, 'assignmentId', 'Assignment', assignmentOptions(standings)),
      textField(form, 'happenedOn', 'Day', { type: 'date' }),
      textField(form, 'seenBy', 'Seen by', { hint: 'Name and rank of who was there.' }),
      textField(form, 'statement', 'What happened', { isLong: true }),
      textField(form, 'score', 'Score in percent', { type: 'number', hint: 'Nothing: none.' }),
      textField(form, 'minutes', 'Active minutes', { type: 'number', hint: 'Nothing: unknown.' }),
    ],
  };
}

/** Waivers and exemptions of a person and the form of a new one. */
export function exemptionsView(
  { timeZone, personId: readerId }: Actor,
  { personId, name, standings }: CorrectedPerson,
  rows: readonly ExemptionRow[],
  form: TypedForm,
) {
  return {
    personId,
    name,
    isOwn: personId === readerId,
    ownFault: personId === readerId ? (Object.values(form.faults)[0] ?? null) : null,
    rows: rows.map((row) => ({
      id: row.id,
      title: `${row.kind === 'waiver' ? 'Waiver' : 'Exemption'}: ${ruleWord(row.ground, 'en')}`,
      span:
        row.endsOn === null
          ? `since ${sayDay('en', row.startsOn)}`
          : `${sayDay('en', row.startsOn)} to ${sayDay('en', row.endsOn)}`,
      about: aboutWords(row.assignmentId, standings),
      reason: row.reason,
      revoked: row.revokedAt && `Revoked on ${sayMoment('en', timeZone, row.revokedAt)}: ${row.revokedReason ?? ''}`,
      isOpen: row.revokedAt === null && personId !== readerId,
      isEndless: row.endsOn === null,
    })),
    fields: [
      choiceField(form, 'kind', 'What is granted', [
        ['exemption', 'Exemption: the clock stops'],
        ['waiver', 'Waiver: it need not be done'],
      ]),
      choiceField(form, 'ground', 'Ground', [
        ['deployment', 'Deployment'],
        ['light-duty', 'Light duty'],
        ['leave', 'Leave'],
        ['equivalent', 'Equivalent training'],
        ['other', 'Another reason'],
      ]),
      choiceField(form, 'assignmentId', 'Assignment', assignmentOptions(standings)),
      textField(form, 'startsOn', 'First day', { type: 'date' }),
      textField(form, 'endsOn', 'Last day', {
        type: 'date',
        hint: 'Nothing: not known yet; due dates stand still until then.',
      }),
      textField(form, 'reason', 'Reason', { isLong: true, hint: 'The person sees it.' }),
    ],
  };
}

function assignmentOptions(standings: readonly EnrollmentStanding[]): [string, string][] {
  const titles = new Map(standings.map(({ assignmentId, assignmentTitle }) => [assignmentId, assignmentTitle]));
  return [['', 'All assignments'], ...titles];
}

function aboutWords(assignmentId: string | null, standings: readonly EnrollmentStanding[]): string {
  if (assignmentId === null) return 'all assignments';
  return standings.find((one) => one.assignmentId === assignmentId)?.assignmentTitle ?? 'one assignment';
}
