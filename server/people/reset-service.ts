import { AppError, randomToken, sha256Hex, type Platform, type Tx } from '../platform/index.ts';
import type { Accounts } from './account-service.ts';
import type { PersonRow } from './person-model.ts';
import type { PersonStore } from './person-store.ts';
import type { ResetStore } from './reset-store.ts';
import type { Throttle } from './throttle-service.ts';

/** ms that a link asked for on the reset page works. */
export const RESET_MS = 60 * 60_000;
/** ms that a first link works, made when an account is made: people come back from a shift. */
export const INVITE_MS = 7 * 24 * 60 * 60_000;

const MAIL_RESET = 'people.mail-reset';

interface Parts {
  readonly platform: Platform;
  readonly people: PersonStore;
  readonly resets: ResetStore;
  readonly accounts: Accounts;
  readonly throttle: Throttle;
}

/** Links that set a password: asked for by mail, or made by an administrator. */
export function createResets({ platform, people, resets, accounts, throttle }: Parts) {
  const { database, clock, config, jobs, mail } = platform;

  /** A link for each person, in one statement. */
  async function makeLinks(tx: Tx, personIds: readonly string[], lifeMs: number): Promise<string[]> {
    const now = clock.now();
    const expiresAt = new Date(now.getTime() + lifeMs);
    const made = personIds.map((personId) => ({ personId, token: randomToken() }));
    await resets.insert(
      tx,
      made.map(({ personId, token }) => ({
        tokenHash: sha256Hex(token),
        personId,
        createdAt: now,
        expiresAt,
        usedAt: null,
      })),
    );
    return made.map(({ token }) => `${config.publicUrl}/reset/${token}`);
  }

  async function makeLink(tx: Tx, personId: string, lifeMs: number): Promise<string> {
    const [link = ''] = await makeLinks(tx, [personId], lifeMs);
    return link;
  }

  /** Mails each person a link, in a fixed number of statements. */
  async function mailLinks(tx: Tx, to: readonly Pick<PersonRow, 'id' | 'email'>[], lifeMs: number): Promise<void> {
    const reached = to.flatMap(({ id, email }) => (email === null ? [] : [{ id, email }]));
    const ids = reached.map(({ id }) => id);
    const links = ids.length === 0 ? [] : await makeLinks(tx, ids, lifeMs);
    await mail.sendAll(
      tx,
      reached.map(({ email }, at) => letter(email, links[at] ?? '', lifeMs)),
    );
  }

  const mailLink = (tx: Tx, person: PersonRow, lifeMs: number): Promise<void> => mailLinks(tx, [person], lifeMs);

  jobs.on(MAIL_RESET, async ({ email }) => {
    const person = typeof email === 'string' ? await people.byEmail(null, email) : null;
    if (person === null || person.disabledAt !== null) return;
    await database.write((tx) => mailLink(tx, person, RESET_MS));
  });

  return {
    makeLink,
    mailLink,
    mailLinks,

    /** Same answer and same work whether the address has an account: a stored job finds out later. */
    async request(email: string, ip: string): Promise<void> {
      await throttle.resetRequest(ip);
      if (!(await throttle.mayMailReset(email))) return;
      await database.write((tx) => jobs.enqueue(tx, MAIL_RESET, { email }));
    },

    /** The person of a link; throws AppError `RESET_LINK_OVER` (410). */
    async personOf(token: string): Promise<PersonRow> {
      const personId = await resets.personOf(null, sha256Hex(token), clock.now());
      const person = personId === null ? null : await people.byId(null, personId);
      if (person === null || person.disabledAt !== null) throw linkOver();
      return person;
    },

    /** Sets the password and uses the link up; throws AppError `RESET_LINK_OVER` (410), `PASSWORD_REFUSED` (422). */
    async finish(token: string, password: string): Promise<PersonRow> {
      const person = await this.personOf(token);
      const use = (tx: Tx): Promise<boolean> => resets.use(tx, sha256Hex(token), clock.now());
      if (!(await accounts.setPassword(person, password, person.id, use))) throw linkOver();
      return person;
    },

    /** Deletes links that no longer work. */
    async sweep(): Promise<void> {
      await database.write((tx) => resets.sweep(tx, clock.now()), 'bulk');
    },
  };
}

/** See `createResets`. */
export type Resets = ReturnType<typeof createResets>;

function linkOver(): AppError {
  return new AppError('RESET_LINK_OVER', 410, 'This link has been used or is too old.', {
    help: 'Ask for a new one on the sign-in page.',
  });
}

function letter(to: string, link: string, lifeMs: number): { to: string; subject: string; text: string } {
  const life = lifeMs === RESET_MS ? 'one hour' : '7 days';
  const text = [
    'Set the password of your Schoolbeat account here:',
    '',
    link,
    '',
    `The link works once, for ${life}. If you did not ask for it, leave it: nothing changes.`,
  ].join('\n');
  return { to, subject: 'Set your password', text };
}
