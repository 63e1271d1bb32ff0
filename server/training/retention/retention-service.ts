import type { Attempts } from '../../attempts/index.ts';
import { requireRole, type Actor, type People } from '../../people/index.ts';
import { addMonths, AppError, dayIn, newId, startOfDay, type Platform, type Tx } from '../../platform/index.ts';
import type { LegalHoldRow } from './retention-model.ts';
import type { RetentionStore } from './retention-store.ts';

/** What the service needs. */
export interface RetentionParts {
  readonly platform: Platform;
  readonly people: Pick<People, 'accounts' | 'anonymise' | 'nameOf'>;
  readonly attempts: Pick<Attempts, 'erase'>;
  readonly store: RetentionStore;
}

/** How long words are kept, what must not be erased, and forgetting somebody on request. Administrators only. */
export function createRetentionService({ platform, people, attempts, store }: RetentionParts) {
  const { database, clock, audit, storage, mail, log } = platform;

  /**
   * Takes the words away, those of the audit trail too; what it counted stands in the erasures and in the trail. `isEverywhere`: the
   * name goes from the trails of other agencies as well.
   */
  async function erase(
    tx: Tx,
    key: { readonly agencyId: string; readonly personId: string },
    why: { readonly reason: string; readonly actorId: string | null; readonly isEverywhere: boolean },
  ): Promise<string[]> {
    const { agencyId, personId } = key;
    const proofs = await store.proofKeys(tx, agencyId, personId);
    const erased = { ...(await attempts.erase(tx, key)), ...(await store.eraseWords(tx, agencyId, personId)) };
    const id = newId();
    const { reason, actorId, isEverywhere } = why;
    const row = {
      id,
      agencyId,
      personId,
      reason,
      erased: JSON.stringify(erased),
      requestedBy: actorId,
      at: clock.now(),
    };
    await store.insertErasure(tx, row);
    const renamed = { type: 'person', ids: [personId], action: 'account.renamed' };
    const about = [...(await store.recordedAs(tx, agencyId, personId)), ...(isEverywhere ? [renamed] : [])];
    const entry = { agencyId, actorId, subjectType: 'person', subjectId: personId };
    await audit.erase(tx, about, { ...entry, details: { erasure: id, ...erased } });
    return proofs;
  }

  /** Files go after the rows that named them have gone: one that stays behind is told in the log, never served. */
  async function removeProofs(keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await storage
        .remove(key)
        .catch((error: unknown) => log.error({ err: error, key }, 'a proof could not be removed'));
    }
  }

  const requireOwn = async (actor: Actor, personId: string): Promise<string> => {
    const isOwn = await store.belonged(null, actor.agencyId, personId);
    const name = isOwn ? await people.nameOf(personId) : null;
    if (name === null) throw new AppError('PERSON_NOT_FOUND', 404, 'There is no such person in your agency.');
    return name;
  };

  return {
    /** Rule, holds and erasures of the actor's agency. */
    async overview(actor: Actor) {
      requireRole(actor, 'administrator');
      const { agencyId } = actor;
      const [rule, holds, erasures] = [
        await store.rule(null, agencyId),
        await store.holds(null, agencyId),
        await store.erasures(null, agencyId),
      ];
      const ids = [...new Set(holds.flatMap((hold) => hold.personId ?? []))];
      const names = new Map<string, string>();
      for (const id of ids) names.set(id, (await people.nameOf(id)) ?? 'Nobody');
      return { months: rule?.months ?? null, holds, erasures, names };
    },

    async setRule(actor: Actor, months: number | null): Promise<void> {
      requireRole(actor, 'administrator');
      const { agencyId, personId } = actor;
      await database.write(async (tx) => {
        await store.saveRule(tx, { agencyId, months, updatedBy: personId, updatedAt: clock.now() });
        const entry = { agencyId, actorId: personId, subjectType: 'agency', subjectId: agencyId };
        await audit.record(tx, { ...entry, action: 'retention.changed', details: { months } });
      });
    },

    /** Throws AppError `PERSON_NOT_FOUND` (404) for an address that is not of the agency. */
    async placeHold(actor: Actor, { email, reason }: { email: string; reason: string }): Promise<void> {
      requireRole(actor, 'administrator');
      const { agencyId } = actor;
      const named = email === '' ? null : ((await people.accounts.byEmail(email))?.id ?? '');
      if (named !== null && (named === '' || !(await store.belonged(null, agencyId, named)))) {
        throw new AppError('PERSON_NOT_FOUND', 404, 'Nobody of your agency has this address.', { field: 'email' });
      }
      const hold = { id: newId(), agencyId, personId: named, reason, placedBy: actor.personId, placedAt: clock.now() };
      await database.write(async (tx) => {
        await store.insertHold(tx, { ...hold, liftedAt: null, liftedBy: null, liftedReason: null });
        const entry = { agencyId, actorId: actor.personId, subjectType: 'hold', subjectId: hold.id };
        await audit.record(tx, { ...entry, action: 'hold.placed', details: { personId: named } });
      });
    },

    /** Throws AppError `HOLD_NOT_FOUND` (404). */
    async liftHold(actor: Actor, id: string, reason: string): Promise<void> {
      requireRole(actor, 'administrator');
      const { agencyId, personId } = actor;
      await database.write(async (tx) => {
        const lifted = { liftedAt: clock.now(), liftedBy: personId, liftedReason: reason };
        if (!(await store.liftHold(tx, { id, agencyId }, lifted))) {
          throw new AppError('HOLD_NOT_FOUND', 404, 'There is no such open hold in your agency.');
        }
        await audit.record(tx, {
          agencyId,
          actorId: personId,
          action: 'hold.lifted',
          subjectType: 'hold',
          subjectId: id,
        });
      });
    },

    /** Name of somebody who is or was of the agency; throws AppError `PERSON_NOT_FOUND` (404). */
    async candidate(actor: Actor, personId: string): Promise<{ name: string; hold: LegalHoldRow | null }> {
      requireRole(actor, 'administrator');
      const name = await requireOwn(actor, personId);
      return { name, hold: await database.write((tx) => store.holdOn(tx, actor.agencyId, personId)) };
    },

    /**
     * Forgets a person: words are erased, the name goes, hashes and outcomes stay. Throws AppError `LEGAL_HOLD` (409),
     * `NAME_DIFFERS` (422), `OWN_ACCOUNT` (409).
     */
    async anonymise(actor: Actor, personId: string, { reason, typed }: { reason: string; typed: string }) {
      requireRole(actor, 'administrator');
      const name = await requireOwn(actor, personId);
      if (personId === actor.personId) {
        const help = 'Another administrator of your agency can do it.';
        throw new AppError('OWN_ACCOUNT', 409, 'You cannot forget yourself.', { help, field: 'typed' });
      }
      if (typed.toLowerCase() !== name.toLowerCase()) {
        throw new AppError('NAME_DIFFERS', 422, `Type the name as it stands here: ${name}.`, { field: 'typed' });
      }
      const { agencyId } = actor;
      const { email } = await people.accounts.person(personId);
      const { account, proofs } = await database.write(async (tx) => {
        const hold = await store.holdOn(tx, agencyId, personId);
        if (hold !== null) throw holdFault(hold);
        const became = await people.anonymise(tx, { personId, agencyId, at: clock.now() });
        const why = { reason, actorId: actor.personId, isEverywhere: became === 'anonymous' };
        // An account that stays elsewhere keeps its address and its letters.
        if (became === 'anonymous' && email !== null) await mail.forget(tx, email);
        if (email !== null) await store.forgetLists(tx, agencyId, email);
        return { account: became, proofs: await erase(tx, { agencyId, personId }, why) };
      }, 'bulk');
      await removeProofs(proofs);
      return account;
    },

    /** Erases the words of everyone who left longer ago than the agency keeps them; a hold keeps all. Resolves with how many. */
    async sweep(): Promise<number> {
      let count = 0;
      for (const { agencyId, months } of await store.limitedRules(null)) {
        if (months === null) continue;
        const before = monthsAgo(clock.now(), months);
        for (let after = ''; ;) {
          const ids = await store.leftBefore(null, agencyId, before, after);
          for (const personId of ids) {
            const proofs = await database.write(async (tx) => {
              if ((await store.holdOn(tx, agencyId, personId)) !== null) return [];
              count += 1;
              const why = { reason: `Kept for ${months} months.`, actorId: null, isEverywhere: false };
              return erase(tx, { agencyId, personId }, why);
            }, 'bulk');
            await removeProofs(proofs);
          }
          const last = ids.at(-1);
          if (last === undefined) break;
          after = last;
        }
      }
      return count;
    },
  };
}

const holdFault = (hold: LegalHoldRow): AppError =>
  new AppError('LEGAL_HOLD', 409, 'A legal hold keeps this record.', {
    help: `It was placed for: ${hold.reason}. Lift it first, if you may.`,
    field: 'typed',
  });

/** See `createRetentionService`. */
export type RetentionService = ReturnType<typeof createRetentionService>;

/** By the calendar: 13 months before March 31 is the last day of February, never a day of March. */
function monthsAgo(at: Date, months: number): Date {
  return startOfDay('UTC', addMonths(dayIn('UTC', at), -months));
}
