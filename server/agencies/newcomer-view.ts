import type { Actor } from '../people/index.ts';
import { formFields, type Refused } from './form-field.ts';

/** The form with which a supervisor adds one person; an officer until said otherwise. */
export function newcomerView(actor: Actor, refused: Refused) {
  return {
    organisation: actor.agencyName,
    fields: formFields(
      {
        rank: { label: 'Rank or title', isOptional: true, most: 40, hint: 'For example Dep. or Sgt., or nothing.' },
        givenName: { label: 'Given name', most: 120 },
        familyName: { label: 'Family name', isOptional: true, most: 120 },
        email: {
          label: 'Mail address',
          type: 'email',
          most: 254,
          hint: 'A link to set the first password goes there. Somebody who has an account already is asked to join.',
        },
        roles: {
          label: 'Role',
          start: 'officer',
          options: [
            { value: 'officer', label: 'Officer' },
            { value: 'partner', label: 'School administrator beside an officer' },
          ],
        },
      },
      refused,
    ),
  };
}
