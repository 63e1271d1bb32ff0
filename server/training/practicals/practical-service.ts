import { requireRole, type Actor } from '../../people/index.ts';
import { AppError, type Platform } from '../../platform/index.ts';
import type { AssignmentStore } from '../assignments/assignment-store.ts';
import { readPolicy } from '../assignments/stored-rules.ts';
import { maySignPractical, requirePracticalSigner } from '../judging/correction-policy.ts';
import type { CorrectionService } from '../judging/correction-service.ts';
import type { VerdictStore } from '../judging/verdict-store.ts';
import { trainingNotFound } from '../training-policy.ts';
import type { SeenPractical } from './practical-input.ts';
import type { PracticalStore, WaitingPractical } from './practical-store.ts';

/** What the service needs. */
export interface PracticalDependencies {
  readonly platform: Pick<Platform, 'database'>;
  readonly store: PracticalStore;
  readonly assignments: Pick<AssignmentStore, 'running'>;
  readonly people: Pick<VerdictStore, 'lockPeople'>;
  readonly corrections: Pick<CorrectionService, 'sign'>;
}

/** Practical parts, for who signs them: what waits, and the signature of who saw it. */
export function createPracticalService({ platform, store, assignments, people, corrections }: PracticalDependencies) {
  return {
    /** What waits for the actor's signature; one's own is for somebody else. Throws AppError `NOT_ALLOWED` (403). */
    async waiting(actor: Actor): Promise<WaitingPractical[]> {
      requireSigner(actor);
      const { agencyId, personId: but } = actor;
      const signed = (await assignments.running(null, agencyId)).filter(({ policy }) => {
        const { practical } = readPolicy(policy);
        return practical !== null && maySignPractical(actor, practical);
      });
      return store.waiting(null, { agencyId, assignmentIds: signed.map(({ id }) => id), but });
    },

    /**
     * Signs that the actor saw it. Throws AppError `NOT_ALLOWED`, `PRACTICAL_SIGNER`, `OWN_PRACTICAL` (403),
     * `PRACTICAL_NOT_FOUND` (404), `PRACTICAL_SIGNED` (409), `NO_PRACTICAL`, `INPUT_INVALID` (422).
     */
    async sign(actor: Actor, enrollmentId: string, { statement, happenedOn }: SeenPractical): Promise<void> {
      requireSigner(actor);
      await platform.database.write(async (tx) => {
        const found = await store.one(tx, actor.agencyId, enrollmentId);
        if (found === null) throw trainingNotFound('PRACTICAL_NOT_FOUND', 'practical part');
        const { personId, courseId, assignmentId } = found;
        requirePracticalSigner(actor, personId, readPolicy(found.policy));
        // Two who sign at once come one after the other, so that the second one reads the first one's signature.
        await people.lockPeople(tx, [personId]);
        if (!(await store.isWaiting(tx, actor.agencyId, enrollmentId))) {
          throw new AppError('PRACTICAL_SIGNED', 409, 'This practical part was signed or closed meanwhile.', {
            field: 'assignmentId',
          });
        }
        const seenBy = `${actor.rank} ${actor.name}`.trim();
        const fact = { kind: 'practical-signed', courseId, assignmentId, statement, seenBy, happenedOn } as const;
        await corrections.sign(tx, actor, personId, { ...fact, score: null, engagedMs: null });
      });
    },
  };
}

/** See `createPracticalService`. */
export type Practicals = ReturnType<typeof createPracticalService>;

/** Instructors and supervisors: an assignment asks one or the other, or either. */
function requireSigner(actor: Actor): void {
  requireRole(actor, 'instructor', 'supervisor');
}
