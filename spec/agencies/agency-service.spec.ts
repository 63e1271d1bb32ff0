import { expect } from 'chai';
import type { Agencies } from '../../server/agencies/index.ts';
import { AppError, newId, type Platform } from '../../server/platform/index.ts';
import { forEachDatabase } from '../support/databases.ts';
import {
  actorFor,
  buildAgency,
  buildOfficer,
  buildRooms,
  type BuiltPerson,
  type PeopleRooms,
} from '../support/people.ts';
import { buildPlatform, standingClock } from '../support/platform.ts';

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );

forEachDatabase((make) => {
  describe('agencies and placements', () => {
    const clock = standingClock(new Date('2026-11-24T03:00:00Z'));
    let platform: Platform;
    let rooms: PeopleRooms;
    let agencies: Agencies;

    before(async () => {
      platform = await buildPlatform(await make(), { clock });
      rooms = await buildRooms(platform);
      ({ agencies } = rooms);
    });

    async function schoolCalled(name: string): Promise<string> {
      const district = await agencies.createDistrict({ name: 'A district', timeZone: 'America/Denver', state: 'CO' });
      return (await agencies.createSchool(district.id, { name })).id;
    }

    async function place(officer: BuiltPerson, school: string, startsOn: string, endsOn: string | null = null) {
      const key = { agencyId: officer.agencyId, personId: officer.id, schoolId: await schoolCalled(school) };
      await agencies.createPlacement(key, { role: 'School resource officer', startsOn, endsOn });
    }

    const assignment = async (officer: BuiltPerson) => agencies.assignmentOf(await actorFor(rooms, officer));

    it('makes an agency, finds it by name and records it in its own trail', async () => {
      const agency = await agencies.createAgency({ name: ' Wexley Police ', timeZone: 'America/Chicago', state: 'TX' });
      expect(agency.name).to.equal('Wexley Police');
      expect(await agencies.findAgency('Wexley Police')).to.include({ id: agency.id, state: 'TX' });
      expect(await agencies.findAgency('Wexley')).to.equal(null);
      const [event] = await platform.audit.list(agency.id);
      expect(event).to.include({ action: 'agency.created', actorId: null });
    });

    it('makes one agency of a name that is asked for several times at once, and finds it again', async () => {
      const agency = { name: 'Dunmore Police', timeZone: 'America/Chicago', state: 'TX' };
      const asked = await Promise.all([1, 2, 3].map(() => agencies.ensureAgency(agency)));
      const again = await agencies.ensureAgency({ ...agency, name: ' Dunmore Police ' });
      expect(new Set([...asked, again].map(({ id }) => id)).size).to.equal(1);
      expect(await platform.audit.list(again.id)).to.have.lengthOf(1);
      const older = await agencies.createAgency({ ...agency, name: 'Older' });
      expect((await agencies.ensureAgency({ ...agency, name: 'Older' })).id).to.equal(older.id);
      expect(await codeOf(agencies.ensureAgency({ ...agency, name: ' ' }))).to.equal('INPUT_INVALID');
    });

    it('refuses an unknown time zone, a long state and an empty name', async () => {
      const good = { name: 'X', timeZone: 'America/Chicago', state: 'TX' };
      for (const wrong of [{ timeZone: 'Mars/Olympus' }, { timeZone: '' }, { state: 'Texas' }, { name: ' ' }]) {
        expect(await codeOf(agencies.createAgency({ ...good, ...wrong })), JSON.stringify(wrong)).to.equal(
          'INPUT_INVALID',
        );
      }
    });

    it('refuses a school of no district and a placement of no school or agency', async () => {
      const officer = await buildOfficer(rooms);
      const schoolId = await schoolCalled('Mill Creek');
      const placement = { startsOn: '2026-01-01' };
      const key = { agencyId: officer.agencyId, personId: officer.id, schoolId };
      expect(await codeOf(agencies.createSchool(newId(), { name: 'X' }))).to.equal('DISTRICT_NOT_FOUND');
      expect(await codeOf(agencies.createPlacement({ ...key, schoolId: newId() }, placement))).to.equal(
        'SCHOOL_NOT_FOUND',
      );
      expect(await codeOf(agencies.createPlacement({ ...key, agencyId: newId() }, placement))).to.equal(
        'AGENCY_NOT_FOUND',
      );
    });

    it('refuses a placement that ends before it starts, and days that the calendar does not have', async () => {
      const officer = await buildOfficer(rooms);
      const key = { agencyId: officer.agencyId, personId: officer.id, schoolId: await schoolCalled('Ash Street') };
      for (const days of [
        { startsOn: '2026-02-30' },
        { startsOn: 'today' },
        { startsOn: '2026-02-02', endsOn: '2026-02-01' },
      ]) {
        expect(await codeOf(agencies.createPlacement(key, days))).to.equal('INPUT_INVALID');
      }
    });

    it('says where an officer is placed since when, the latest first', async () => {
      const officer = await buildOfficer(rooms);
      expect(await assignment(officer)).to.deep.equal({ schools: [], line: null });
      await place(officer, 'Harlow High', '2025-08-11');
      expect((await assignment(officer)).line).to.equal('Assigned to Harlow High since Aug 2025');
      await place(officer, 'Cedar Grove', '2026-01-05');
      expect(await assignment(officer)).to.deep.equal({
        schools: ['Cedar Grove', 'Harlow High'],
        line: 'Assigned to Cedar Grove and 1 more school since Jan 2026',
      });
    });

    it('leaves out placements that are over or have not begun', async () => {
      const officer = await buildOfficer(rooms);
      await place(officer, 'Over', '2025-01-01', '2026-11-22');
      await place(officer, 'To come', '2026-11-25');
      expect((await assignment(officer)).schools).to.deep.equal([]);
    });

    it("takes the day in the agency's time zone", async () => {
      // At this moment it is the evening of Nov 23 in Denver and the morning of Nov 24 in Berlin.
      for (const [timeZone, schools] of [
        ['America/Denver', ['Last day']],
        ['Europe/Berlin', []],
      ] as const) {
        const agency = await buildAgency(rooms, { timeZone });
        const officer = await buildOfficer(rooms, { agencyId: agency.id });
        await place(officer, 'Last day', '2026-01-01', '2026-11-23');
        expect((await assignment(officer)).schools, timeZone).to.deep.equal(schools);
      }
    });

    it("shows no other officer's placement, nor one in another agency", async () => {
      const [officer, other] = [await buildOfficer(rooms), await buildOfficer(rooms)];
      await place(other, 'Elsewhere', '2025-01-01');
      await place({ ...officer, agencyId: other.agencyId }, 'Elsewhere', '2025-01-01');
      expect((await assignment(officer)).schools).to.deep.equal([]);
    });
  });
});
