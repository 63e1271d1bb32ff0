import { sha256Hex } from '../platform/index.ts';

/** What one link of an attempt's chain binds. */
export interface ChainEntry {
  readonly launchId: string;
  readonly seq: number;
  readonly receivedAt: Date;
  /** Hex sha256 of the stored payload. */
  readonly payloadSha256: string;
}

/** The link before the first one: hex sha256 of the attempt's id. */
export function genesisLink(attemptId: string): string {
  return sha256Hex(attemptId);
}

/** Hex sha256 over the previous link, launch, seq, time of receipt (ISO 8601, ms) and the hash of the payload. */
export function nextLink(previous: string, entry: ChainEntry): string {
  const parts = [previous, entry.launchId, entry.seq, entry.receivedAt.toISOString(), entry.payloadSha256];
  return sha256Hex(parts.join('\n'));
}
