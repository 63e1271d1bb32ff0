import { AppError, newId, type Platform, type Tx } from '../platform/index.ts';
import { organisationTypeOf, type Actor, type Role } from './actor-policy.ts';
import type { MembershipStore } from './membership-store.ts';
import { emitMembershipChanged } from './people-events.ts';
import { passwordFault, type PasswordOwner } from './password-policy.ts';
import type { Passwords } from './password-service.ts';
import type { PersonRow } from './person-model.ts';
import type { PersonStore } from './person-store.ts';
import type { ResetStore } from './reset-store.ts';
import type { NameParts } from './person-view.ts';
import type { Sessions } from './session-service.ts';
import type { Throttle } from './throttle-service.ts';

/** An account to be made. */
export interface NewAccount {
  readonly givenName: string;
  readonly familyName: string;
  readonly rank: string;
  /** Lower case; null for a person of the host, who never signs in here. */
  readonly email: string | null;
  /** null: set later by a link. */
  readonly password: string | null;
  /** Of the agency; of the district for a director. */
  readonly agencyId: string;
  readonly roles: readonly Role[];
  /** Who the host says it is; local accounts are known by their own id. */
  readonly hostIdentity?: { readonly issuer: string; readonly subject: string };
}

/** Who changed something, on whose agency's trail. */
interface By {
  readonly agencyId: string | null;
  readonly actorId: string | null;
}

/** What people choose for themselves. */
interface Preferences {
  readonly theme: string;
  /** Left out: stays as it is. */
  readonly locale?: string | undefined;
  /** all | overdue */
  readonly mail?: string | undefined;
}

interface Parts {
  readonly platform: Platform;
  readonly people: PersonStore;
  readonly memberships: MembershipStore;
  readonly resets: ResetStore;
  readonly passwords: Passwords;
  readonly sessions: Sessions;
  readonly throttle: Throttle;
}

/** Accounts: made, changed, their passwords set. */
export function createAccounts({ platform, people, memberships, resets, passwords, sessions, throttle }: Parts) {
  const { database, clock, audit, mail: post, outbox } = platform;

  async function writePassword(tx: Tx, person: PersonRow, passwordHash: string, by: By): Promise<void> {
    const now = clock.now();
    const entry = { ...by, action: 'account.password-changed', ...subject(person.id) };
    await people.update(tx, person.id, { passwordHash, passwordChangedAt: now });
    await resets.useUpAll(tx, person.id, now);
    await sessions.endAll(tx, person.id, 'password-changed');
    await audit.record(tx, entry);
    if (person.email !== null) await post.send(tx, changedLetter(person.email));
  }

  return {
    /** Makes a person with a password or without; throws AppError `EMAIL_TAKEN` (409), `PASSWORD_REFUSED` (422). */
    async create(account: NewAccount, actorId: string | null): Promise<string> {
      if (account.password !== null) checkPassword(account.password, account);
      const passwordHash = account.password === null ? null : await passwords.hash(account.password);
      return database.write((tx) => this.insert(tx, account, passwordHash, actorId));
    },

    /** `create` inside a transaction, the password hashed before. */
    async insert(tx: Tx, account: NewAccount, passwordHash: string | null, actorId: string | null): Promise<string> {
      const now = clock.now();
      const { givenName, familyName, rank, email, agencyId, roles, hostIdentity } = account;
      const id = newId();
      const identity = hostIdentity
        ? { kind: 'host', ...hostIdentity }
        : { kind: 'local', issuer: 'local', subject: id };
      const names = {
        givenName,
        familyName,
        rank,
        email,
        locale: 'en',
        theme: 'system',
        mailPreference: 'all',
        activeRole: '',
      };
      const row = { id, ...names, passwordHash, passwordChangedAt: passwordHash === null ? null : now };
      await people.insert(tx, { ...row, createdAt: now, disabledAt: null }, { id: newId(), ...identity });
      for (const role of roles) await memberships.grant(tx, id, agencyId, role, now);
      const details = { roles: [...roles] };
      await audit.record(tx, { agencyId, actorId, action: 'account.created', ...subject(id), details });
      if (roles.some((role) => organisationTypeOf(role) === 'agency')) {
        await emitMembershipChanged(outbox, tx, agencyId, [id], 'joined');
      }
      return id;
    },

    /**
     * Sets a new password under the current one and signs every browser out. Throws AppError `PASSWORD_WRONG` (422),
     * `PASSWORD_REFUSED` (422), `TOO_MANY_TRIES` (429).
     */
    async changePassword(actor: Actor, current: string, password: string): Promise<void> {
      const person = await found(actor.personId);
      await throttle.password(person.id);
      if (!(await passwords.verify(person.passwordHash, current))) {
        throw new AppError('PASSWORD_WRONG', 422, 'This is not your current password.', { field: 'current' });
      }
      checkPassword(password, person);
      const passwordHash = await passwords.hash(password);
      await database.write((tx) =>
        writePassword(tx, person, passwordHash, { agencyId: actor.agencyId, actorId: person.id }),
      );
    },

    /**
     * Sets a password without the current one and signs every browser out; `use` runs in the same transaction and says
     * whether the link that allows it still works. `actorId` is null for a command on the server.
     */
    async setPassword(
      person: PersonRow,
      password: string,
      actorId: string | null,
      use: (tx: Tx) => Promise<boolean>,
    ): Promise<boolean> {
      checkPassword(password, person);
      const passwordHash = await passwords.hash(password);
      return database.write(async (tx) => {
        if (!(await use(tx))) return false;
        const [first] = await memberships.ofPerson(tx, person.id);
        await writePassword(tx, person, passwordHash, { agencyId: first?.organisationId ?? null, actorId });
        return true;
      });
    },

    /** Changes names and preferences of the person itself. */
    async updateProfile(actor: Actor, { mail, ...profile }: NameParts & Preferences): Promise<void> {
      const person = await found(actor.personId);
      const before = { givenName: person.givenName, familyName: person.familyName, rank: person.rank };
      const renamed = before.givenName !== profile.givenName || before.familyName !== profile.familyName;
      await database.write(async (tx) => {
        await people.update(tx, person.id, { ...profile, mailPreference: mail });
        if (!renamed && before.rank === profile.rank) return;
        const { personId: actorId, agencyId } = actor;
        const entry = { agencyId, actorId, action: 'account.renamed', ...subject(person.id) };
        await audit.record(tx, { ...entry, details: { before } });
      });
    },

    /** Look, language and mail: what the person chooses where the host keeps the names. */
    async setPreferences(actor: Actor, { theme, locale, mail }: Preferences): Promise<void> {
      await database.write((tx) => people.update(tx, actor.personId, { theme, locale, mailPreference: mail }));
    },

    /** Chooses the agency or district that the person works for; throws AppError `AGENCY_NOT_FOUND` (404). */
    async workFor(actor: Actor, agencyId: string): Promise<void> {
      const rows = await memberships.ofPerson(null, actor.personId);
      if (!rows.some((row) => row.organisationId === agencyId)) {
        throw new AppError('AGENCY_NOT_FOUND', 404, 'You do not belong there.');
      }
      await database.write((tx) => people.update(tx, actor.personId, { activeRole: agencyId }));
    },

    /** Signs the person out of every browser. */
    async signOutEverywhere(actor: Actor): Promise<void> {
      await database.write((tx) => sessions.endAll(tx, actor.personId, 'everywhere'));
    },

    /** The person of an address in lower case; null where nobody has it. */
    byEmail: (email: string): Promise<PersonRow | null> => people.byEmail(null, email),

    /** The person's own row; throws AppError `PERSON_NOT_FOUND` (404). */
    person: found,
  };

  async function found(personId: string): Promise<PersonRow> {
    const person = await people.byId(null, personId);
    if (person === null) throw new AppError('PERSON_NOT_FOUND', 404, 'There is no such person.');
    return person;
  }
}

/** See `createAccounts`. */
export type Accounts = ReturnType<typeof createAccounts>;

/** The audit's words for a person. */
export const subject = (subjectId: string) => ({ subjectType: 'person', subjectId });

/** Throws AppError `PASSWORD_REFUSED` (422). */
function checkPassword(password: string, owner: PasswordOwner): void {
  const fault = passwordFault(password, owner);
  if (fault !== null) throw new AppError('PASSWORD_REFUSED', 422, fault, { field: 'password' });
}

function changedLetter(to: string): { to: string; subject: string; text: string } {
  const text = [
    'The password of your Schoolbeat account was changed, and every browser was signed out.',
    '',
    'If that was not you, ask an administrator of your agency for help.',
  ].join('\n');
  return { to, subject: 'Your password was changed', text };
}
