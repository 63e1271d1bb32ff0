import type { AuditRow, PartHealth, Platform } from '../platform/index.ts';
import { requireRole, type Actor } from './actor-policy.ts';
import type { PersonStore } from './person-store.ts';
import { nameOf } from './person-view.ts';

/** Events on one page of the audit trail. */
const EVENTS_A_PAGE = 100;

/** An event with names for the people in it; an id stays where nobody has it any more. */
export interface NamedEvent extends AuditRow {
  readonly actorName: string;
  readonly subjectName: string;
}

/** What an administrator sees of the installation: health, counts of jobs, and the own agency's audit trail. */
export function createSystem({ health, audit, jobs }: Platform, people: PersonStore) {
  return {
    async health(actor: Actor): Promise<{ name: string; ok: boolean; reason: string }[]> {
      requireRole(actor, 'administrator');
      const { database, storage } = await health.check();
      return [
        { name: 'Database', ok: database.ok, reason: words(database) },
        { name: 'Content store', ok: storage.ok, reason: words(storage) },
      ];
    },

    async jobs(actor: Actor): ReturnType<typeof jobs.counts> {
      requireRole(actor, 'administrator');
      return jobs.counts();
    },

    /** A page of the agency's events, and the position before which the next page begins, null at the end. */
    async trail(actor: Actor, before: number | null): Promise<{ events: NamedEvent[]; older: number | null }> {
      requireRole(actor, 'administrator');
      const page = { limit: EVENTS_A_PAGE + 1, ...(before === null ? {} : { before }) };
      const rows = await audit.list(actor.agencyId, page);
      const shown = rows.slice(0, EVENTS_A_PAGE);
      const ids = shown.flatMap(({ actorId, subjectType, subjectId }) => [
        ...(actorId === null ? [] : [actorId]),
        ...(subjectType === 'person' ? [subjectId] : []),
      ]);
      const names = new Map((await people.byIds(null, [...new Set(ids)])).map((one) => [one.id, nameOf(one)]));
      const events = shown.map((row) => ({
        ...row,
        actorName: row.actorId === null ? 'Schoolbeat' : (names.get(row.actorId) ?? row.actorId),
        subjectName: names.get(row.subjectId) ?? `${row.subjectType} ${row.subjectId}`,
      }));
      return { events, older: rows.length > EVENTS_A_PAGE ? (shown.at(-1)?.position ?? null) : null };
    },

    /** Recomputes the whole chain, every agency's rows included. */
    async checkTrail(actor: Actor): ReturnType<typeof audit.verify> {
      requireRole(actor, 'administrator');
      return audit.verify();
    },
  };
}

/** See `createSystem`. */
export type System = ReturnType<typeof createSystem>;

function words({ code, reason = '' }: PartHealth): string {
  return code === undefined ? reason : `${reason} (${code})`;
}
