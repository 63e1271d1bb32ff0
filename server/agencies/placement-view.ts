import { sayDay } from '../platform/index.ts';
import type { ServedSchool } from './district-store.ts';
import { formFields, UNTOUCHED, type Refused } from './form-field.ts';
import { officerHead } from './officer-view.ts';
import { placementEdits } from './placement-edits-view.ts';
import { placementState } from './placement-policy.ts';
import type { PlacementHistory } from './placement-service.ts';

const STATES = {
  running: { word: 'Placed now', tone: 'done' },
  planned: { word: 'Planned', tone: 'info' },
  over: { word: 'Over', tone: '' },
  'called-off': { word: 'Called off', tone: '' },
} as const;

/** Which form was refused: `place`, or the id of a placement with what was to be done. */
export interface RefusedForm extends Refused {
  readonly form: string;
}

/** Schools of a select; the district tells two of one name apart. */
export function schoolOptions(schools: readonly ServedSchool[], first: { value: string; label: string }) {
  const count = new Map<string, number>();
  for (const { name } of schools) count.set(name, (count.get(name) ?? 0) + 1);
  const options = schools.map(({ id, name, districtName }) => ({
    value: id,
    label: count.get(name) === 1 ? name : `${name} (${districtName})`,
  }));
  return [first, ...options];
}

/** Placements of an officer with the forms that change them. */
export function placementsView(
  { person, placements, edits, names, schools, today }: PlacementHistory,
  timeZone: string,
  refused: RefusedForm | null,
) {
  const typedIn = (form: string): Refused => (refused?.form === form ? refused : UNTOUCHED);
  const isMember = person.leftAt === null;
  return {
    ...officerHead(person, timeZone),
    placements: placements.map(({ placement, school }) => {
      const { id, startsOn, endsOn, endedReason, role } = placement;
      const state = placementState(placement, today);
      const mayChange = isMember && (state === 'running' || state === 'planned');
      const [end, start] = [`${id}:end`, `${id}:start`];
      return {
        id,
        school: school.name,
        role,
        ...STATES[state],
        days:
          state === 'called-off'
            ? `Was to begin on ${sayDay('en', startsOn)}`
            : `${sayDay('en', startsOn)} to ${endsOn === null ? 'further notice' : sayDay('en', endsOn)}`,
        reason: endedReason ?? '',
        mayChange,
        mayCorrect: isMember && state !== 'called-off',
        isEnding: refused?.form === end,
        isCorrecting: refused?.form === start,
        endFields: formFields(
          {
            endsOn: { label: 'Last day', type: 'date', start: today > startsOn ? today : startsOn },
            reason: { label: 'Why it ends', most: 200 },
          },
          typedIn(end),
          `${end}-`,
        ),
        startFields: formFields(
          { startsOn: { label: 'First day', type: 'date', start: startsOn } },
          typedIn(start),
          `${start}-`,
        ),
      };
    }),
    edits: placementEdits({ edits, names }, timeZone),
    mayPlace: isMember && person.roles.includes('officer') && schools.length > 0,
    noPlaceWords: isMember ? whyNoPlace(person.roles.includes('officer')) : null,
    fields: formFields(
      {
        schoolId: { label: 'School', options: schoolOptions(schools, { value: '', label: 'Choose a school' }) },
        role: { label: 'Post', start: 'School resource officer', most: 40 },
        startsOn: { label: 'First day', type: 'date', start: today },
        endsOn: { label: 'Last day', type: 'date', isOptional: true, hint: 'Leave it empty when it is not known.' },
      },
      typedIn('place'),
    ),
  };
}

function whyNoPlace(isOfficer: boolean): string {
  return isOfficer
    ? 'Your agency serves no school yet. An administrator adds districts and schools.'
    : 'Only officers are placed at schools. An administrator can give the role.';
}
