import { COMMON_PASSWORDS } from './common-passwords.ts';

/** Fewest characters of a password. */
const PASSWORD_LENGTH = 12;

const MOST_LENGTH = 200;

/** What a password must not repeat. */
export interface PasswordOwner {
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string | null;
}

/** Says in one sentence why a password is refused; null when it is accepted. Length counts characters, not bytes. */
export function passwordFault(password: string, owner: PasswordOwner): string | null {
  const length = Array.from(password).length;
  if (length < PASSWORD_LENGTH) return `Use at least ${PASSWORD_LENGTH} characters. A few unrelated words work well.`;
  if (length > MOST_LENGTH) return `Use at most ${MOST_LENGTH} characters.`;
  const plain = password.normalize('NFKC').toLowerCase();
  if (new Set(plain).size < 5) return 'Use more different characters.';
  if (isCommon(plain)) return 'This password is on lists of common passwords. Choose another.';
  if (ownWords(owner).some((word) => plain.includes(word))) {
    return 'Leave your own name and address out of the password.';
  }
  return null;
}

/** A common password stays common with digits and signs behind it. */
function isCommon(plain: string): boolean {
  const bare = plain.replace(/[^a-z]+$/, '');
  return COMMON_PASSWORDS.has(plain) || COMMON_PASSWORDS.has(bare) || isRepeated(plain);
}

function isRepeated(plain: string): boolean {
  return /^(.{1,16})\1+$/.test(plain);
}

/** Names of under four letters are left out: "Lee" stands inside many good passwords. */
function ownWords({ givenName, familyName, email }: PasswordOwner): string[] {
  const words = [givenName, familyName, email ?? '', (email ?? '').split('@')[0] ?? ''];
  return words.map((word) => word.normalize('NFKC').toLowerCase()).filter((word) => word.length >= 4);
}
