import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { z } from 'zod';
import { sha256Hex, type Platform, type Tx } from '../../platform/index.ts';
import { canonicalJson } from './canonical-json.ts';
import type { SigningKeyRow } from './certificate-model.ts';
import type { SigningKeyStore } from './signing-key-store.ts';

/** Seals the private keys; see `Secrets`. */
export const KEY_PURPOSE = 'transcript-keys';

const publicJwk = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() });
/** A sealed key once it is open (RFC 8037). */
export const privateJwk = publicJwk.extend({ d: z.string() });

/** A key as anyone may have it (RFC 7517, RFC 8037). */
export interface PublishedKey extends z.infer<typeof publicJwk> {
  /** Thumbprint (RFC 7638). */
  readonly kid: string;
  readonly alg: 'EdDSA';
  readonly use: 'sig';
}

interface Signer {
  readonly kid: string;
  /** Detached compact JWS (RFC 7515, appendix F): header, nothing, signature. */
  sign(payload: string): string;
}

/** The keys that sign transcripts (Ed25519): made when first needed, retired by rotation, published for ever. */
export function createSigningKeys(platform: Platform, store: SigningKeyStore) {
  const { database, clock, secrets, audit } = platform;

  async function add(tx: Tx): Promise<SigningKeyRow> {
    const pair = generateKeyPairSync('ed25519');
    const { kty, crv, x, d } = privateJwk.parse(pair.privateKey.export({ format: 'jwk' }));
    const publicKey = canonicalJson({ kty, crv, x });
    const row: SigningKeyRow = {
      // The canonical form of the required members is what RFC 7638 hashes.
      id: Buffer.from(sha256Hex(publicKey), 'hex').toString('base64url'),
      algorithm: 'Ed25519',
      publicKey,
      privateKey: secrets.seal(KEY_PURPOSE, JSON.stringify({ kty, crv, x, d })),
      createdAt: clock.now(),
      retiredAt: null,
    };
    await store.insert(tx, row);
    await audit.record(tx, {
      agencyId: null,
      actorId: null,
      action: 'transcript-key.made',
      subjectType: 'signing-key',
      subjectId: row.id.slice(0, 26),
      details: { kid: row.id },
    });
    return row;
  }

  async function rotateIn(tx: Tx): Promise<SigningKeyRow> {
    await store.retireAll(tx, clock.now());
    return add(tx);
  }

  /** null where the server's secrets are no longer those that sealed it. */
  function signerOf(row: SigningKeyRow): Signer | null {
    const sealed = secrets.open(KEY_PURPOSE, row.privateKey);
    if (sealed === null) return null;
    const jwk = privateJwk.parse(JSON.parse(sealed));
    const key = createPrivateKey({ key: jwk, format: 'jwk' });
    return {
      kid: row.id,
      sign(payload) {
        const header = base64url(canonicalJson({ alg: 'EdDSA', kid: row.id }));
        const signature = sign(null, Buffer.from(`${header}.${base64url(payload)}`), key);
        return `${header}..${signature.toString('base64url')}`;
      },
    };
  }

  async function activeSigner(tx: Tx | null): Promise<Signer | null> {
    for (const row of await store.all(tx)) {
      const signer = row.retiredAt === null ? signerOf(row) : null;
      if (signer !== null) return signer;
    }
    return null;
  }

  return {
    /** The key that signs now; makes one where there is none that these secrets open. */
    async signer(): Promise<Signer> {
      const known = await activeSigner(null);
      if (known !== null) return known;
      return database.write(async (tx) => {
        const signer = (await activeSigner(tx)) ?? signerOf(await rotateIn(tx));
        if (signer === null) throw new Error('A key that was just sealed does not open.');
        return signer;
      });
    },

    /** Retires the key that signs and makes another; what the old one signed still verifies. Resolves with the new key's id. */
    async rotate(): Promise<string> {
      return (await database.write(rotateIn)).id;
    },

    /** All public keys, retired ones too (JWKS, RFC 7517). */
    async published(): Promise<{ keys: PublishedKey[] }> {
      const rows = await store.all(null);
      return {
        keys: rows.map((row) => ({
          ...publicJwk.parse(JSON.parse(row.publicKey)),
          kid: row.id,
          alg: 'EdDSA',
          use: 'sig',
        })),
      };
    },
  };
}

/** See `createSigningKeys`. */
export type SigningKeys = ReturnType<typeof createSigningKeys>;

function base64url(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url');
}
