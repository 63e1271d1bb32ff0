import { DataTypes } from 'sequelize';
import { Readable } from 'node:stream';
import { z } from 'zod';
import type { Chain, ChainHead, Chains, Clock, Config, Database, Jobs, Mail, Secrets, Storage } from '../contract.ts';
import { defineModel } from '../database/define-model.ts';
import { sha256Hex } from '../ids/hash.ts';
import { newId } from '../ids/new-id.ts';

interface StatementRow {
  id: string;
  at: Date;
  statement: string;
  signature: string;
}

/** `at` is UTC, `previous` the hex sha256 of the statement before, null for the first. */
const statementInput = z.object({
  at: z.string(),
  previous: z.string().nullable(),
  chains: z.record(z.string(), z.array(z.object({ id: z.string(), head: z.string(), count: z.number() }))),
});

/** What signing needs of the platform. */
export interface ChainParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly secrets: Secrets;
  readonly storage: Storage;
  readonly mail: Mail;
  readonly jobs: Jobs;
  readonly config: Pick<Config, 'recordsMail'>;
}

const PURPOSE = 'chain-heads';
const JOB_TYPE = 'chains.sign';
const DAY_MS = 24 * 3_600_000;

/** Signs daily where every chain stands: whoever rewrites a chain later contradicts a statement that left the database. */
export function createChains(parts: ChainParts): Chains {
  const { database, clock, secrets, storage, mail, jobs, config } = parts;
  const chains = new Map<string, Chain>();
  const statements = defineModel<StatementRow>(database, 'chain_heads', {
    id: { type: DataTypes.STRING(26), primaryKey: true },
    at: DataTypes.DATE(3),
    statement: DataTypes.TEXT,
    signature: DataTypes.TEXT,
  });

  const sign = async (): Promise<void> => {
    const last = await statements.findOne({ order: [['id', 'DESC']], transaction: null, raw: true });
    // A minute of overlap: a row may carry a time from before the last statement and be committed after it.
    const since = last === null ? null : new Date(new Date(last.at).getTime() - 60_000);
    const at = clock.now();
    const heads: Record<string, ChainHead[]> = {};
    for (const chain of chains.values()) heads[chain.name] = [...(await chain.heads(since))];
    const previous = last === null ? null : sha256Hex(last.statement);
    const statement = JSON.stringify({ at: at.toISOString(), previous, chains: heads });
    const row = { id: newId(), at, statement, signature: secrets.sign(PURPOSE, statement) };
    await storage.put(`chain-heads/${row.id}.json`, Readable.from([JSON.stringify(row)]));
    await database.write(async (transaction) => {
      await statements.create(row, { transaction });
      if (config.recordsMail) await mail.send(transaction, messageFor(config.recordsMail, row));
    });
  };

  const verify: Chains['verify'] = async () => {
    const faults: string[] = [];
    let count = 0;
    let previous: string | null = null;
    const rows = database.stream(async (transaction, after) => {
      const found = await statements.findAll({
        order: ['id'],
        offset: Number(after ?? 0),
        limit: 50,
        transaction,
        raw: true,
      });
      return { rows: found, next: found.length < 50 ? null : String(Number(after ?? 0) + 50) };
    });
    for await (const row of rows) {
      count += 1;
      const statement = statementInput.parse(JSON.parse(row.statement));
      if (!secrets.verify(PURPOSE, row.statement, row.signature)) faults.push(`statement ${row.id}: signature`);
      if (statement.previous !== previous) faults.push(`statement ${row.id}: one before it is missing`);
      previous = sha256Hex(row.statement);
      for (const [name, heads] of Object.entries(statement.chains)) {
        const broken = (await chains.get(name)?.broken(heads)) ?? [];
        faults.push(...broken.map((id) => `${name} ${id}: differs from the statement of ${statement.at}`));
      }
    }
    faults.push(...(await missingStatements()));
    return { ok: faults.length === 0, statements: count, faults };
  };

  /** The store keeps a copy of each statement: a deleted row is named by it. */
  const missingStatements = async (): Promise<string[]> => {
    const faults: string[] = [];
    for await (const key of storage.list('chain-heads/')) {
      const id = key.slice('chain-heads/'.length, -'.json'.length);
      if ((await statements.findByPk(id, { transaction: null })) === null) faults.push(`statement ${id}: deleted`);
    }
    return faults;
  };

  jobs.on(JOB_TYPE, sign);
  jobs.every(JOB_TYPE, DAY_MS);
  return {
    register: (chain) => {
      chains.set(chain.name, chain);
    },
    sign,
    verify,
  };
}

function messageFor(to: string, row: StatementRow): { to: string; subject: string; text: string } {
  const text = `Keep this message: it shows later that no record was changed.\n\n${row.statement}\n\n${row.signature}\n`;
  return { to, subject: `Training records as of ${row.at.toISOString()}`, text };
}
