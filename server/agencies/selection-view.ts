import { dayIn, sayDay } from '../platform/index.ts';
import { formFields, UNTOUCHED, type Refused } from './form-field.ts';
import { officerHead } from './officer-view.ts';
import { schoolOptions, type RefusedForm } from './placement-view.ts';
import type { SelectionRow } from './selection-model.ts';
import type { SelectionHistory } from './selection-service.ts';

function stateOf({ withdrawnAt, decision }: SelectionRow) {
  if (withdrawnAt !== null) return { word: 'Withdrawn', tone: '' };
  return decision === 'selected' ? { word: 'Selected', tone: 'done' } : { word: 'Not selected', tone: 'late' };
}

/** Selections of an officer, the last first, with the form that decides a new one. */
export function selectionView(history: SelectionHistory, timeZone: string, refused: RefusedForm | null) {
  const { person, selections, schools, names, today, isOwn } = history;
  const typedIn = (form: string): Refused => (refused?.form === form ? refused : UNTOUCHED);
  const schoolName = new Map(schools.map(({ id, name }) => [id, name]));
  const isMember = person.leftAt === null;
  const nameOf = (id: string | null): string => names.get(id ?? '') ?? 'somebody who is gone';
  return {
    ...officerHead(person, timeZone),
    selections: selections.map((row) => ({
      id: row.id,
      ...stateOf(row),
      school: row.schoolId === null ? 'Any school of the agency' : (schoolName.get(row.schoolId) ?? 'A school'),
      years: row.yearsOfService === 1 ? '1 year' : `${row.yearsOfService} years`,
      record: row.record,
      interview: `${sayDay('en', row.interviewedOn)}, with ${row.interviewedWith}`,
      reason: row.reason,
      decided: `${nameOf(row.decidedBy)}, ${sayDay('en', row.decidedOn)}`,
      withdrawn:
        row.withdrawnAt === null
          ? null
          : `${nameOf(row.withdrawnBy)}, ${sayDay('en', dayIn(timeZone, row.withdrawnAt))}: ${row.withdrawnReason ?? ''}`,
      mayWithdraw: row.withdrawnAt === null && !isOwn,
      isWithdrawing: refused?.form === row.id,
      withdrawFields: formFields(
        { reason: { label: 'Why it is taken back', isLong: true, most: 1000 } },
        typedIn(row.id),
        `${row.id}-`,
      ),
    })),
    mayDecide: isMember && person.roles.includes('officer') && !isOwn,
    isOwn,
    // Without the form there is no field to say it at.
    ownFault: isOwn ? (Object.values(refused?.faults ?? {})[0] ?? null) : null,
    fields: formFields(
      {
        schoolId: {
          label: 'For which school',
          isOptional: true,
          options: schoolOptions(schools, { value: '', label: 'Any school of the agency' }),
        },
        yearsOfService: { label: 'Years of service', type: 'number', most: 2 },
        record: {
          label: 'Record of force and complaints',
          isLong: true,
          most: 2000,
          hint: 'What the file says, in your words. Write “none” where there is nothing.',
        },
        interviewedOn: { label: 'Day of the interview', type: 'date', start: today },
        interviewedWith: {
          label: 'Who of the school took part',
          hint: 'Names and posts, for example: Dr. Lena Ortiz, principal.',
        },
        reason: { label: 'Why you decide so', isLong: true, most: 2000 },
        decision: {
          label: 'Decision',
          options: [
            { value: '', label: 'Choose' },
            { value: 'selected', label: 'Selected' },
            { value: 'not-selected', label: 'Not selected' },
          ],
        },
      },
      typedIn('decide'),
    ),
  };
}
