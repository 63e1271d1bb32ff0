import type { Agencies } from '../../agencies/index.ts';
import type { Packages } from '../../packages/index.ts';
import { requireRole, type Actor } from '../../people/index.ts';
import { AppError, dayIn, newId, type Platform, type Tx } from '../../platform/index.ts';
import { emitCertificateDecided } from './certificate-events.ts';
import { readCode } from './certificate-code.ts';
import { readContent, type CertificateContent } from './certificate-content.ts';
import type { CertificateDecisionRow, CertificateRow } from './certificate-model.ts';
import { maySeeCertificate, requireOther, stateOf, type CertificateState } from './certificate-policy.ts';
import type { CertificateStore } from './certificate-store.ts';

/** A certificate with what became of it. */
export interface Certificate {
  readonly row: CertificateRow;
  /** null once it was erased on request: only the row is left then. */
  readonly content: CertificateContent | null;
  /** Oldest first. */
  readonly decisions: readonly CertificateDecisionRow[];
  readonly state: CertificateState;
  /** Today in the agency's time zone, to which `state` belongs. */
  readonly today: string;
}

/** Certificates of a withdrawn version that wait for a decision. */
export interface WithdrawnGroup {
  readonly versionId: string;
  readonly courseTitle: string;
  readonly number: number;
  readonly waiting: readonly Certificate[];
  readonly decided: readonly Certificate[];
}

/** Void, or kept, with the reason for it. */
export interface Decision {
  readonly decision: 'void' | 'kept';
  readonly reason: string;
}

interface Rooms {
  readonly agencies: Pick<Agencies, 'organisations'>;
  readonly packages: Pick<Packages, 'reader'>;
}

const ROWS_A_TURN = 500;

/** Reading certificates, checking them, and deciding what becomes of them; the rows themselves never change. */
export function createCertificates(platform: Platform, { agencies, packages }: Rooms, store: CertificateStore) {
  const { database, clock, audit, outbox } = platform;

  async function withDecisions(tx: Tx | null, rows: readonly CertificateRow[]): Promise<Certificate[]> {
    const decisions = new Map<string, CertificateDecisionRow[]>();
    for (const one of await store.decisions(
      tx,
      rows.map(({ id }) => id),
    )) {
      decisions.set(one.certificateId, [...(decisions.get(one.certificateId) ?? []), one]);
    }
    const days = new Map<string, string>();
    for (const agencyId of new Set(rows.map((row) => row.agencyId))) {
      const agency = await agencies.organisations.find(tx, agencyId);
      days.set(agencyId, dayIn(agency?.timeZone ?? 'UTC', clock.now()));
    }
    return rows.map((row) => {
      const own = decisions.get(row.id) ?? [];
      const today = days.get(row.agencyId) ?? '';
      return {
        row,
        content: row.content === '' ? null : readContent(row.content),
        decisions: own,
        state: stateOf(row, own.at(-1) ?? null, today),
        today,
      };
    });
  }

  async function find(tx: Tx | null, actor: Actor, id: string): Promise<Certificate> {
    const row = await store.byId(tx, id);
    const [found] = row === null || !maySeeCertificate(actor, row) ? [] : await withDecisions(tx, [row]);
    if (found === undefined) throw certificateNotFound();
    return found;
  }

  async function decideAll(tx: Tx, actor: Actor, rows: readonly CertificateRow[], { decision, reason }: Decision) {
    const at = clock.now();
    const decisions = rows.map(({ id, agencyId }) => ({
      id: newId(),
      agencyId,
      certificateId: id,
      decision,
      reason,
      decidedBy: actor.personId,
      at,
    }));
    for (let start = 0; start < rows.length; start += ROWS_A_TURN) {
      await store.decide(tx, decisions.slice(start, start + ROWS_A_TURN));
    }
    for (const { id, agencyId, number, personId } of rows) {
      await audit.record(tx, {
        agencyId,
        actorId: actor.personId,
        action: decision === 'void' ? 'certificate.voided' : 'certificate.kept',
        subjectType: 'certificate',
        subjectId: id,
        details: { number, reason },
      });
      await emitCertificateDecided(outbox, tx, { certificateId: id, personId, agencyId, decision });
    }
  }

  /** Throws AppError `NOT_ALLOWED` (403). */
  async function withdrawn(tx: Tx | null, actor: Actor): Promise<WithdrawnGroup[]> {
    requireRole(actor, 'supervisor', 'administrator');
    const names = await packages.reader.namesOf(tx, await store.versionIds(tx, actor.agencyId));
    const gone = names.filter(({ state }) => state === 'withdrawn');
    if (gone.length === 0) return [];
    const rows = await store.ofVersions(
      tx,
      actor.agencyId,
      gone.map(({ id }) => id),
    );
    const all = await withDecisions(tx, rows);
    return gone.map(({ id: versionId, courseTitle, number }) => {
      const own = all.filter(({ row }) => row.versionId === versionId);
      const waiting = own.filter(({ decisions }) => decisions.length === 0);
      return { versionId, courseTitle, number, waiting, decided: own.filter((one) => !waiting.includes(one)) };
    });
  }

  return {
    /** Throws AppError `CERTIFICATE_NOT_FOUND` (404), for another agency's too. */
    find: (actor: Actor, id: string): Promise<Certificate> => find(null, actor, id),

    /** Those of the agency after an id. Throws AppError `NOT_ALLOWED` (403). */
    async page(
      actor: Actor,
      of: { readonly personId: string | null; readonly after: string; readonly limit: number },
    ): Promise<Certificate[]> {
      requireRole(actor, 'supervisor', 'administrator');
      return withDecisions(null, await store.after(null, { agencyId: actor.agencyId, ...of }));
    },

    /** The actor's own in every agency, newest first. */
    async own(actor: Actor): Promise<Certificate[]> {
      return withDecisions(null, await store.ofPerson(null, actor.personId, null));
    },

    /** A person's in one agency, newest first; permission is the caller's. */
    async ofPerson(tx: Tx | null, agencyId: string, personId: string): Promise<Certificate[]> {
      return withDecisions(tx, await store.ofPerson(tx, personId, agencyId));
    },

    /** A person's in every agency, for the transcript; permission is the caller's. */
    async everywhere(tx: Tx | null, personId: string): Promise<Certificate[]> {
      return withDecisions(tx, await store.ofPerson(tx, personId, null));
    },

    /** By the code as somebody typed it, for anyone; null for a code that nobody was given. */
    async check(typed: string): Promise<Certificate | null> {
      const code = readCode(typed);
      const row = code === null ? null : await store.byCode(null, code);
      const [found] = row === null ? [] : await withDecisions(null, [row]);
      return found ?? null;
    },

    /** Makes a certificate void, or keeps it; `read` gives the decision once it is clear that the actor may. Throws AppError `NOT_ALLOWED`, `OWN_CERTIFICATE` (403), `CERTIFICATE_NOT_FOUND` (404). */
    async decide(actor: Actor, id: string, read: () => Decision): Promise<Decision['decision']> {
      requireRole(actor, 'supervisor', 'administrator');
      return database.write(async (tx) => {
        const row = await store.byId(tx, id);
        if (row === null || row.agencyId !== actor.agencyId) throw certificateNotFound();
        requireOther(actor, row);
        const decision = read();
        await decideAll(tx, actor, [row], decision);
        return decision.decision;
      });
    },

    withdrawn: (actor: Actor): Promise<WithdrawnGroup[]> => withdrawn(null, actor),

    /** How many certificates of the agency name one of these versions and are not decided; the number is for whoever may ask the caller. */
    countVersions: (actor: Actor, versionIds: readonly string[]): Promise<number> =>
      store.countUndecided(null, actor.agencyId, versionIds),

    /**
     * Decides about every certificate of the agency that names one of these versions and that nobody has decided about yet, but
     * the actor's own; resolves with how many those were. Throws AppError `NOT_ALLOWED` (403).
     */
    async decideVersions(tx: Tx, actor: Actor, versionIds: readonly string[], decision: Decision): Promise<number> {
      requireRole(actor, 'supervisor', 'administrator');
      const all = await withDecisions(tx, await store.ofVersions(tx, actor.agencyId, versionIds));
      const rows = all
        .filter(({ row, decisions }) => decisions.length === 0 && row.personId !== actor.personId)
        .map(({ row }) => row);
      await decideAll(tx, actor, rows, decision);
      return rows.length;
    },

    /**
     * Decides about every certificate of a withdrawn version that nobody has decided about yet, but the actor's own; resolves
     * with how many those were. Throws AppError `NOT_ALLOWED` (403), `VERSION_NOT_FOUND` (404).
     */
    async decideVersion(actor: Actor, versionId: string, read: () => Decision): Promise<number> {
      return database.write(async (tx) => {
        const group = (await withdrawn(tx, actor)).find((one) => one.versionId === versionId);
        if (group === undefined)
          throw new AppError('VERSION_NOT_FOUND', 404, 'No certificates of this version wait here.');
        const rows = group.waiting.map(({ row }) => row).filter(({ personId }) => personId !== actor.personId);
        // With nothing else to decide it is told; beside others one's own waits for somebody else.
        for (const { row } of rows.length === 0 ? group.waiting : []) requireOther(actor, row);
        await decideAll(tx, actor, rows, read());
        return rows.length;
      });
    },
  };
}

/** See `createCertificates`. */
export type Certificates = ReturnType<typeof createCertificates>;

function certificateNotFound(): AppError {
  return new AppError('CERTIFICATE_NOT_FOUND', 404, 'There is no such certificate, or it is not yours to see.');
}
