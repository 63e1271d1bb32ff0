import { createPublicKey, createPrivateKey } from 'node:crypto';
import { sha256Hex, type Platform } from '../../platform/index.ts';
import { isErasedCorrection, type CorrectionRow } from '../judging/verdict-model.ts';
import { certificateContent, type CertificateContent } from './certificate-content.ts';
import type { CertificateRow, SigningKeyRow } from './certificate-model.ts';
import type { CredentialCheckStore } from './credential-check-store.ts';
import { KEY_PURPOSE, privateJwk } from './signing-keys.ts';

/** What was found in certificates, corrections and keys; a fault names the row and what of it was changed. */
export interface CredentialFindings {
  readonly ok: boolean;
  readonly certificates: number;
  readonly corrections: number;
  readonly keys: number;
  readonly faults: readonly string[];
}

interface Parts {
  readonly secrets: Platform['secrets'];
  readonly store: CredentialCheckStore;
  /** True while nothing of a correction was changed since it was signed. */
  readonly isGenuine: (row: CorrectionRow) => boolean;
}

/**
 * Checks each certificate against its hash, its own words and its verdict, each correction against its signature, each key
 * against its thumbprint and its sealed half. Words that are gone need an erasure. Rows that were changed so that they fit
 * themselves, and deleted ones, are told by the signed heads (`credentialChains`).
 */
export async function verifyCredentials({ secrets, store, isGenuine }: Parts): Promise<CredentialFindings> {
  const faults: string[] = [];
  const counts = { certificates: 0, corrections: 0, keys: 0 };
  for await (const row of store.certificates.since(null)) {
    counts.certificates += 1;
    const found = await certificateFaults(store, row);
    faults.push(...found.map((fault) => `certificate ${row.id}: ${fault}`));
  }
  for await (const row of store.corrections.since(null)) {
    counts.corrections += 1;
    const isFit = isErasedCorrection(row) ? await store.isErased(row) : isGenuine(row);
    if (!isFit) faults.push(`correction ${row.id}: changed after it was signed`);
  }
  for await (const row of store.keys.since(null)) {
    counts.keys += 1;
    const fault = keyFault(secrets, row);
    if (fault !== null) faults.push(`transcript key ${row.id}: ${fault}`);
  }
  return { ok: faults.length === 0, ...counts, faults };
}

async function certificateFaults(store: CredentialCheckStore, row: CertificateRow): Promise<string[]> {
  const verdict = await store.verdict(row.verdictId);
  const owned = ['agencyId', 'personId', 'courseId', 'versionId', 'attemptId', 'assignmentId'] as const;
  const other = verdict === null ? ['verdict'] : owned.filter((name) => row[name] !== verdict[name]);
  const beside = other.map((name) => `its ${name} is not that of its verdict`);
  if (row.content === '') {
    return (await store.isErased(row)) ? beside : [...beside, 'its content is gone, and nobody erased it'];
  }
  if (sha256Hex(row.content) !== row.contentSha256) return [...beside, 'its content does not fit its hash'];
  const content = readOrNull(row.content);
  if (content === null) return [...beside, 'its content cannot be read'];
  const said = { number: content.number, issuedOn: content.issuedOn, expiresOn: content.expiresOn };
  const names = (['number', 'issuedOn', 'expiresOn'] as const).filter((name) => row[name] !== said[name]);
  return [...beside, ...names.map((name) => `its ${name} is not that of its content`)];
}

function readOrNull(json: string): CertificateContent | null {
  try {
    return certificateContent.parse(JSON.parse(json));
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

function keyFault(secrets: Platform['secrets'], row: SigningKeyRow): string | null {
  if (row.algorithm !== 'Ed25519') return 'its algorithm was changed';
  if (Buffer.from(sha256Hex(row.publicKey), 'hex').toString('base64url') !== row.id) {
    return 'its public part does not fit its thumbprint';
  }
  const opened = secrets.open(KEY_PURPOSE, row.privateKey);
  if (opened === null) return 'its private part was changed, or sealed with a secret that is not here';
  const key = createPrivateKey({ key: privateJwk.parse(JSON.parse(opened)), format: 'jwk' });
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  return row.publicKey.includes(`"x":"${x ?? ''}"`) ? null : 'its private part belongs to another key';
}
