import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Secrets } from '../contract.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';

/**
 * Signs by HMAC-SHA256 and seals by AES-256-GCM, with a key of its own for each purpose (HKDF); previous secrets only check
 * and open.
 */
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
  /** A key that signs never seals. */
  const sealKey = (secret: string, purpose: string): Buffer => keyFor(secret, `seal:${purpose}`);
  return {
    sign: (purpose, text) => signWith(current, purpose, text).toString('base64url'),
    verify(purpose, text, signature) {
      const given = Buffer.from(signature, 'base64url');
      return secrets.some((secret) => {
        const wanted = signWith(secret, purpose, text);
        return wanted.length === given.length && timingSafeEqual(wanted, given);
      });
    },
    seal(purpose, text) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, sealKey(current, purpose), iv);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
    },
    open(purpose, sealed) {
      const bytes = Buffer.from(sealed, 'base64url');
      for (const secret of secrets) {
        const text = openWith(sealKey(secret, purpose), bytes);
        if (text !== null) return text;
      }
      return null;
    },
  };
}

/** null where the key is another one or a byte was changed. */
function openWith(key: Buffer, bytes: Buffer): string | null {
  if (bytes.length < IV_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES));
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}
