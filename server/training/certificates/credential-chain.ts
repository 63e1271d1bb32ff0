import { sha256Hex, type Chain, type ChainHead } from '../../platform/index.ts';
import type { CorrectionRow } from '../judging/verdict-model.ts';
import { canonicalJson } from './canonical-json.ts';
import type { CertificateRow, SigningKeyRow } from './certificate-model.ts';
import { PAGE, type CredentialCheckStore } from './credential-check-store.ts';

/** Hash of all that never changes of a certificate; its words are in it by their hash, so that an erasure leaves it as it is. */
export function certificateHead({ content: _words, ...row }: CertificateRow): string {
  return headOf(row);
}

/** Hash of what never changes of a correction: its words are in it by their signature. */
export function correctionHead(row: CorrectionRow): string {
  const { id, agencyId, personId, courseId, assignmentId, kind, happenedOn, score, engagedMs } = row;
  const { signedBy, signerName, signature, createdAt } = row;
  const facts = { id, agencyId, personId, courseId, assignmentId, kind, happenedOn, score, engagedMs };
  return headOf({ ...facts, signedBy, signerName, signature, createdAt });
}

/** Hash of what never changes of a key that signs transcripts. */
export function keyHead({ id, algorithm, publicKey, privateKey, createdAt }: SigningKeyRow): string {
  return headOf({ id, algorithm, publicKey, privateKey, createdAt });
}

/** Rows that are never changed, for the daily signing: one changed or deleted later contradicts a statement that left the database. */
export function credentialChains(store: CredentialCheckStore): Chain[] {
  const { certificates, corrections, keys } = store;
  return [
    chain('certificate', certificateHead, certificates.since, certificates.byIds),
    chain('correction', correctionHead, corrections.since, corrections.byIds),
    chain('transcript key', keyHead, keys.since, keys.byIds),
  ];
}

/** Each row is a chain of one link. */
function chain<Row extends { readonly id: string }>(
  name: string,
  head: (row: Row) => string,
  since: (at: Date | null) => AsyncIterable<Row>,
  byIds: (ids: readonly string[]) => Promise<Row[]>,
): Chain {
  return {
    name,
    async heads(at) {
      const heads: ChainHead[] = [];
      for await (const row of since(at)) heads.push({ id: row.id, head: head(row), count: 1 });
      return heads;
    },
    async broken(heads) {
      const broken: string[] = [];
      for (let at = 0; at < heads.length; at += PAGE) {
        const some = heads.slice(at, at + PAGE);
        const rows = await byIds(some.map(({ id }) => id));
        const now = new Map(rows.map((row) => [row.id, head(row)]));
        broken.push(...some.filter((one) => now.get(one.id) !== one.head).map(({ id }) => id));
      }
      return broken;
    },
  };
}

function headOf(row: object): string {
  const plain: unknown = JSON.parse(JSON.stringify(row));
  return sha256Hex(canonicalJson(plain));
}
