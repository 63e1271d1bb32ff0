import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Secrets } from '../contract.ts';

/** Signs by HMAC-SHA256 with a key of its own for each purpose (HKDF); previous secrets only check. */
export function createSecrets(secrets: readonly string[]): Secrets {
  const [current] = secrets;
  if (current === undefined) throw new Error('At least one secret is needed.');
  const keys = new Map<string, Buffer>();
  const keyFor = (secret: string, purpose: string): Buffer => {
    const name = `${secret}\n${purpose}`;
    const known = keys.get(name);
    if (known !== undefined) return known;
    const key = Buffer.from(hkdfSync('sha256', secret, 'schoolbeat', purpose, 32));
    keys.set(name, key);
    return key;
  };
  const signWith = (secret: string, purpose: string, text: string): Buffer =>
    createHmac('sha256', keyFor(secret, purpose)).update(text).digest();
  return {
    sign: (purpose, text) => signWith(current, purpose, text).toString('base64url'),
    verify(purpose, text, signature) {
      const given = Buffer.from(signature, 'base64url');
      return secrets.some((secret) => {
        const wanted = signWith(secret, purpose, text);
        return wanted.length === given.length && timingSafeEqual(wanted, given);
      });
    },
  };
}
