import type { Actor, Role } from './actor-policy.ts';
import type { Member } from './member-service.ts';
import type { PersonRow } from './person-model.ts';
import type { MemberRow } from './person-store.ts';
import { fullNameOf } from './person-view.ts';
import { fieldOf, type Faults } from './sign-in-view.ts';

const ROLE_WORDS: readonly { value: Role; label: string; words: string }[] = [
  { value: 'officer', label: 'Officer', words: 'Takes courses.' },
  { value: 'instructor', label: 'Instructor', words: 'Uploads and publishes courses, sees their results.' },
  { value: 'supervisor', label: 'Supervisor', words: 'Adds and places officers, sees the results of the agency.' },
  { value: 'administrator', label: 'Administrator', words: 'Manages accounts and sees the audit trail.' },
  { value: 'partner', label: 'School administrator', words: 'Takes courses beside an officer and sees nothing else.' },
];

const labelOf = (role: string): string =>
  role === 'director' ? 'District director' : (ROLE_WORDS.find(({ value }) => value === role)?.label ?? role);

/** Roles as people read them, by their names. */
export const roleWords = (roles: readonly string[]): string => roles.map(labelOf).sort().join(', ');

const roleBoxes = (held: readonly unknown[]) =>
  ROLE_WORDS.map((role) => ({ ...role, isHeld: held.includes(role.value) }));

/** State of an account in a word, with the chip that shows it. */
function accountState({ disabledAt, passwordHash }: PersonRow, hasOwnAccounts: boolean) {
  if (disabledAt !== null) return { state: 'Disabled', stateClass: 'late' };
  if (hasOwnAccounts && passwordHash === null) return { state: 'No password yet', stateClass: 'due' };
  return { state: 'Active', stateClass: 'done' };
}

/** One page of the people of an agency. */
export function memberListView(
  actor: Actor,
  { rows, count }: { rows: readonly MemberRow[]; count: number },
  { search, page, size, hasOwnAccounts }: { search: string; page: number; size: number; hasOwnAccounts: boolean },
  invited: readonly { readonly id: string; readonly email: string; readonly roles: readonly string[] }[],
) {
  const pages = Math.max(1, Math.ceil(count / size));
  const link = (to: number): string => `?${new URLSearchParams({ search, page: String(to) }).toString()}`;
  return {
    organisation: actor.agencyName,
    count: count === 1 ? '1 person' : `${count} people`,
    search,
    // Whoever has not accepted yet is told by the address alone, which the administrator wrote.
    invited: invited.map(({ id, email, roles }) => ({ id, email, roles: roleWords(roles) })),
    people: rows.map((row) => ({
      id: row.id,
      name: fullNameOf(row),
      email: row.email ?? '',
      roles: roleWords(row.roles),
      ...accountState(row, hasOwnAccounts),
    })),
    pager:
      pages === 1
        ? null
        : {
            previous: page > 1 ? link(page - 1) : null,
            next: page < pages ? link(page + 1) : null,
            text: `Page ${page} of ${pages}`,
          },
  };
}

/** The form that adds a person; an officer until said otherwise. */
export function memberNewView(actor: Actor, typed: Readonly<Record<string, unknown>>, faults: Faults) {
  const isFresh = Object.keys(typed).length === 0;
  return {
    organisation: actor.agencyName,
    rank: fieldOf('rank', typed, faults),
    givenName: fieldOf('givenName', typed, faults),
    familyName: fieldOf('familyName', typed, faults),
    email: fieldOf('email', typed, faults),
    roles: roleBoxes(isFresh ? ['officer'] : [typed['roles']].flat()),
    rolesFault: faults['roles'] ?? null,
  };
}

/** One person of the agency; `link` is shown once, right after it was made. */
export function memberView(
  actor: Actor,
  { person, roles, isShared }: Member,
  { link, faults, hasOwnAccounts }: { link: string | null; faults: Faults; hasOwnAccounts: boolean },
) {
  const isDisabled = person.disabledAt !== null;
  const shared = `The account belongs to another agency too: it stays open when you take the person out of yours, and
    a link to set a password goes to the person's own mailbox.`;
  return {
    id: person.id,
    organisation: actor.agencyName,
    name: fullNameOf(person),
    email: person.email ?? '',
    ...accountState(person, hasOwnAccounts),
    roles: roleBoxes(roles),
    rolesFault: faults['roles'] ?? null,
    link,
    accountWords: isShared
      ? shared.replace(/\s+/g, ' ')
      : 'A disabled account signs in nowhere; its record stays as it is.',
    mayResetPassword: hasOwnAccounts && !isDisabled && person.email !== null,
    resetLabel: isShared ? 'Mail a link to set a password' : 'Make a link to set a password',
    isDisabled,
    disableLabel: isShared ? 'Take out of the agency' : 'Disable the account',
  };
}
