import type { Actor, Organisation, Organisations } from '../people/index.ts';
import { AppError, newId, readInput, type Platform, type Tx } from '../platform/index.ts';
import { organisationInput, placementInput, schoolInput } from './agency-input.ts';
import { defineAgencyModels, type AgencyRow, type PlacementRow, type SchoolRow } from './agency-model.ts';
import { createAgencyStore } from './agency-store.ts';
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

/** Agencies, districts, schools and placements. Making them is for commands and the demo; no page does it yet. */
export function createAgencies({ database, clock, audit }: Platform) {
  const models = defineAgencyModels(database);
  const agencies = createAgencyStore(models);
  const placements = createPlacementStore(models);

  const record = (tx: Tx, agencyId: string | null, action: string, subjectType: string, subjectId: string) =>
    audit.record(tx, { agencyId, actorId: null, action, subjectType, subjectId });

  const organisations: Organisations = {
    async find(tx, id) {
      return organisationOf(await agencies.byId(tx, id));
    },
    async only(tx) {
      const [one, another] = await agencies.first(tx, 2);
      return another === undefined ? organisationOf(one ?? null) : null;
    },
  };

  return {
    /** What the people room asks of this one. */
    organisations,

    /** Throws AppError `INPUT_INVALID` (422). */
    async createAgency(agency: NewOrganisation): Promise<AgencyRow> {
      const row = { id: newId(), ...readInput(organisationInput, agency), createdAt: clock.now() };
      await database.write(async (tx) => {
        await agencies.insertAgency(tx, row);
        await record(tx, row.id, 'agency.created', 'agency', row.id);
      });
      return row;
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

    /** Places an officer at a school; dates are YYYY-MM-DD. Throws `SCHOOL_NOT_FOUND`, `AGENCY_NOT_FOUND` (404). */
    async createPlacement(
      key: { agencyId: string; personId: string; schoolId: string },
      placement: { role?: string; startsOn: string; endsOn?: string | null },
    ): Promise<PlacementRow> {
      const row = { id: newId(), ...key, ...readInput(placementInput, placement), createdAt: clock.now() };
      await database.write(async (tx) => {
        if ((await agencies.byId(tx, key.agencyId)) === null) throw missing('AGENCY_NOT_FOUND', 'agency');
        if ((await agencies.schoolById(tx, key.schoolId)) === null) throw missing('SCHOOL_NOT_FOUND', 'school');
        await placements.insert(tx, row);
        await record(tx, key.agencyId, 'placement.created', 'person', key.personId);
      });
      return row;
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

/** YYYY-MM-DD: the Swedish form of a date is the ISO one. */
function dayIn(timeZone: string, at: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone }).format(at);
}

function missing(code: string, noun: string): AppError {
  return new AppError(code, 404, `There is no such ${noun}.`);
}
