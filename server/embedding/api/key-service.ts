import type { Agencies } from '../../agencies/index.ts';
import { isId, requireRole, type Actor, type Role } from '../../people/index.ts';
import { AppError, newId, randomToken, sha256Hex, type Platform, type Tx } from '../../platform/index.ts';
import type { Doors } from '../doors/index.ts';
import type { ApiKeyRow } from './api-model.ts';
import type { ApiStore } from './api-store.ts';
import { storedOrigins, storedScopes, type NewKey } from './key-input.ts';
import type { Scope } from './scope-policy.ts';

/** A key as its administrator sees it: never the secret. */
export interface KnownKey {
  readonly id: string;
  readonly name: string;
  readonly hint: string;
  readonly scopes: readonly Scope[];
  readonly origins: readonly string[];
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

/** Who comes in by a key. */
export interface KeyHolder {
  readonly keyId: string;
  readonly name: string;
  readonly agencyId: string;
  readonly scopes: readonly Scope[];
  /** An actor of the key's agency with these roles and no others; throws AppError `SCOPE_MISSING` (403) without the scope. */
  actorFor(scope: Scope | null, roles: readonly Role[]): Actor;
}

/** Begins every key, so that scanners of source code know one. */
const PREFIX = 'sbk_';
const SHOWN = 10;
/** The last use is written down once in this time, ms. */
const USE_MS = 60_000;

/** Keys of an agency: made and revoked by administrators; only a hash is kept. */
export function createKeys(
  { database, clock, audit }: Pick<Platform, 'database' | 'clock' | 'audit'>,
  { organisations, doors }: { organisations: Agencies['organisations']; doors: Pick<Doors, 'setEnabled'> },
  store: ApiStore,
) {
  const record = (tx: Tx, actor: Actor, action: string, row: Pick<ApiKeyRow, 'id' | 'name' | 'scopes'>) =>
    audit.record(tx, {
      agencyId: actor.agencyId,
      actorId: actor.personId,
      action,
      subjectType: 'api-key',
      subjectId: row.id,
      details: { name: row.name, scopes: storedScopes.parse(JSON.parse(row.scopes)) },
    });

  return {
    /** Makes a key and resolves with it, the only time that it is told. Throws AppError `NOT_ALLOWED` (403). */
    async make(actor: Actor, { name, scopes, origins }: NewKey): Promise<string> {
      requireRole(actor, 'administrator');
      const key = PREFIX + randomToken();
      const row: ApiKeyRow = {
        id: newId(),
        agencyId: actor.agencyId,
        name,
        hint: key.slice(0, SHOWN),
        tokenHash: sha256Hex(key),
        scopes: JSON.stringify([...new Set(scopes)]),
        origins: JSON.stringify([...new Set(origins)]),
        doorId: null,
        createdBy: actor.personId,
        createdAt: clock.now(),
        lastUsedAt: null,
        revokedAt: null,
        revokedBy: null,
      };
      await database.write(async (tx) => {
        await store.insertKey(tx, row);
        await record(tx, actor, 'api-key.made', row);
      });
      return key;
    },

    /** Keys of the actor's agency, the newest first. Throws AppError `NOT_ALLOWED` (403). */
    async list(actor: Actor): Promise<KnownKey[]> {
      requireRole(actor, 'administrator');
      return (await store.keysOf(null, actor.agencyId)).map(knownKey);
    },

    /** From now on the key opens nothing, and what was opened by it cannot be opened again. Throws AppError `NOT_ALLOWED` (403), `API_KEY_NOT_FOUND` (404). */
    async revoke(actor: Actor, id: string): Promise<void> {
      requireRole(actor, 'administrator');
      const known = isId(id) ? await store.key(null, actor.agencyId, id) : null;
      if (known === null) throw new AppError('API_KEY_NOT_FOUND', 404, 'There is no such key in your agency.');
      await database.write(async (tx) => {
        const found = await store.lockKey(tx, id);
        if (found === null || found.revokedAt !== null) return;
        await store.updateKey(tx, id, { revokedAt: clock.now(), revokedBy: actor.personId });
        await record(tx, actor, 'api-key.revoked', found);
      });
      // A door that a launch link made meanwhile is known by now: the row was locked.
      const doorId = (await store.key(null, actor.agencyId, id))?.doorId ?? null;
      if (doorId !== null) await doors.setEnabled(actor, doorId, false);
    },

    /** Whose key it is. Throws AppError `API_KEY_UNKNOWN` (401) for one that nobody has, or that was revoked. */
    async holderOf(key: string): Promise<KeyHolder> {
      const row = key.startsWith(PREFIX) ? await store.keyByHash(null, sha256Hex(key)) : null;
      if (row === null || row.revokedAt !== null) throw unknown();
      const agency = await organisations.find(null, row.agencyId);
      if (agency === null) throw unknown();
      await noteUse(row);
      const scopes = storedScopes.parse(JSON.parse(row.scopes));
      const { id: keyId, name, agencyId } = row;
      return {
        keyId,
        name,
        agencyId,
        scopes,
        actorFor(scope, roles) {
          if (scope !== null && !scopes.includes(scope)) throw scopeMissing(scope);
          return {
            // No person's id: what a person may see as the own is not the key's.
            personId: keyId,
            agencyId,
            agencyName: agency.name,
            organisationType: 'agency',
            timeZone: agency.timeZone,
            roles: scope === null ? [] : roles,
            name,
            rank: '',
            email: null,
            locale: 'en',
          };
        },
      };
    },
  };

  async function noteUse({ id, lastUsedAt }: ApiKeyRow): Promise<void> {
    const now = clock.now();
    if (lastUsedAt !== null && now.getTime() - lastUsedAt.getTime() < USE_MS) return;
    await database.write((tx) => store.updateKey(tx, id, { lastUsedAt: now }));
  }
}

/** See {@link createKeys}. */
export type Keys = ReturnType<typeof createKeys>;

function knownKey(row: ApiKeyRow): KnownKey {
  const { id, name, hint, createdBy, createdAt, lastUsedAt, revokedAt } = row;
  const scopes = storedScopes.parse(JSON.parse(row.scopes));
  const origins = storedOrigins.parse(JSON.parse(row.origins));
  return { id, name, hint, scopes, origins, createdBy, createdAt, lastUsedAt, revokedAt };
}

function unknown(): AppError {
  return new AppError('API_KEY_UNKNOWN', 401, 'This key is not known, or it was revoked.', {
    help: 'Send Authorization: Bearer and a key. An administrator makes one under Organisation, API keys and webhooks.',
  });
}

function scopeMissing(scope: Scope): AppError {
  return new AppError('SCOPE_MISSING', 403, `This key does not have the right ${scope}.`, {
    help: 'An administrator of the agency can make a key that has it.',
    details: { scope },
  });
}
