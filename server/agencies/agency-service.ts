import type { Actor, Organisation, Organisations } from '../people/index.ts';
import { AppError, dayIn, derivedId, newId, readInput, type Platform, type Tx } from '../platform/index.ts';
import { organisationInput, placementInput, schoolInput } from './agency-input.ts';
import { defineAgencyModels, type AgencyRow, type PlacementRow, type SchoolRow } from './agency-model.ts';
import { createAgencyStore } from './agency-store.ts';
import { emitPlacementChanged } from './agency-events.ts';
import { createDistrictStore } from './district-store.ts';
import { overlap } from './placement-policy.ts';
import { createPlacementStore } from './placement-store.ts';
import { placementLine } from './agency-view.ts';

/** An agency or district to be made. */
export interface NewOrganisation {
  readonly name: string;
  /** IANA name. */
  readonly timeZone: string;
  /** Two letters. */
  readonly state: string;
}

/** What an officer's pages say of the placement. */
export interface Assignment {
  readonly schools: readonly string[];
  /** "Assigned to Harlow High since Aug 2025". */
  readonly line: string | null;
}

/** Agencies, districts, schools and placements as commands and the demo make them; what people do is on the desk. */
export function createAgencies({ database, clock, audit, outbox }: Platform) {
  const models = defineAgencyModels(database);
  const agencies = createAgencyStore(models);
  const districts = createDistrictStore(models);
  const placements = createPlacementStore(models);

  const record = (tx: Tx, agencyId: string | null, action: string, subjectType: string, subjectId: string) =>
    audit.record(tx, { agencyId, actorId: null, action, subjectType, subjectId });

  const organisations: Organisations = {
    async find(tx, id) {
      return organisationOf(await agencies.byId(tx, id));
    },
    async findDistrict(tx, id) {
      return organisationOf(await agencies.districtById(tx, id));
    },
    async only(tx) {
      const [one, another] = await agencies.first(tx, 2);
      return another === undefined ? organisationOf(one ?? null) : null;
    },
  };

  async function insert(tx: Tx, row: AgencyRow): Promise<AgencyRow> {
    await agencies.insertAgency(tx, row);
    await record(tx, row.id, 'agency.created', 'agency', row.id);
    return row;
  }

  return {
    /** What the people room asks of this one. */
    organisations,

    /** SQL of the room, for its own desk. */
    stores: { agencies, districts, placements },

    /** Throws AppError `INPUT_INVALID` (422). */
    async createAgency(agency: NewOrganisation): Promise<AgencyRow> {
      const row = { id: newId(), ...readInput(organisationInput, agency), createdAt: clock.now() };
      return database.write((tx) => insert(tx, row));
    },

    /**
     * The agency of a name, made where there is none; its id comes out of the name, so that two processes that start at once
     * make one. Throws AppError `INPUT_INVALID` (422).
     */
    async ensureAgency(agency: NewOrganisation): Promise<AgencyRow> {
      const input = readInput(organisationInput, agency);
      const row = { id: derivedId('agency', input.name), ...input, createdAt: clock.now() };
      const findOrInsert = (): Promise<AgencyRow> =>
        database.write(async (tx) => (await agencies.byName(tx, input.name)) ?? insert(tx, row));
      try {
        return await findOrInsert();
      } catch (error) {
        // The other process was quicker: its row is there now.
        if (error instanceof AppError && error.code === 'AGENCY_EXISTS') return findOrInsert();
        throw error;
      }
    },

    /** The oldest agency of this name; null where there is none. */
    findAgency: (name: string): Promise<AgencyRow | null> => agencies.byName(null, name),

    /** True before the first agency is made. */
    async isEmpty(): Promise<boolean> {
      return (await agencies.first(null, 1)).length === 0;
    },

    async createDistrict(district: NewOrganisation): Promise<AgencyRow> {
      const row = { id: newId(), ...readInput(organisationInput, district), createdAt: clock.now() };
      await database.write(async (tx) => {
        await agencies.insertDistrict(tx, row);
        await record(tx, null, 'district.created', 'district', row.id);
      });
      return row;
    },

    /** The district of a name; null where there is none. Throws AppError `DISTRICT_AMBIGUOUS` (409). */
    async findDistrict(name: string): Promise<AgencyRow | null> {
      const [district, another] = await districts.byName(null, name);
      if (another === undefined) return district ?? null;
      throw new AppError('DISTRICT_AMBIGUOUS', 409, `There are several districts called ${name}.`);
    },

    /** The agency places officers in the district; `keeps` lets its administrators change the district's schools. */
    async serveDistrict(agencyId: string, districtId: string, { keeps = false } = {}): Promise<void> {
      await database.write(async (tx) => {
        await districts.serve(tx, agencyId, districtId, keeps, clock.now());
        await record(tx, agencyId, 'district.served', 'district', districtId);
      });
    },

    /** Schools of the districts that an agency serves, by name. */
    async schoolsOf(agencyId: string): Promise<{ id: string; name: string }[]> {
      return (await districts.schoolsServedBy(null, agencyId)).map(({ id, name }) => ({ id, name }));
    },

    /** Throws AppError `DISTRICT_NOT_FOUND` (404). */
    async createSchool(districtId: string, school: { name: string }): Promise<SchoolRow> {
      const row = { id: newId(), districtId, ...readInput(schoolInput, school), createdAt: clock.now() };
      await database.write(async (tx) => {
        if ((await agencies.districtById(tx, districtId)) === null) throw missing('DISTRICT_NOT_FOUND', 'district');
        await agencies.insertSchool(tx, row);
        await record(tx, null, 'school.created', 'school', row.id);
      });
      return row;
    },

    /**
     * Places an officer at a school, whose district the agency serves from then on; dates are YYYY-MM-DD. Throws
     * `SCHOOL_NOT_FOUND`, `AGENCY_NOT_FOUND` (404), `PLACEMENT_OVERLAPS` (409).
     */
    async createPlacement(
      key: { agencyId: string; personId: string; schoolId: string },
      placement: { role?: string; startsOn: string; endsOn?: string | null },
    ): Promise<PlacementRow> {
      const days = readInput(placementInput, placement);
      const row = { id: newId(), ...key, ...days, createdAt: clock.now(), endedReason: null, updatedAt: null };
      await database.write(async (tx) => {
        if ((await agencies.byId(tx, key.agencyId)) === null) throw missing('AGENCY_NOT_FOUND', 'agency');
        const school = await agencies.schoolById(tx, key.schoolId);
        if (school === null) throw missing('SCHOOL_NOT_FOUND', 'school');
        await districts.lockSchools(tx, [school.id]);
        const before = await placements.everOf(tx, key.agencyId, [key.personId]);
        if (before.some((one) => one.schoolId === school.id && overlap(one, row))) throw overlaps();
        await districts.serve(tx, key.agencyId, school.districtId, false, clock.now());
        await placements.insert(tx, [row]);
        await record(tx, key.agencyId, 'placement.created', 'person', key.personId);
        await emitPlacementChanged(outbox, tx, key.agencyId, [key.personId]);
      });
      return row;
    },

    /** True when somebody is or was placed by the agency. */
    async hasPlacements(agencyId: string, personId: string): Promise<boolean> {
      return (await placements.everOf(null, agencyId, [personId])).length > 0;
    },

    /** Where the actor is placed today, the day taken in the agency's time zone. */
    async assignmentOf({ agencyId, personId, timeZone, locale }: Actor): Promise<Assignment> {
      const on = dayIn(timeZone, clock.now());
      const rows = await placements.ofPerson(null, { agencyId, personId, on });
      return { schools: rows.map(({ school }) => school.name), line: placementLine(rows, locale) };
    },
  };
}

/** See `createAgencies`. */
export type Agencies = ReturnType<typeof createAgencies>;

function organisationOf(row: AgencyRow | null): Organisation | null {
  return row && { id: row.id, name: row.name, timeZone: row.timeZone };
}

/** Two placements of one officer at one school on the same day. */
export function overlaps(): AppError {
  return new AppError('PLACEMENT_OVERLAPS', 409, 'The officer is placed at this school in that time already.', {
    help: 'End the other placement first, or choose other days.',
    field: 'startsOn',
  });
}

function missing(code: string, noun: string): AppError {
  return new AppError(code, 404, `There is no such ${noun}.`);
}
