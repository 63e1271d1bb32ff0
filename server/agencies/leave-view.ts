import type { Actor } from '../people/index.ts';
import type { Leaving } from './leave-service.ts';
import { officerHead } from './officer-view.ts';

/** What happens when somebody leaves, before it happens. */
export function leavingView({ person, placements }: Leaving, actor: Actor) {
  return {
    ...officerHead(person, actor.timeZone),
    organisation: actor.agencyName,
    isSelf: person.id === actor.personId,
    schools: placements.map(({ school }) => school.name),
  };
}
