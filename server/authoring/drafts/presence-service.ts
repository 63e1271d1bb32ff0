import type { Actor } from '../../people/index.ts';
import { derivedId, type Platform } from '../../platform/index.ts';
import type { DraftStore } from './draft-store.ts';
import type { Heads } from './head-service.ts';

/** Somebody else who has the draft open. */
export interface Present {
  readonly name: string;
  readonly path: string;
  readonly blockId: string | null;
  /** ISO moment. */
  readonly seenAt: string;
}

/** Who has said nothing for so long is not there any more. */
const AWAY_MS = 45_000;

interface Parts {
  readonly heads: Pick<Heads, 'own'>;
  readonly store: DraftStore;
  readonly namesOf: (ids: readonly string[]) => Promise<Map<string, string>>;
}

/** Who is where in a draft. */
export function createPresence({ database, clock }: Pick<Platform, 'database' | 'clock'>, parts: Parts) {
  const { heads, store, namesOf } = parts;
  return {
    /** Says where the actor is; resolves with the others and with the revision of the actor's file. */
    async tell(
      actor: Actor,
      draftId: string,
      { path, blockId }: { readonly path: string; readonly blockId: string | null },
    ): Promise<{ others: Present[]; revision: number | null }> {
      const draft = await heads.own(null, actor, draftId);
      const { personId, agencyId } = actor;
      const seenAt = clock.now();
      const row = { id: derivedId('presence', draft.id, personId), agencyId, draftId: draft.id, personId };
      await database.write((tx) => store.seen(tx, { ...row, path, blockId, seenAt }));
      const since = new Date(seenAt.getTime() - AWAY_MS);
      const present = (await store.presentSince(null, draft.id, since)).filter((one) => one.personId !== personId);
      const names = await namesOf(present.map((one) => one.personId));
      const file = await store.file(null, draft.id, path);
      return {
        others: present.map((one) => ({
          name: names.get(one.personId) ?? '',
          path: one.path,
          blockId: one.blockId,
          seenAt: one.seenAt.toISOString(),
        })),
        revision: file === null || file.removedAt !== null ? null : file.revision,
      };
    },
  };
}

/** See `createPresence`. */
export type Presence = ReturnType<typeof createPresence>;
