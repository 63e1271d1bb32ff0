import type { AudienceRule } from '../judging/completion-input.ts';
import type { AudiencePerson } from './audience-store.ts';

/** Somebody whom an assignment holds for. */
export interface Wanted {
  readonly person: AudiencePerson;
  /** The officer whose pair this person is. */
  readonly pairedWith: string | null;
}

/** Whom a rule holds for among the people of an agency, as they are now. */
export function resolveAudience(rule: AudienceRule, people: readonly AudiencePerson[]): Wanted[] {
  const officers = people.filter(({ roles }) => roles.includes('officer'));
  switch (rule.kind) {
    case 'officers':
      return alone(officers);
    case 'placed':
      return alone(officers.filter(({ placedOn }) => placedOn !== null));
    case 'schools':
      return alone(officers.filter(({ schoolIds }) => schoolIds.some((id) => rule.ids.includes(id))));
    case 'people':
      return alone(people.filter(({ personId }) => rule.ids.includes(personId)));
    default:
      return people.flatMap((person): Wanted[] => {
        const own = rule.pairs.find(({ partnerId }) => partnerId === person.personId);
        if (own !== undefined) return [{ person, pairedWith: own.officerId }];
        const isOfficer = rule.pairs.some(({ officerId }) => officerId === person.personId);
        return isOfficer ? [{ person, pairedWith: null }] : [];
      });
  }
}

function alone(found: readonly AudiencePerson[]): Wanted[] {
  return found.map((person) => ({ person, pairedWith: null }));
}
