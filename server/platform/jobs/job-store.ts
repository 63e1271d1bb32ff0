import { col, fn, Op, where, type ModelStatic, type WhereOptions } from 'sequelize';
import type { Clock, Database, Tx } from '../contract.ts';
import type { RowModel } from '../database/define-model.ts';
import type { PlainTable } from '../database/plain-table.ts';
import { newId } from '../ids/new-id.ts';
import { defineJobs, type JobRow } from './job-model.ts';

/** A crashed process gives its job back after this time, ms. */
export const LOCK_MS = 5 * 60_000;
const KEEP_DONE_MS = 7 * 24 * 3_600_000;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 3_600_000;

/** How many jobs stand where, for the page of an administrator. */
export type JobCounts = Readonly<Record<JobRow['state'], number>>;

/** All SQL of the jobs. */
export class JobStore {
  readonly #jobs: ModelStatic<RowModel<JobRow>>;
  readonly #rows: PlainTable<JobRow>;
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#jobs = defineJobs(database);
    this.#rows = database.plain(this.#jobs);
    this.#database = database;
    this.#clock = clock;
  }

  /** A second job of a key that still waits is not stored. */
  async insert(
    tx: Tx,
    jobs: readonly Pick<JobRow, 'type' | 'payload' | 'key' | 'runAt' | 'mostTries'>[],
  ): Promise<void> {
    const now = this.#clock.now();
    const blank = { state: 'waiting' as const, tries: 0, lockedUntil: null, lastError: null, doneAt: null };
    await this.#rows.appendNew(
      tx,
      jobs.map((job) => ({ ...job, ...blank, id: newId(), createdAt: now })),
    );
  }

  /** Looks without writing, so that an idle worker costs no commit. */
  async isDue(types: readonly string[]): Promise<boolean> {
    const due = this.#due(types);
    return (await this.#jobs.findOne({ where: due, attributes: ['id'], raw: true, transaction: null })) !== null;
  }

  /** Takes the job that has waited longest; its key is free again, so that news during its run is not lost. */
  async claim(types: readonly string[]): Promise<JobRow | null> {
    return this.#database.write(async (transaction) => {
      const job = await this.#jobs.findOne({
        where: this.#due(types),
        order: ['runAt', 'id'],
        lock: transaction.LOCK.UPDATE,
        skipLocked: true,
        transaction,
      });
      if (job === null) return null;
      const key = job.key?.startsWith('every:') ? job.key : null;
      await job.update(
        { state: 'running', tries: job.tries + 1, key, lockedUntil: this.#in(LOCK_MS) },
        { transaction },
      );
      return job.get({ plain: true });
    });
  }

  async extendLock(id: string): Promise<void> {
    await this.#update(id, { lockedUntil: this.#in(LOCK_MS) });
  }

  /** The payload goes: mails carry links that are secrets. */
  async finish(id: string): Promise<void> {
    await this.#update(id, { state: 'done', payload: '{}', lockedUntil: null, doneAt: this.#clock.now() });
  }

  /** Waits twice as long after each try; failed for good after the last. */
  async fail(job: JobRow, reason: string): Promise<void> {
    const isLast = job.tries >= job.mostTries;
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (job.tries - 1));
    const common = { lastError: reason.slice(0, 2_000), lockedUntil: null };
    await this.#update(
      job.id,
      isLast
        ? { ...common, state: 'failed', doneAt: this.#clock.now() }
        : { ...common, state: 'waiting', runAt: this.#in(wait) },
    );
  }

  /** See `Jobs.forget`. */
  async forget(tx: Tx, word: string): Promise<void> {
    const [said, value] = [word.toLowerCase(), JSON.stringify(word).toLowerCase()];
    // Finds too many where the word has a wildcard, or a letter that SQLite cannot make small; what is meant is picked below.
    const like = { [Op.like]: `%${said.replaceAll(/[^\x20-\x7e]|["\\]/g, '%')}%` };
    const named = await this.#jobs.findAll({
      attributes: ['id', 'payload', 'state', 'lastError'],
      where: { [Op.or]: ['payload', 'last_error'].map((name) => where(fn('lower', col(name)), like)) },
      transaction: tx,
    });
    const rows = named.map((job) => job.get({ plain: true }));
    const idsOf = (isMeant: (job: JobRow) => boolean): string[] => rows.filter(isMeant).map(({ id }) => id);
    const waiting = idsOf(({ state, payload }) => state !== 'running' && payload.toLowerCase().includes(value));
    const told = idsOf(({ lastError }) => lastError?.toLowerCase().includes(said) === true);
    await this.#jobs.destroy({ where: { id: waiting }, transaction: tx });
    await this.#jobs.update({ lastError: 'Erased on request.' }, { where: { id: told }, transaction: tx });
  }

  async removeOld(): Promise<void> {
    const old = { state: 'done', doneAt: { [Op.lt]: this.#in(-KEEP_DONE_MS) } };
    await this.#database.write(async (transaction) => {
      await this.#jobs.destroy({ where: old, transaction });
    }, 'bulk');
  }

  async counts(): Promise<JobCounts> {
    const rows = await this.#jobs.count({ group: ['state'] });
    const byState = Object.fromEntries(rows.map((row) => [String(row['state']), row.count]));
    return { waiting: 0, running: 0, done: 0, failed: 0, ...byState };
  }

  #due(types: readonly string[]): WhereOptions<JobRow> {
    const now = this.#clock.now();
    return {
      type: [...types],
      [Op.or]: [
        { state: 'waiting', runAt: { [Op.lte]: now } },
        { state: 'running', lockedUntil: { [Op.lt]: now } },
      ],
    };
  }

  #in(ms: number): Date {
    return new Date(this.#clock.now().getTime() + ms);
  }

  async #update(id: string, values: Partial<JobRow>): Promise<void> {
    await this.#database.write(async (transaction) => {
      await this.#jobs.update(values, { where: { id }, transaction });
    });
  }
}
