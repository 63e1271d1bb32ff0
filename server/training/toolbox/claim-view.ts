import { dayIn, sayDay } from '../../platform/index.ts';
import type { Actor, Faults } from '../../people/index.ts';
import type { NamedClaim } from './claim-store.ts';
import type { Skill } from './skills.ts';

/** What was chosen on the page when it was refused. */
export interface DecisionForm {
  readonly ticked: readonly string[];
  readonly note: string;
  readonly faults: Faults;
}

/** Claims that wait for a supervisor, by officer. */
export function claimsView(
  { timeZone }: Actor,
  pending: readonly NamedClaim[],
  skills: readonly Skill[],
  { ticked, note, faults }: DecisionForm,
) {
  const people = [...new Set(pending.map(({ personId }) => personId))];
  return {
    isEmpty: pending.length === 0,
    count: pending.length === 1 ? '1 part waits' : `${pending.length} parts wait`,
    idsFault: faults['ids'] ?? null,
    note: { value: note, fault: faults['note'] ?? null },
    officers: people.map((personId) => {
      const own = pending.filter((claim) => claim.personId === personId);
      const [first] = own;
      const name = [first?.rank, first?.givenName, first?.familyName].filter(Boolean).join(' ');
      return {
        id: personId,
        name,
        claims: own.map(({ id, skill, part, proof, createdAt }) => {
          const found = skills.find((one) => one.id === skill);
          return {
            id,
            skill: found?.title ?? skill,
            text: found?.academy[part - 1] ?? '',
            proof,
            when: sayDay('en', dayIn(timeZone, new Date(createdAt))),
            isTicked: ticked.includes(id),
          };
        }),
      };
    }),
  };
}
