import type { IncomingMessage } from 'node:http';
import type { People } from '../../people/index.ts';
import { hasRole, requireRole, type Actor } from '../../people/index.ts';
import { AppError, dayIn, newId, readInput, uploadPace, type Platform, type Tx } from '../../platform/index.ts';
import { decisionInput, outsideInput } from './outside-input.ts';
import { emitOutsideDecided } from './outside-events.ts';
import type { OutsideTrainingRow } from './outside-model.ts';
import type { OutsideStore } from './outside-store.ts';
import { endingOf } from './proof-type.ts';
import { receiveProof } from './receive-proof.ts';

/** Outside training with whose it is, as a supervisor sees it. */
export interface OutsideClaim {
  readonly row: OutsideTrainingRow;
  readonly personName: string;
}

const LAST_DECIDED = 20;
/** As many may wait of one person: nobody fills the store. */
const MOST_PENDING = 50;

/** Training that somebody else gave: sent in by officers with a proof, approved or refused by supervisors. */
export function createOutside(platform: Platform, people: Pick<People, 'accounts'>, store: OutsideStore) {
  const { config, database, clock, audit, outbox, storage } = platform;

  const record = (tx: Tx, actor: Actor, action: string, id: string, details: Record<string, unknown>): Promise<void> =>
    audit.record(tx, {
      agencyId: actor.agencyId,
      actorId: actor.personId,
      action,
      subjectType: 'outside-training',
      subjectId: id,
      details,
    });

  async function named(rows: readonly OutsideTrainingRow[]): Promise<OutsideClaim[]> {
    const names = new Map<string, string>();
    for (const id of new Set(rows.map(({ personId }) => personId))) {
      const { rank, givenName, familyName } = await people.accounts.person(id);
      names.set(id, `${rank} ${givenName} ${familyName}`.trim());
    }
    return rows.map((row) => ({ row, personName: names.get(row.personId) ?? '' }));
  }

  /** A row that waits, locked; throws AppError `OUTSIDE_NOT_FOUND` (404), `OUTSIDE_DECIDED` (409). */
  async function pendingRow(tx: Tx, id: string, isVisible: (row: OutsideTrainingRow) => boolean) {
    const row = await store.lock(tx, id);
    if (row === null || !isVisible(row)) throw notFound();
    if (row.state !== 'pending') {
      throw new AppError('OUTSIDE_DECIDED', 409, 'This was decided or withdrawn meanwhile.', {
        help: 'Go back to the list to see how it stands.',
      });
    }
    return row;
  }

  return {
    /** The actor's own in the agency for which the actor works, newest first. */
    async own(actor: Actor): Promise<OutsideTrainingRow[]> {
      return (await store.ofPerson(null, actor.personId, actor.agencyId)).reverse();
    },

    /**
     * Takes a form with a proof; `fields` is filled with what was typed, so that a refused form is shown again. Throws AppError
     * `NOT_ALLOWED` (403), `INPUT_INVALID`, `PROOF_MISSING`, `PROOF_TYPE` (422), `PROOF_TOO_LARGE` (413), `OUTSIDE_MANY` (409).
     */
    async send(actor: Actor, req: IncomingMessage, fields: Record<string, string>): Promise<string> {
      requireRole(actor, 'officer', 'instructor', 'partner');
      const id = newId();
      const waiting = (await store.ofPerson(null, actor.personId, actor.agencyId)).filter(
        ({ state }) => state === 'pending',
      );
      if (waiting.length >= MOST_PENDING) {
        req.resume();
        throw new AppError('OUTSIDE_MANY', 409, '{count} of yours wait for a decision already.', {
          values: { count: MOST_PENDING },
        });
      }
      const key = `proofs/${id}`;
      const proof = await receiveProof(req, { storage, key, pace: uploadPace(config.bodyWindowMs), fields });
      try {
        const input = readInput(outsideInput(dayIn(actor.timeZone, clock.now())), fields);
        if (proof === null) throw proofMissing();
        const row: OutsideTrainingRow = {
          id,
          agencyId: actor.agencyId,
          personId: actor.personId,
          title: input.title,
          provider: input.provider,
          minutes: input.minutes,
          topics: JSON.stringify(input.topics),
          completedOn: input.completedOn,
          expiresOn: input.expiresOn,
          fileKey: proof.key,
          fileName: proof.name,
          fileType: proof.mediaType,
          fileSha256: proof.sha256,
          state: 'pending',
          decidedBy: null,
          decidedAt: null,
          note: '',
          createdAt: clock.now(),
        };
        await database.write(async (tx) => {
          await store.insert(tx, row);
          await record(tx, actor, 'outside-training.sent', id, { title: row.title, sha256: row.fileSha256 });
        });
      } catch (error) {
        if (proof !== null) await storage.remove(proof.key);
        throw error;
      }
      return id;
    },

    /** Takes one's own back while it waits. */
    async withdraw(actor: Actor, id: string): Promise<void> {
      await database.write(async (tx) => {
        await pendingRow(tx, id, (row) => row.personId === actor.personId && row.agencyId === actor.agencyId);
        await store.update(tx, id, { state: 'withdrawn' });
        await record(tx, actor, 'outside-training.withdrawn', id, {});
      });
    },

    /** What waits for a decision in the actor's agency, and the last decided; throws AppError `NOT_ALLOWED` (403). */
    async review(actor: Actor): Promise<{ waiting: OutsideClaim[]; decided: OutsideClaim[] }> {
      requireRole(actor, 'supervisor', 'administrator');
      return {
        waiting: await named(await store.pending(null, actor.agencyId)),
        decided: await named(await store.decided(null, actor.agencyId, LAST_DECIDED)),
      };
    },

    /** Approves or refuses what waits; nobody decides about oneself. Throws AppError `OWN_CLAIM` (403), `OUTSIDE_DECIDED` (409). */
    async decide(actor: Actor, id: string, body: unknown): Promise<'approved' | 'refused'> {
      requireRole(actor, 'supervisor', 'administrator');
      return database.write(async (tx) => {
        const row = await pendingRow(tx, id, ({ agencyId }) => agencyId === actor.agencyId);
        const { decision: state, note } = readInput(decisionInput, body);
        if (row.personId === actor.personId) {
          throw new AppError('OWN_CLAIM', 403, 'Somebody else decides about your own training.');
        }
        await store.update(tx, id, { state, note, decidedBy: actor.personId, decidedAt: clock.now() });
        await record(tx, actor, `outside-training.${state}`, id, { note });
        await emitOutsideDecided(outbox, tx, { ...row, state });
        return state;
      });
    },

    /** The proof, for its owner and who decides in the agency; throws AppError `OUTSIDE_NOT_FOUND` (404). */
    async proof(actor: Actor, id: string): Promise<{ key: string; type: string; ending: string }> {
      const row = await store.byId(null, id);
      const isOwn = row !== null && row.personId === actor.personId;
      const decides = row?.agencyId === actor.agencyId && hasRole(actor, 'supervisor', 'administrator');
      if (row === null || !(isOwn || decides)) throw notFound();
      const { fileKey: key, fileType: type } = row;
      const ending = endingOf(type ?? '');
      if (key === null || type === null || ending === null) throw notFound();
      return { key, type, ending };
    },
  };
}

/** See `createOutside`. */
export type Outside = ReturnType<typeof createOutside>;

function notFound(): AppError {
  return new AppError('OUTSIDE_NOT_FOUND', 404, 'There is no such training, or it is not yours to see.');
}

function proofMissing(): AppError {
  return new AppError('PROOF_MISSING', 422, 'Choose a proof: a PDF or a picture of the certificate.', {
    field: 'proof',
  });
}
