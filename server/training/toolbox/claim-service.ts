import type { Actor } from '../../people/index.ts';
import { AppError, newId, type Platform } from '../../platform/index.ts';
import { emitClaimDecided } from './claim-events.ts';
import type { Decision } from './claim-input.ts';
import type { ClaimStore, NamedClaim } from './claim-store.ts';
import { standOfClaims } from './skill-stand.ts';
import type { Skill } from './skills.ts';
import { claimNotFound, mayDecideClaim, requireDecider, requireToolbox } from './toolbox-policy.ts';

/** Academy parts: claimed by the officer with proof in words, decided by a supervisor. */
export function createClaims(
  { database, clock, audit, outbox }: Platform,
  claims: ClaimStore,
  skills: readonly Skill[],
) {
  const known = new Set(skills.map(({ id }) => id));

  return {
    /**
     * Claims parts with one proof. Throws AppError `SKILL_UNKNOWN` (422), `PART_CLAIMED` (409) for a part that waits or is
     * approved already.
     */
    async claim(actor: Actor, { parts, proof }: { parts: readonly string[]; proof: string }): Promise<void> {
      requireToolbox(actor);
      const { personId, agencyId } = actor;
      const wanted = parts.map(partOf);
      if (wanted.some(({ skill }) => !known.has(skill))) {
        throw new AppError('SKILL_UNKNOWN', 422, 'There is no such skill in the toolbox.', { field: 'parts' });
      }
      const createdAt = clock.now();
      const rows = wanted.map(({ skill, part }) => ({
        id: newId(),
        agencyId,
        personId,
        skill,
        part,
        proof,
        state: 'pending' as const,
        note: '',
        createdAt,
        decidedBy: null,
        decidedAt: null,
      }));
      await database.write(async (tx) => {
        await claims.takeTurn(tx, personId);
        const stand = standOfClaims(await claims.ofPerson(tx, actor));
        if (wanted.some(({ skill, part }) => ['pending', 'approved'].includes(stand(skill, part)?.state ?? ''))) {
          throw new AppError('PART_CLAIMED', 409, 'You have claimed one of these parts already.', { field: 'parts' });
        }
        await claims.insert(tx, rows);
        const details = { parts: [...parts] };
        await audit.record(tx, { ...by(actor), action: 'skill.claimed', ...subject(personId), details });
      });
    },

    /** Takes back a claim that waits. Throws AppError `CLAIM_NOT_FOUND` (404), `CLAIM_DECIDED` (409). */
    async withdraw(actor: Actor, id: string): Promise<void> {
      requireToolbox(actor);
      await database.write(async (tx) => {
        const [claim] = await claims.byIds(tx, actor.agencyId, [id]);
        if (claim === undefined || claim.personId !== actor.personId) throw claimNotFound();
        if (claim.state !== 'pending') {
          throw new AppError('CLAIM_DECIDED', 409, 'This claim has been decided or taken back meanwhile.');
        }
        await claims.decide(tx, [id], { state: 'withdrawn', decidedBy: null, decidedAt: clock.now(), note: '' });
        const details = { claim: id, skill: claim.skill, part: claim.part };
        await audit.record(tx, { ...by(actor), action: 'skill.claim-withdrawn', ...subject(actor.personId), details });
      });
    },

    /** What waits for the actor's decision, the oldest first; one's own claims are for another supervisor. */
    async pending(actor: Actor): Promise<NamedClaim[]> {
      requireDecider(actor);
      return claims.pending(null, actor.agencyId, actor.personId);
    },

    /**
     * Decides claims together; resolves with how many were decided: those that somebody else decided meanwhile stay as they
     * are. Throws AppError `CLAIM_NOT_FOUND` (404), `NOTE_MISSING` (422) for a refusal without its reason.
     */
    async decide(actor: Actor, { ids, decision, note }: Decision): Promise<number> {
      requireDecider(actor);
      if (decision === 'refused' && note === '') {
        throw new AppError('NOTE_MISSING', 422, 'Say why, so that the officer knows what is missing.', {
          field: 'note',
        });
      }
      return database.write(async (tx) => {
        const found = await claims.byIds(tx, actor.agencyId, ids);
        if (found.length < ids.length || !found.every((claim) => mayDecideClaim(actor, claim))) throw claimNotFound();
        const open = found.filter(({ state }) => state === 'pending');
        const decided = { state: decision, decidedBy: actor.personId, decidedAt: clock.now(), note };
        await claims.decide(
          tx,
          open.map(({ id }) => id),
          decided,
        );
        for (const { id, personId, agencyId, skill, part } of open) {
          const details = { claim: id, skill, part, note };
          await audit.record(tx, { ...by(actor), action: `skill.claim-${decision}`, ...subject(personId), details });
          await emitClaimDecided(outbox, tx, { kind: 'skill', id, personId, agencyId, state: decision });
        }
        return open.length;
      });
    },
  };
}

/** See `createClaims`. */
export type Claims = ReturnType<typeof createClaims>;

function partOf(text: string): { skill: string; part: number } {
  const [skill = '', part = ''] = text.split(':');
  return { skill, part: Number(part) };
}

const by = ({ agencyId, personId: actorId }: Actor) => ({ agencyId, actorId });
const subject = (subjectId: string) => ({ subjectType: 'person', subjectId });
