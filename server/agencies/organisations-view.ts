import type { Actor } from '../people/index.ts';
import { formFields, UNTOUCHED, type Refused } from './form-field.ts';
import type { DistrictEntry } from './organisation-service.ts';
import type { RefusedForm } from './placement-view.ts';

/** Districts and schools of an agency, with the forms of those that it keeps. */
export function organisationsView(actor: Actor, entries: readonly DistrictEntry[], refused: RefusedForm | null) {
  const typedIn = (form: string): Refused => (refused?.form === form ? refused : UNTOUCHED);
  return {
    organisation: actor.agencyName,
    districts: entries.map(({ district, schools, directors }) => {
      const { id, name, keeps, state } = district;
      const [school, director] = [`${id}:school`, `${id}:director`];
      return {
        id,
        name,
        keeps,
        where: state,
        count: schools.length === 1 ? '1 school' : `${schools.length} schools`,
        schools: schools.map((one) => ({
          id: one.id,
          name: one.name,
          mayRename: keeps,
          isRenaming: refused?.form === one.id,
          fields: formFields({ name: { label: 'New name', start: one.name } }, typedIn(one.id), `${one.id}-`),
        })),
        directors: directors.map(({ personId, email }) => ({ personId, email, districtId: id })),
        isAdding: refused?.form === school,
        isInviting: refused?.form === director,
        schoolFields: formFields({ name: { label: 'Name of the school' } }, typedIn(school), `${school}-`),
        directorFields: formFields(
          {
            rank: { label: 'Title', isOptional: true, most: 40 },
            givenName: { label: 'Given name', most: 120 },
            familyName: { label: 'Family name', isOptional: true, most: 120 },
            email: {
              label: 'Mail address',
              type: 'email',
              most: 254,
              hint: 'A link to set the first password goes there.',
            },
          },
          typedIn(director),
          `${director}-`,
        ),
      };
    }),
    isMaking: refused?.form === 'district',
    fields: formFields(
      {
        name: { label: 'Name of the district' },
        timeZone: { label: 'Time zone', start: actor.timeZone, most: 60, hint: 'By its name, like America/Chicago.' },
        state: { label: 'State', most: 2, hint: 'Two letters, like TX.' },
      },
      typedIn('district'),
      'district-',
    ),
  };
}
