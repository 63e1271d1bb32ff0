import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  SignJWT,
  type JWK,
  type JWTPayload,
} from 'jose';
import { z } from 'zod';
import type { Platform, Tx } from '../../platform/index.ts';
import type { ToolKeyRow } from './lti-model.ts';
import type { ToolKeyStore } from './tool-key-store.ts';

/** Seals the private keys; see `Secrets`. */
const PURPOSE = 'lti-keys';
const DAY_MS = 24 * 3_600_000;
/** A key signs for this long, ms. */
const SIGNS_MS = 90 * DAY_MS;
/** LMSs keep our key set for a day or so, and what a key signed holds for an hour at most. */
const PUBLISHED_MS = 7 * DAY_MS;
const ROTATE = 'lti.rotate-keys';

const publicKey = z.object({ kty: z.literal('RSA'), n: z.string(), e: z.string() });
const privateKey = publicKey.extend({
  d: z.string(),
  p: z.string(),
  q: z.string(),
  dp: z.string(),
  dq: z.string(),
  qi: z.string(),
});

/** Our keys (RS256, SEC 6.2): made when first needed, changed every 90 days, published a week longer. */
export function createToolKeys(platform: Platform, store: ToolKeyStore) {
  const { database, clock, secrets, jobs } = platform;
  const ago = (ms: number): Date => new Date(clock.now().getTime() - ms);

  function openKey(row: ToolKeyRow): JWK | null {
    const text = secrets.open(PURPOSE, row.privateKey);
    return text === null ? null : privateKey.parse(JSON.parse(text));
  }

  async function newest(tx: Tx | null): Promise<{ kid: string; jwk: JWK; createdAt: Date } | null> {
    for (const row of await store.published(tx, clock.now())) {
      const jwk = row.retiredAt === null ? openKey(row) : null;
      if (jwk !== null) return { kid: row.id, jwk, createdAt: row.createdAt };
    }
    return null;
  }

  async function makeRow(): Promise<ToolKeyRow> {
    const pair = await generateKeyPair('RS256', { extractable: true });
    const jwk = privateKey.parse(await exportJWK(pair.privateKey));
    const open = publicKey.parse(jwk);
    return {
      id: await calculateJwkThumbprint(open),
      publicKey: JSON.stringify(open),
      privateKey: secrets.seal(PURPOSE, JSON.stringify(jwk)),
      createdAt: clock.now(),
      retiredAt: null,
    };
  }

  /** Retires what signs and makes another key; `unless` is asked again inside, since two processes may come at once. */
  async function replace(unless: (tx: Tx) => Promise<boolean>): Promise<void> {
    // Made beforehand: a transaction awaits nothing but SQL.
    const row = await makeRow();
    await database.write(async (tx) => {
      if (await unless(tx)) return;
      await store.retireAll(tx, clock.now());
      await store.insert(tx, row);
    });
  }

  async function signingKey(): Promise<{ kid: string; jwk: JWK }> {
    const known = await newest(null);
    if (known !== null) return known;
    await replace(async (tx) => (await newest(tx)) !== null);
    const made = await newest(null);
    if (made === null) throw new Error('A key that was just made is not there.');
    return made;
  }

  jobs.on(ROTATE, async () => {
    const current = await newest(null);
    const isFresh = (key: typeof current): boolean => key !== null && key.createdAt > ago(SIGNS_MS);
    if (current !== null && !isFresh(current)) await replace(async (tx) => isFresh(await newest(tx)));
    await database.write((tx) => store.removeRetired(tx, ago(PUBLISHED_MS)));
  });
  jobs.every(ROTATE, DAY_MS);

  return {
    /** Signs claims that hold for `seconds`. */
    async sign(claims: JWTPayload, seconds: number): Promise<string> {
      const { kid, jwk } = await signingKey();
      const now = Math.floor(clock.now().getTime() / 1000);
      return new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' })
        .setIssuedAt(now)
        .setExpirationTime(now + seconds)
        .sign(await importJWK(jwk, 'RS256'));
    },

    /** Retires the key that signs and makes another; what the old one signed still verifies. */
    rotate: (): Promise<void> => replace(() => Promise.resolve(false)),

    /** Public keys (RFC 7517). */
    async published(): Promise<{ keys: JWK[] }> {
      await signingKey();
      const rows = await store.published(null, ago(PUBLISHED_MS));
      return {
        keys: rows.map((row) => ({
          ...publicKey.parse(JSON.parse(row.publicKey)),
          kid: row.id,
          alg: 'RS256',
          use: 'sig',
        })),
      };
    },
  };
}

/** See `createToolKeys`. */
export type ToolKeys = ReturnType<typeof createToolKeys>;
