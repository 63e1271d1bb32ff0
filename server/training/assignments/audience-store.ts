import { QueryTypes } from 'sequelize';
import type { Database, Tx } from '../../platform/index.ts';

/** Somebody with an open account who belongs to an agency. */
export interface AudiencePerson {
  readonly personId: string;
  readonly name: string;
  readonly roles: readonly string[];
  /** Schools of placements that run on the day. */
  readonly schoolIds: readonly string[];
  /** First day of the longest of them; null without one. */
  readonly placedOn: string | null;
}

/** A school that people of an agency are placed at. */
export interface AudienceSchool {
  readonly id: string;
  readonly name: string;
}

/** SQL over who may be assigned something: people, roles and placements, which belong to the rooms below and are only read. */
export function createAudienceStore({ sequelize, tablePrefix }: Database) {
  const quote = (name: string): string => sequelize.getQueryInterface().quoteIdentifier(name);
  const table = (name: string): string => quote(tablePrefix + name);

  async function select<Row extends object>(tx: Tx | null, sql: string, replacements: Record<string, unknown>) {
    return sequelize.query<Row>(sql, { replacements, type: QueryTypes.SELECT, transaction: tx });
  }

  return {
    /** Everybody of an agency by family name, with the placements of a day. */
    async people(tx: Tx | null, agencyId: string, today: string): Promise<AudiencePerson[]> {
      const held = await select<{ id: string; given: string; family: string; rank: string; role: string }>(
        tx,
        `SELECT p.id AS "id", p.given_name AS "given", p.family_name AS "family", p.${quote('rank')} AS "rank", m.${quote('role')} AS "role"
         FROM ${table('memberships')} m JOIN ${table('people')} p ON p.id = m.person_id
         WHERE m.organisation_type = 'agency' AND m.organisation_id = :agencyId AND m.ended_at IS NULL
           AND p.disabled_at IS NULL
         ORDER BY p.family_name, p.given_name, p.id`,
        { agencyId },
      );
      const placed = await select<{ personId: string; schoolId: string; startsOn: string }>(
        tx,
        `SELECT person_id AS "personId", school_id AS "schoolId", starts_on AS "startsOn" FROM ${table('placements')}
         WHERE agency_id = :agencyId AND starts_on <= :today AND (ends_on IS NULL OR ends_on >= :today)
         ORDER BY starts_on`,
        { agencyId, today },
      );
      const people = new Map<string, { name: string; roles: string[] }>();
      for (const { id, given, family, rank, role } of held) {
        const known = people.get(id) ?? { name: `${rank} ${given} ${family}`.trim(), roles: [] };
        people.set(id, { ...known, roles: [...known.roles, role] });
      }
      const places = new Map<string, { schoolId: string; startsOn: string }[]>();
      for (const { personId, ...place } of placed) places.set(personId, [...(places.get(personId) ?? []), place]);
      return [...people].map(([personId, person]) => ({
        personId,
        ...person,
        schoolIds: (places.get(personId) ?? []).map(({ schoolId }) => schoolId),
        placedOn: places.get(personId)?.[0]?.startsOn ?? null,
      }));
    },

    /** Schools with placements of the agency that have not ended, by name. */
    async schools(tx: Tx | null, agencyId: string, today: string): Promise<AudienceSchool[]> {
      return select<AudienceSchool>(
        tx,
        `SELECT s.id AS "id", s.name AS "name" FROM ${table('schools')} s WHERE s.id IN
           (SELECT school_id FROM ${table('placements')} WHERE agency_id = :agencyId AND (ends_on IS NULL OR ends_on >= :today))
         ORDER BY s.name, s.id`,
        { agencyId, today },
      );
    },

    /** Names of people who belong or belonged to an agency. */
    async names(tx: Tx | null, agencyId: string, personIds: readonly string[]): Promise<Map<string, string>> {
      if (personIds.length === 0) return new Map();
      const rows = await select<{ id: string; given: string; family: string; rank: string }>(
        tx,
        `SELECT DISTINCT p.id AS "id", p.given_name AS "given", p.family_name AS "family", p.${quote('rank')} AS "rank"
         FROM ${table('people')} p JOIN ${table('memberships')} m ON m.person_id = p.id
         WHERE m.organisation_type = 'agency' AND m.organisation_id = :agencyId AND p.id IN (:personIds)`,
        { agencyId, personIds: [...personIds] },
      );
      return new Map(rows.map(({ id, given, family, rank }) => [id, `${rank} ${given} ${family}`.trim()]));
    },
  };
}

/** See `createAudienceStore`. */
export type AudienceStore = ReturnType<typeof createAudienceStore>;
