import { dayIn, sayDay } from '../platform/index.ts';
import type { Invited } from './invitation-service.ts';
import { roleWords } from './member-view.ts';

/** The page on which a person answers invitations; `isMember` is false for somebody who belongs to no agency yet. */
export function invitationsView(invited: readonly Invited[], isMember: boolean) {
  return {
    isMember,
    invitations: invited.map(({ id, agencyName, roles, createdAt }) => ({
      id,
      agencyName,
      roles: roleWords(roles),
      asked: sayDay('en', dayIn('UTC', createdAt)),
    })),
  };
}
