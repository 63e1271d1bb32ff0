import { isId, requireRole, type Actor } from '../people/index.ts';
import { AppError, newId, type Tx } from '../platform/index.ts';
import type { SchoolRow } from './agency-model.ts';
import type { DeskParts } from './desk-parts.ts';
import type { ServedDistrict, ServedSchool } from './district-store.ts';
import type { NewOrganisation } from './agency-service.ts';

/** A district that the agency serves, with its schools and, where the agency keeps it, its directors. */
export interface DistrictEntry {
  readonly district: ServedDistrict;
  readonly schools: readonly ServedSchool[];
  readonly directors: readonly { readonly personId: string; readonly email: string }[];
}

/** Names of a person with the address. */
export interface NewDirector {
  readonly givenName: string;
  readonly familyName: string;
  readonly rank: string;
  readonly email: string;
}

/**
 * Districts and schools for an agency's administrators. An agency changes those districts only that it made, so that no
 * agency renames what another one relies on; those of other agencies are not found (404).
 */
export function createOrganisationDesk({ platform, agencies, people }: DeskParts) {
  const { database, clock, audit } = platform;
  const { districts, agencies: store } = agencies.stores;

  const record = (tx: Tx, actor: Actor, action: string, subjectType: string, subjectId: string, name: string) => {
    const { agencyId, personId: actorId } = actor;
    return audit.record(tx, { agencyId, actorId, action, subjectType, subjectId, details: { name } });
  };

  /** Throws `DISTRICT_NOT_FOUND` (404), `DISTRICT_KEPT_ELSEWHERE` (403). */
  async function keptDistrict(tx: Tx, actor: Actor, districtId: string): Promise<ServedDistrict> {
    requireRole(actor, 'administrator');
    const served = isId(districtId) ? await districts.servedBy(tx, actor.agencyId) : [];
    const district = served.find(({ id }) => id === districtId);
    if (district === undefined) throw new AppError('DISTRICT_NOT_FOUND', 404, 'Your agency serves no such district.');
    if (!district.keeps) throw keptElsewhere();
    return district;
  }

  async function refuseSameName(tx: Tx, actor: Actor, districtId: string, name: string, but?: string): Promise<void> {
    const schools = await districts.schoolsServedBy(tx, actor.agencyId);
    const isSame = (one: SchoolRow): boolean =>
      one.districtId === districtId && one.id !== but && one.name.toLowerCase() === name.toLowerCase();
    if (!schools.some(isSame)) return;
    throw new AppError('SCHOOL_EXISTS', 409, 'The district has a school of this name.', { field: 'name' });
  }

  /** Throws `SCHOOL_NOT_FOUND` (404), `DISTRICT_KEPT_ELSEWHERE` (403). */
  async function keptSchool(tx: Tx, actor: Actor, schoolId: string): Promise<ServedSchool> {
    requireRole(actor, 'administrator');
    const schools = isId(schoolId) ? await districts.schoolsServedBy(tx, actor.agencyId) : [];
    const school = schools.find(({ id }) => id === schoolId);
    if (school === undefined) throw new AppError('SCHOOL_NOT_FOUND', 404, 'Your agency serves no such school.');
    if (!school.keeps) throw keptElsewhere();
    return school;
  }

  return {
    /** What a change asks before it reads its form. Throws `DISTRICT_NOT_FOUND` (404), `DISTRICT_KEPT_ELSEWHERE` (403). */
    requireKept: (actor: Actor, districtId: string) => database.read((tx) => keptDistrict(tx, actor, districtId)),

    /** The same of a school. Throws `SCHOOL_NOT_FOUND` (404), `DISTRICT_KEPT_ELSEWHERE` (403). */
    requireKeptSchool: (actor: Actor, schoolId: string) => database.read((tx) => keptSchool(tx, actor, schoolId)),

    async list(actor: Actor): Promise<DistrictEntry[]> {
      requireRole(actor, 'administrator');
      const served = await districts.servedBy(null, actor.agencyId);
      const schools = await districts.schoolsServedBy(null, actor.agencyId);
      const kept = served.filter(({ keeps }) => keeps).map(({ id }) => id);
      const directors = await people.directors.of(kept);
      return served.map((district) => ({
        district,
        schools: schools.filter(({ districtId }) => districtId === district.id),
        directors: directors.filter(({ districtId }) => districtId === district.id),
      }));
    },

    /** Makes a district that the agency keeps. */
    async createDistrict(actor: Actor, district: NewOrganisation): Promise<string> {
      requireRole(actor, 'administrator');
      const row = { id: newId(), ...district, createdAt: clock.now() };
      await database.write(async (tx) => {
        await store.insertDistrict(tx, row);
        await districts.serve(tx, actor.agencyId, row.id, true, row.createdAt);
        await record(tx, actor, 'district.created', 'district', row.id, row.name);
      });
      return row.id;
    },

    /** Resolves with the id. Throws AppError `DISTRICT_NOT_FOUND` (404), `DISTRICT_KEPT_ELSEWHERE` (403), `SCHOOL_EXISTS` (409). */
    async createSchool(actor: Actor, districtId: string, name: string): Promise<string> {
      return database.write(async (tx) => {
        await keptDistrict(tx, actor, districtId);
        await refuseSameName(tx, actor, districtId, name);
        const row = { id: newId(), districtId, name, createdAt: clock.now() };
        await store.insertSchool(tx, row);
        await record(tx, actor, 'school.created', 'school', row.id, name);
        return row.id;
      });
    },

    /** Throws AppError `SCHOOL_NOT_FOUND` (404), `DISTRICT_KEPT_ELSEWHERE` (403), `SCHOOL_EXISTS` (409). */
    async renameSchool(actor: Actor, schoolId: string, name: string): Promise<void> {
      await database.write(async (tx) => {
        const school = await keptSchool(tx, actor, schoolId);
        await refuseSameName(tx, actor, school.districtId, name, school.id);
        await districts.renameSchool(tx, school.id, name);
        await record(tx, actor, 'school.renamed', 'school', school.id, `${school.name} -> ${name}`);
      });
    },

    /** Throws AppError `DISTRICT_NOT_FOUND` (404), `DISTRICT_KEPT_ELSEWHERE` (403), `ACCOUNT_EXISTS` (409). */
    async addDirector(actor: Actor, districtId: string, person: NewDirector): Promise<void> {
      const by = { agencyId: actor.agencyId, actorId: actor.personId };
      await database.write(async (tx) => {
        await keptDistrict(tx, actor, districtId);
        await people.directors.add(tx, districtId, person, by);
      });
    },

    /** Throws AppError `DISTRICT_NOT_FOUND`, `DIRECTOR_NOT_FOUND` (404), `DISTRICT_KEPT_ELSEWHERE` (403). */
    async removeDirector(actor: Actor, districtId: string, personId: string): Promise<void> {
      const by = { agencyId: actor.agencyId, actorId: actor.personId };
      await database.write(async (tx) => {
        await keptDistrict(tx, actor, districtId);
        await people.directors.remove(tx, districtId, personId, by);
      });
    },
  };
}

/** See `createOrganisationDesk`. */
export type OrganisationDesk = ReturnType<typeof createOrganisationDesk>;

function keptElsewhere(): AppError {
  return new AppError('DISTRICT_KEPT_ELSEWHERE', 403, 'This district is not kept by your agency.', {
    help: 'Ask whoever runs the server to change its schools.',
  });
}
