import type { Chain, ChainHead, Database } from '../platform/index.ts';
import { sha256Hex } from '../platform/index.ts';
import type { ChainedAttempt } from './chain-store.ts';
import { CHAIN_PAGE, chainedAttemptsAfter, chainEntriesAfter, chainHeadsSince, linksAt } from './chain-store.ts';
import { genesisLink, nextLink } from './chain.ts';
import type { CommitRow } from './commit-model.ts';
import { unpackText } from './commit-payload.ts';
import type { Tables } from './record-tables.ts';

/** What was found in the chains of all attempts; a fault names the attempt and the entry. */
export interface ChainFindings {
  readonly ok: boolean;
  readonly attempts: number;
  readonly entries: number;
  readonly faults: readonly string[];
}

/**
 * Computes every chain again: changed rows and payloads, missing entries and deleted tails. A chain that was rewritten as a
 * whole fits itself: only the signed heads tell (`attemptChain`).
 */
export async function verifyChains(database: Database, tables: Tables): Promise<ChainFindings> {
  const faults: string[] = [];
  let attempts = 0;
  let entries = 0;
  const all = database.stream<ChainedAttempt>(async (tx, after) => {
    const rows = await chainedAttemptsAfter(tables, tx, after);
    return { rows, next: rows.length < CHAIN_PAGE ? null : (rows.at(-1)?.id ?? null) };
  });
  for await (const { id } of all) {
    const found = await verifyAttempt(database, tables, id);
    attempts += 1;
    entries += found.entries;
    if (found.fault !== null) faults.push(`attempt ${id}: ${found.fault}`);
  }
  return { ok: faults.length === 0, attempts, entries, faults };
}

/** One attempt in one snapshot, so that commits of this very moment are no fault. */
async function verifyAttempt(
  database: Database,
  tables: Tables,
  attemptId: string,
): Promise<{ entries: number; fault: string | null }> {
  return database.read(async (tx) => {
    const attempt = await tables.attempts.findByPk(attemptId, {
      attributes: ['chainHead', 'commitCount'],
      transaction: tx,
    });
    let link = genesisLink(attemptId);
    let position = 0;
    for (;;) {
      const page = await chainEntriesAfter(tables, tx, attemptId, position);
      for (const entry of page) {
        const fault = faultOf(entry, position + 1, link);
        if (fault !== null) return { entries: position, fault };
        ({ link, position } = entry);
      }
      if (page.length < CHAIN_PAGE) break;
    }
    const isWhole = attempt?.commitCount === position && attempt.chainHead === link;
    return { entries: position, fault: isWhole ? null : `entries after ${position} are missing` };
  });
}

function faultOf(entry: CommitRow, position: number, previous: string): string | null {
  if (entry.position !== position) return `entry ${position} is missing`;
  if (entry.link !== nextLink(previous, entry)) return `entry ${position} was changed`;
  if (entry.payload !== null && !isPayloadWhole(entry, entry.payload)) {
    return `the content of entry ${position} was changed`;
  }
  return null;
}

/** The bytes as they were packed (format 2 binds them too), and the text inside. */
function isPayloadWhole(entry: CommitRow, payload: Buffer): boolean {
  const isPackedWhole = entry.linkFormat === 1 || sha256Hex(payload) === entry.packedSha256;
  return isPackedWhole && hashOf(payload) === entry.payloadSha256;
}

/** Hash of a stored payload; null when it cannot even be unpacked. */
function hashOf(payload: Buffer): string | null {
  try {
    return sha256Hex(unpackText(payload));
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

/** The chains of all attempts for the daily signing. */
export function attemptChain(database: Database, tables: Tables): Chain {
  return {
    name: 'attempts',
    heads: (since) => database.read((tx) => chainHeadsSince(tables, tx, since)),
    broken: async (heads) => {
      const broken: string[] = [];
      for (let at = 0; at < heads.length; at += CHAIN_PAGE) {
        const some: readonly ChainHead[] = heads.slice(at, at + CHAIN_PAGE);
        const links = await database.read((tx) => linksAt(tables, tx, some));
        broken.push(...some.filter(({ id, head, count }) => links.get(`${id} ${count}`) !== head).map(({ id }) => id));
      }
      return broken;
    },
  };
}
