import { randomToken, type Tx } from '../platform/index.ts';
import type { MembershipStore } from './membership-store.ts';
import type { PersonStore } from './person-store.ts';
import type { Sessions } from './session-service.ts';

interface Parts {
  readonly people: PersonStore;
  readonly memberships: MembershipStore;
  readonly sessions: Sessions;
}

/** What became of a person's account. */
export type Anonymised = 'anonymous' | 'shared';

/**
 * Takes a person's name and address away for good, closes the account and ends every role in the agency. An account that another
 * agency needs keeps its name: then only the roles of this agency end (`shared`).
 */
export async function anonymise(
  { people, memberships, sessions }: Parts,
  tx: Tx,
  { personId, agencyId, at }: { readonly personId: string; readonly agencyId: string; readonly at: Date },
): Promise<Anonymised> {
  const rows = await memberships.ofPerson(tx, personId);
  for (const row of rows) {
    if (row.organisationId === agencyId) await memberships.end(tx, personId, agencyId, row.role, at);
  }
  if (rows.some(({ organisationId }) => organisationId !== agencyId)) return 'shared';
  await sessions.endAll(tx, personId, 'disabled');
  await people.update(tx, personId, {
    givenName: 'Former officer',
    familyName: personId.slice(-6).toUpperCase(),
    rank: '',
    email: null,
    passwordHash: null,
    disabledAt: at,
  });
  await people.forgetIdentities(tx, personId, randomToken());
  return 'anonymous';
}
