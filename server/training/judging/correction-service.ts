import type { Actor } from '../../people/index.ts';
import { AppError, dayIn, newId, type Platform, type Tx } from '../../platform/index.ts';
import { requireAssigner, trainingNotFound } from '../training-policy.ts';
import { readPolicy } from '../assignments/stored-rules.ts';
import type { NewCorrection, NewExemption } from './correction-input.ts';
import {
  requireCorrector,
  requireOther,
  requireOtherToExempt,
  requireOtherToWithdraw,
  requirePracticalSigner,
} from './correction-policy.ts';
import type { CorrectionRow, ExemptionRow } from './verdict-model.ts';
import type { VerdictService } from './verdict-service.ts';
import type { VerdictStore } from './verdict-store.ts';

/** What the service needs. */
export interface CorrectionDependencies {
  readonly platform: Pick<Platform, 'database' | 'clock' | 'audit' | 'secrets'>;
  readonly store: VerdictStore;
  readonly verdicts: VerdictService;
  /** Name of somebody who belongs or belonged to the agency; null for anybody else. */
  readonly nameOf: (tx: Tx | null, agencyId: string, personId: string) => Promise<string | null>;
  /** Throws AppError `ASSIGNMENT_NOT_FOUND` (404) for another agency's assignment. */
  readonly requireAssignment: (tx: Tx, agencyId: string, assignmentId: string) => Promise<{ readonly policy: string }>;
  /** Throws AppError `COURSE_NOT_FOUND` (404) for a course that the actor may not see and the person never had to do with. */
  readonly requireCourse: (tx: Tx, actor: Actor, personId: string, courseId: string) => Promise<void>;
}

const PURPOSE = 'correction';

/** What of a correction is signed: everything but what a withdrawal adds. */
export function signedText(
  row: Omit<CorrectionRow, 'signature' | 'withdrawnAt' | 'withdrawnBy' | 'withdrawnReason'>,
): string {
  const { id, agencyId, personId, courseId, assignmentId, kind, statement, seenBy } = row;
  const { happenedOn, score, engagedMs, signedBy, signerName, createdAt } = row;
  const facts = [id, agencyId, personId, courseId, assignmentId, kind, statement, seenBy, happenedOn, score, engagedMs];
  return JSON.stringify([...facts, signedBy, signerName, createdAt.toISOString()]);
}

/** Facts beside the commits, entered by hand: signed, never changed, withdrawn with a reason. */
export function createCorrectionService(dependencies: CorrectionDependencies) {
  const { platform, store, verdicts, nameOf, requireAssignment, requireCourse } = dependencies;
  const { database, clock, audit, secrets } = platform;

  /** Throws AppError `PERSON_NOT_FOUND` (404) for somebody who never belonged to the actor's agency. */
  async function requirePerson(tx: Tx | null, actor: Actor, personId: string): Promise<string> {
    const name = await nameOf(tx, actor.agencyId, personId);
    if (name === null) throw trainingNotFound('PERSON_NOT_FOUND', 'person');
    return name;
  }

  /** The assignment that a correction is for; its policy says who signs a practical part, so that one has to be named. */
  async function requireRule(tx: Tx, actor: Actor, personId: string, { kind, assignmentId }: NewCorrection) {
    const rule = assignmentId === null ? null : await requireAssignment(tx, actor.agencyId, assignmentId);
    if (kind === 'completed') return requireOther(actor, personId);
    if (rule === null) {
      const words = 'Choose the assignment whose practical part is signed.';
      throw new AppError('INPUT_INVALID', 422, words, { field: 'assignmentId' });
    }
    requirePracticalSigner(actor, personId, readPolicy(rule.policy));
  }

  function record(
    tx: Tx,
    { agencyId, personId: actorId }: Actor,
    action: string,
    subjectId: string,
    details: Record<string, unknown>,
  ) {
    return audit.record(tx, { agencyId, actorId, action, subjectType: 'person', subjectId, details });
  }

  /**
   * Signs what happened and judges anew. Throws AppError `INPUT_INVALID` (422) for a day to come and for a practical part of no
   * assignment, `PRACTICAL_SIGNER` (403) where its policy asks somebody else to sign, `OWN_CORRECTION`, `OWN_PRACTICAL` (403).
   */
  async function sign(tx: Tx, actor: Actor, personId: string, wanted: NewCorrection): Promise<string> {
    requireCorrector(actor, wanted.kind);
    const at = clock.now();
    if (wanted.happenedOn > dayIn(actor.timeZone, at)) throw tooEarly('happenedOn');
    await requirePerson(tx, actor, personId);
    await requireCourse(tx, actor, personId, wanted.courseId);
    await requireRule(tx, actor, personId, wanted);
    const { agencyId, personId: signedBy } = actor;
    const signerName = `${actor.rank} ${actor.name}`.trim();
    const facts = { id: newId(), agencyId, personId, ...wanted, signedBy, signerName, createdAt: at };
    const signature = secrets.sign(PURPOSE, signedText(facts));
    const open = { withdrawnAt: null, withdrawnBy: null, withdrawnReason: null };
    await store.addCorrection(tx, { ...facts, signature, ...open });
    await verdicts.judgePeople(tx, { agencyId, personIds: [personId], courseIds: [wanted.courseId] });
    await record(tx, actor, 'correction.signed', personId, { correctionId: facts.id, ...wanted, signature });
    return facts.id;
  }

  return {
    /** Name, corrections and exemptions of a person. Throws AppError `NOT_ALLOWED` (403), `PERSON_NOT_FOUND` (404). */
    async of(
      actor: Actor,
      personId: string,
    ): Promise<{ name: string; corrections: CorrectionRow[]; exemptions: ExemptionRow[] }> {
      requireAssigner(actor);
      const name = await requirePerson(null, actor, personId);
      const people = { agencyId: actor.agencyId, personIds: [personId] };
      return {
        name,
        corrections: await store.corrections(null, people),
        exemptions: await store.exemptions(null, people),
      };
    },

    /** True while nothing of a correction was changed since it was signed. */
    isGenuine: (row: CorrectionRow): boolean => secrets.verify(PURPOSE, signedText(row), row.signature),

    /** {@link sign} in a transaction of its own. */
    async correct(actor: Actor, personId: string, wanted: NewCorrection): Promise<string> {
      requireCorrector(actor, wanted.kind);
      return database.write((tx) => sign(tx, actor, personId, wanted));
    },

    sign,

    /**
     * Takes a correction back, shown as such from then on. Throws AppError `OWN_CORRECTION` (403), `CORRECTION_NOT_FOUND` (404),
     * `CORRECTION_WITHDRAWN` (409).
     */
    async withdraw(actor: Actor, personId: string, id: string, reason: string): Promise<void> {
      requireAssigner(actor);
      requireOtherToWithdraw(actor, personId);
      await database.write(async (tx) => {
        const found = await store.correction(tx, actor.agencyId, id);
        if (found === null || found.personId !== personId) throw trainingNotFound('CORRECTION_NOT_FOUND', 'correction');
        const values = { withdrawnAt: clock.now(), withdrawnBy: actor.personId, withdrawnReason: reason };
        if (!(await store.withdrawCorrection(tx, id, values))) {
          throw new AppError('CORRECTION_WITHDRAWN', 409, 'This correction is withdrawn already.');
        }
        const { agencyId } = actor;
        await verdicts.judgePeople(tx, { agencyId, personIds: [personId], courseIds: [found.courseId] });
        await record(tx, actor, 'correction.withdrawn', personId, { correctionId: id, reason });
      });
    },

    /** Grants a waiver or an exemption; due days and verdicts follow. Throws AppError `OWN_EXEMPTION` (403). */
    async exempt(actor: Actor, personId: string, wanted: NewExemption): Promise<string> {
      requireAssigner(actor);
      requireOtherToExempt(actor, personId);
      return database.write(async (tx) => {
        await requirePerson(tx, actor, personId);
        if (wanted.assignmentId !== null) await requireAssignment(tx, actor.agencyId, wanted.assignmentId);
        const { agencyId, personId: grantedBy } = actor;
        const open = { revokedAt: null, revokedBy: null, revokedReason: null };
        const row: ExemptionRow = {
          id: newId(),
          agencyId,
          personId,
          ...wanted,
          grantedBy,
          createdAt: clock.now(),
          ...open,
        };
        await store.addExemption(tx, row);
        await verdicts.judgePeople(tx, { agencyId, personIds: [personId], courseIds: null });
        await record(tx, actor, 'exemption.granted', personId, { exemptionId: row.id, ...wanted });
        return row.id;
      });
    },

    /** Gives one without an end its last day. Throws AppError `OWN_EXEMPTION` (403), `EXEMPTION_NOT_FOUND` (404), `INPUT_INVALID` (422). */
    async endExemption(actor: Actor, personId: string, id: string, endsOn: string): Promise<void> {
      requireAssigner(actor);
      await changeExemption(actor, personId, id, { endsOn }, 'exemption.ended', { endsOn });
    },

    /**
     * Takes one back as if it had not been granted. Throws AppError `OWN_EXEMPTION` (403), `EXEMPTION_NOT_FOUND` (404),
     * `EXEMPTION_REVOKED` (409).
     */
    async revoke(actor: Actor, personId: string, id: string, reason: string): Promise<void> {
      requireAssigner(actor);
      const values = { revokedAt: clock.now(), revokedBy: actor.personId, revokedReason: reason };
      await changeExemption(actor, personId, id, values, 'exemption.revoked', { reason });
    },
  };

  async function changeExemption(
    actor: Actor,
    personId: string,
    id: string,
    values: Partial<ExemptionRow>,
    action: string,
    details: Record<string, unknown>,
  ): Promise<void> {
    requireOtherToExempt(actor, personId);
    const { agencyId } = actor;
    await database.write(async (tx) => {
      const found = await store.exemption(tx, agencyId, id);
      if (found === null || found.personId !== personId) throw trainingNotFound('EXEMPTION_NOT_FOUND', 'exemption');
      if (values.endsOn !== undefined && values.endsOn !== null && values.endsOn < found.startsOn)
        throw endsBeforeStart();
      if (!(await store.changeExemption(tx, id, values))) {
        throw new AppError('EXEMPTION_REVOKED', 409, 'This exemption is revoked already.');
      }
      await verdicts.judgePeople(tx, { agencyId, personIds: [personId], courseIds: null });
      await record(tx, actor, action, personId, { exemptionId: id, ...details });
    });
  }
}

/** See `createCorrectionService`. */
export type CorrectionService = ReturnType<typeof createCorrectionService>;

function tooEarly(field: string): AppError {
  return new AppError('INPUT_INVALID', 422, 'This day is still to come.', { field });
}

function endsBeforeStart(): AppError {
  return new AppError('INPUT_INVALID', 422, 'The last day lies before the first.', { field: 'endsOn' });
}
