import { sha256Hex } from '../platform/index.ts';
import type { CommitRow } from './commit-model.ts';

/** What one link of an attempt's chain binds: every column of the row but the packed payload, whose hashes stand for it. */
export type ChainEntry = Omit<CommitRow, 'link' | 'payload'>;

/** Format in which new links are made. */
export const LINK_FORMAT = 2;

/** The link before the first one: hex sha256 of the attempt's id. */
export function genesisLink(attemptId: string): string {
  return sha256Hex(attemptId);
}

/**
 * Hex sha256 over the previous link and the entry. An erased payload keeps its hashes, so the link can be computed without it.
 * Format 1, of an older release, binds launch, seq, time of receipt (ISO 8601, ms) and the hash of the payload's text alone.
 */
export function nextLink(previous: string, entry: ChainEntry): string {
  const { launchId, seq, payloadSha256 } = entry;
  const receivedAt = entry.receivedAt.toISOString();
  if (entry.linkFormat === 1) return sha256Hex([previous, launchId, seq, receivedAt, payloadSha256].join('\n'));
  const { id, agencyId, attemptId, position, turn, scoId, trigger, final, outcome, clientTime, bytes } = entry;
  const place = [previous, entry.linkFormat, id, agencyId, attemptId, launchId, seq, position, turn];
  const said = [scoId, trigger, final, outcome, receivedAt, clientTime, bytes, payloadSha256, entry.packedSha256];
  return sha256Hex(JSON.stringify([...place, ...said]));
}
