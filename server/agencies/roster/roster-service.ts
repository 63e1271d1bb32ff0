import { z } from 'zod';
import { isId, requireRole, type Actor } from '../../people/index.ts';
import { AppError, newId, sha256Hex } from '../../platform/index.ts';
import type { DeskParts } from '../desk-parts.ts';
import { planRoster, readLines } from './plan-roster.ts';
import { readRoster } from './read-roster.ts';
import type { RosterImportRow } from './roster-model.ts';
import { workOf, type LeftOut, type RosterPlan } from './roster-plan.ts';
import type { RosterStore } from './roster-store.ts';
import { loadFacts, writeBatch } from './write-batch.ts';

/** Rows of one transaction. */
export const BATCH = 200;
/** ms that a checked list waits for its confirmation. */
const CHECKED_MS = 60 * 60_000;
/** ms that the report of a written list is kept. */
const DONE_MS = 7 * 24 * 60 * 60_000;
const HOUR = 60 * 60_000;

const WRITE = 'agencies.write-roster';
const SWEEP = 'agencies.sweep-rosters';
const jobInput = z.object({ id: z.string() });

/** An import as its page shows it. */
export interface RosterImport {
  readonly row: RosterImportRow;
  readonly plan: RosterPlan;
  readonly leftOut: readonly LeftOut[];
}

/**
 * Lists of people. A list is checked first and nothing is written; what was shown is then written by a stored job, some
 * rows at a time, and a process that stops goes on where it was.
 */
export function createRosters(parts: DeskParts, store: RosterStore) {
  const { platform, agencies } = parts;
  const { database, clock, jobs, audit } = platform;

  const older = (ms: number): Date => new Date(clock.now().getTime() - ms);

  async function find(actor: Actor, id: string): Promise<RosterImport> {
    requireRole(actor, 'supervisor', 'administrator');
    const row = isId(id) ? await store.byId(null, { id, agencyId: actor.agencyId }) : null;
    if (row === null || (row.state === 'checked' && row.updatedAt < older(CHECKED_MS))) throw over();
    return opened(row);
  }

  const planned = (plan: RosterPlan) => {
    const text = JSON.stringify(plan);
    return { plan: text, planSha256: sha256Hex(text), total: workOf(plan).length, updatedAt: clock.now() };
  };

  jobs.on(WRITE, async (payload) => {
    const { id } = jobInput.parse(payload);
    while (await writeNext(id));
  });
  jobs.on(SWEEP, () => database.write((tx) => store.sweep(tx, older(CHECKED_MS), older(DONE_MS)), 'bulk'));
  jobs.every(SWEEP, HOUR);

  /** Writes the next rows; false when there are none. Rows and their number are one transaction. */
  async function writeNext(id: string): Promise<boolean> {
    return database.write(async (tx) => {
      const row = await store.byId(tx, { id });
      if (row === null || row.state !== 'running') return false;
      const agency = await agencies.stores.agencies.byId(tx, row.agencyId);
      const { plan, leftOut } = opened(row);
      const items = workOf(plan).slice(row.done, row.done + BATCH);
      const by = { agencyId: row.agencyId, agencyName: agency?.name ?? '', personId: row.createdBy };
      const more = await writeBatch(parts, tx, by, items);
      const done = row.done + items.length;
      const isLast = done >= row.total;
      const values = { done, leftOut: JSON.stringify([...leftOut, ...more]), updatedAt: clock.now() };
      await store.move(tx, row, { ...values, ...(isLast && { state: 'done' as const }) });
      return !isLast;
    }, 'bulk');
  }

  return {
    find,

    /** Writes the next rows of a list that is being imported; false when there are none. The job calls it. */
    writeNext,

    /** Reads a list and keeps what it would do; nothing else is written. Throws what `readRoster` throws. */
    async check(actor: Actor, source: Buffer | string): Promise<string> {
      requireRole(actor, 'supervisor', 'administrator');
      const { agencyId, personId: createdBy } = actor;
      const sheet = await readRoster(source);
      const schools = await agencies.stores.districts.schoolsServedBy(null, agencyId);
      const { lines, faults } = readLines(sheet, schools);
      const facts = await loadFacts(
        parts,
        null,
        agencyId,
        lines.map(({ email }) => email),
      );
      const found = planRoster(lines, facts);
      const all = [...faults, ...found.faults].sort((a, b) => a.line - b.line);
      const row = planned({ items: found.items, faults: all, unknown: sheet.unknown });
      const id = newId();
      const fresh = { state: 'checked' as const, done: 0, leftOut: '[]', createdAt: row.updatedAt };
      await database.write((tx) => store.insert(tx, { id, agencyId, createdBy, ...row, ...fresh }));
      return id;
    },

    /**
     * Begins to write what was shown; false when something has changed since, so that it has to be looked at again.
     * Throws AppError `ROSTER_OVER` (404), `ROSTER_NOTHING`, `ROSTER_CONFIRMED` (409).
     */
    async confirm(actor: Actor, id: string, shown: string): Promise<boolean> {
      const { row, plan } = await find(actor, id);
      if (row.state !== 'checked') throw confirmed();
      if (row.total === 0) throw new AppError('ROSTER_NOTHING', 409, 'There is nothing to import in this list.');
      return database.write(async (tx) => {
        const facts = await loadFacts(
          parts,
          tx,
          actor.agencyId,
          plan.items.map(({ email }) => email),
        );
        const again = planRoster(plan.items, facts);
        const now = planned({ ...plan, items: again.items, faults: [...plan.faults, ...again.faults] });
        const isSame = now.planSha256 === row.planSha256 && shown === row.planSha256;
        const by = { createdBy: actor.personId };
        if (!(await store.move(tx, row, isSame ? { ...by, state: 'running', updatedAt: now.updatedAt } : now))) {
          throw confirmed();
        }
        if (!isSame) return false;
        await jobs.enqueue(tx, WRITE, { id });
        const { agencyId, personId: actorId } = actor;
        const details = { people: row.total };
        await audit.record(tx, {
          agencyId,
          actorId,
          action: 'roster.imported',
          subjectType: 'roster',
          subjectId: id,
          details,
        });
        return true;
      });
    },

    /** Names of schools that the form tells as an example. */
    schoolsOf: (actor: Actor) => agencies.stores.districts.schoolsServedBy(null, actor.agencyId),
  };
}

/** See `createRosters`. */
export type Rosters = ReturnType<typeof createRosters>;

function opened(row: RosterImportRow): RosterImport {
  const plan: RosterPlan = JSON.parse(row.plan);
  const leftOut: LeftOut[] = JSON.parse(row.leftOut);
  return { row, plan, leftOut };
}

function over(): AppError {
  return new AppError('ROSTER_OVER', 404, 'There is no such list any more.', {
    help: 'A checked list waits for an hour. Check it again.',
  });
}

function confirmed(): AppError {
  return new AppError('ROSTER_CONFIRMED', 409, 'This list is being imported already.');
}
