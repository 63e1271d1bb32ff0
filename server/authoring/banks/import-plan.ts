import type { Actor } from '../../people/index.ts';
import { AppError, sha256Hex } from '../../platform/index.ts';
import type { BankItem } from '../../standards/module/index.ts';
import { readItems, type ItemsRead } from './exchange/read-items.ts';
import type { LooseBank } from './loose-bank.ts';

/** What an import would do, or did. */
export interface ImportPlan {
  readonly read: ItemsRead;
  readonly sha256: string;
  readonly added: readonly BankItem[];
  readonly replaced: readonly BankItem[];
  /** Ids that are there already and stay as they are. */
  readonly kept: readonly string[];
}

/** What an import is told beside its file. */
export interface ImportWish {
  readonly objective: string;
  readonly same: 'keep' | 'replace';
}

/** Reads a file and says what it would do to a bank. Throws AppError `BANK_OBJECTIVES` (422). */
export async function planImport(bank: LooseBank, bytes: Buffer, { objective, same }: ImportWish): Promise<ImportPlan> {
  const objectives = bank.objectives.map(({ id }) => id);
  const wanted = objectives.includes(objective) ? objective : (objectives[0] ?? '');
  if (wanted === '') {
    const message = 'Add an objective to the bank first: every item serves one.';
    throw new AppError('BANK_OBJECTIVES', 422, message, { field: 'file' });
  }
  const read = await readItems(bytes, { objectives, objective: wanted });
  const there = new Set(bank.items.map(({ id }) => id));
  const items = read.items.map(({ item }) => item);
  const known = items.filter(({ id }) => there.has(id));
  return {
    read,
    sha256: sha256Hex(bytes),
    added: items.filter(({ id }) => !there.has(id)),
    replaced: same === 'replace' ? known : [],
    kept: same === 'keep' ? known.map(({ id }) => id) : [],
  };
}

/** Where the one file lies that a person has looked at: the next one takes its place. */
export function waitingKey({ agencyId, personId }: Actor): string {
  return `drafts/${agencyId}/waiting-${personId}`.toLowerCase();
}
