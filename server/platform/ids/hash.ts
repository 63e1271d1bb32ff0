import { hash, randomBytes } from 'node:crypto';

/** SHA-256 as 64 lower-case hex digits; text is taken as UTF-8. */
export function sha256Hex(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex');
}

/** Unguessable token of 32 random bytes, base64url (43 characters); only its hash is stored. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url');
}
