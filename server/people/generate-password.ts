import { randomBytes } from 'node:crypto';

/** The digits, and the letters that nobody takes for one of them. */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';

/** A password to hand over: 80 random bits in four groups, like `k3mq-h7wd-2xtn-9rbc`. */
export function generatePassword(): string {
  const letters = Array.from(randomBytes(16), (byte) => LETTERS.charAt(byte & 31)).join('');
  return letters.replace(/(.{4})(?!$)/g, '$1-');
}
