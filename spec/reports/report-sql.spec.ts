import { expect } from 'chai';
import { addDays } from '../../server/platform/index.ts';
import { readOfficersQuery } from '../../server/reports/officers/officer-input.ts';
import { createOfficerListStore, OFFICERS_PAGE } from '../../server/reports/officers/officer-list-store.ts';
import { createReportReader } from '../../server/reports/report-reader.ts';
import { createExpiryStore } from '../../server/reports/schools/expiry-store.ts';
import { endOfMonths } from '../../server/reports/schools/months-view.ts';
import { asOfDay, type AsOf } from '../../server/reports/standing/as-of.ts';
import { isTrained, isWaiting, personStandings } from '../../server/reports/standing/person-standing.ts';
import { standingOn } from '../../server/reports/standing/standing-on.ts';
import { createStandingStore } from '../../server/reports/standing/standing-store.ts';
import { createStatusStore } from '../../server/reports/status/status-store.ts';
import { crowdRows, type CrowdCertificate } from '../support/crowd-rows.ts';
import { forEachDatabase } from '../support/databases.ts';
import { openDesk, type Desk } from '../support/report-desk.ts';

const NOW = { now: new Date('2026-11-23T18:00:00.000Z'), timeZone: 'America/Chicago' };
const TODAY = asOfDay(null, NOW);
const PAST = asOfDay('2026-06-05', NOW);
const SIZE = 200;
const NONE = { verdicts: [], corrections: [], exemptions: [] };

describe('what SQL counts, beside what is counted row by row', () => {
  forEachDatabase((make) => {
    let desk: Desk;
    let crowd: Awaited<ReturnType<typeof crowdRows>>;
    let agencyId: string;
    const reader = () => createReportReader(desk.database);
    const standings = () => crowd.enrollments.flatMap((one) => standingOn(TODAY, one, NONE) ?? []);
    const sums = () => personStandings(standings(), TODAY.day).filter(({ open }) => open > 0);

    before(async () => {
      desk = await openDesk(await make());
      const place = { timeZone: NOW.timeZone, state: 'TX' };
      agencyId = (await desk.app.agencies.createAgency({ name: 'A crowd', ...place })).id;
      crowd = await crowdRows(desk.database, agencyId, { size: SIZE, seed: 11 });
    });

    it('sums how each officer stands today', async () => {
      const ids = crowd.officers.map(({ id }) => id);
      const found = await desk.database.read((tx) => createStandingStore(reader()).ofPeople(tx, agencyId, ids, TODAY));
      const byPerson = (list: typeof found) => list.toSorted((one, other) => (one.personId < other.personId ? -1 : 1));
      expect(byPerson(found)).to.deep.equal(byPerson(sums()));
      expect(found.filter(isTrained)).to.have.length.above(3);
      expect(found.filter(({ waiting, open }) => waiting > 0 && waiting < open)).to.have.length.above(5);
    });

    for (const [sort, direction] of [
      ['name', 'asc'],
      ['name', 'desc'],
      ['due', 'asc'],
      ['due', 'desc'],
    ] as const) {
      it(`pages through the officers of each status by ${sort} ${direction}, each once and in order`, async () => {
        const list = createOfficerListStore(reader());
        const of = new Map(sums().map((one) => [one.personId, one]));
        const soon = addDays(TODAY.day, 30);
        const all = standings();
        const dues = (id: string): string[] => {
          const own = all.filter(({ personId }) => personId === id);
          return own.filter((one) => isWaiting(one, own, TODAY.day)).flatMap(({ dueOn }) => dueOn ?? []);
        };
        const fits: Readonly<Record<string, (id: string) => boolean>> = {
          all: () => true,
          trained: (id) => isTrained(of.get(id) ?? { open: 0, waiting: 0 }),
          training: (id) => (of.get(id)?.waiting ?? 0) > 0,
          overdue: (id) => (of.get(id)?.overdue ?? 0) > 0,
          soon: (id) => dues(id).some((due) => due >= TODAY.day && due <= soon),
          expiring: (id) =>
            standingCertificates(crowd.certificates, TODAY).some(
              (one) => one.personId === id && (one.expiresOn ?? '') >= TODAY.day && (one.expiresOn ?? '9') <= soon,
            ),
        };
        const turn = direction === 'asc' ? 1 : -1;
        for (const [status, isIn] of Object.entries(fits)) {
          const expected = crowd.officers
            .filter(({ id, hasLeft }) => !hasLeft && isIn(id))
            .map(({ id, name }) => ({ id, name, due: of.get(id)?.nextDue ?? '9999' }))
            .toSorted((one, other) =>
              sort === 'due'
                ? turn * order(one.due, other.due) || order(one.name, other.name) || order(one.id, other.id)
                : turn * order(one.name, other.name) || order(one.id, other.id),
            );
          const found: string[] = [];
          for (let page = 1; page <= Math.ceil(SIZE / OFFICERS_PAGE) + 1; page += 1) {
            const wanted = readOfficersQuery({ status, sort, direction, page: String(page) });
            const { rows, total } = await desk.database.read((tx) => list.page(tx, agencyId, wanted, TODAY));
            expect(total, `${status} page ${page}`).to.equal(expected.length);
            found.push(...rows.map(({ personId }) => personId));
          }
          expect(found, status).to.deep.equal(expected.map(({ id }) => id));
          expect(found, status).to.have.length.above(3);
        }
      });
    }

    it('pages through the status of today and of a past day, each line once and in order', async () => {
      const store = createStatusStore(reader());
      const names = new Map(crowd.officers.map(({ id, name }) => [id, name]));
      const title = new Map(crowd.enrollments.map(({ assignmentId }) => [assignmentId, assignmentId]));
      for (const asOf of [TODAY, PAST]) {
        const expected = crowd.enrollments
          .filter((one) => one.createdAt <= asOf.until && (one.closedAt === null || one.closedAt > asOf.until))
          .map(({ id, personId, assignmentId }) => ({
            id,
            name: names.get(personId) ?? '',
            personId,
            title: title.get(assignmentId) ?? '',
          }));
        const found: { id: string; name: string; personId: string }[] = [];
        const limit = 40;
        for (let offset = 0; offset < expected.length + limit; offset += limit) {
          const { rows, total } = await desk.database.read((tx) =>
            store.page(tx, agencyId, { assignment: '', course: '', school: '' }, asOf, { limit, offset }),
          );
          expect(total).to.equal(expected.length);
          found.push(...rows.map(({ id, personId }) => ({ id, personId, name: names.get(personId) ?? '' })));
        }
        expect(found.map(({ id }) => id).toSorted()).to.deep.equal(expected.map(({ id }) => id).toSorted());
        const people = found.map(({ name, personId }) => `${name} ${personId}`);
        expect(people).to.deep.equal(people.toSorted());
      }
    });

    it('counts what expires by month, and who holds it, as of today and of a past day', async () => {
      const store = createExpiryStore(reader());
      for (const asOf of [TODAY, PAST]) {
        const before = endOfMonths(asOf.day);
        const ahead = standingCertificates(crowd.certificates, asOf).flatMap(({ personId, expiresOn }) =>
          expiresOn !== null && expiresOn >= asOf.day && expiresOn < before ? [{ personId, expiresOn }] : [],
        );
        const months = new Map<string, number>();
        for (const { expiresOn } of ahead)
          months.set(expiresOn.slice(0, 7), (months.get(expiresOn.slice(0, 7)) ?? 0) + 1);
        const soon = ahead.filter(({ expiresOn }) => expiresOn <= addDays(asOf.day, 30));
        const found = await desk.database.read((tx) => store.ahead(tx, { kind: 'agency', id: agencyId }, asOf, before));
        expect(Object.fromEntries(found.months.map(({ month, count }) => [month, count]))).to.deep.equal(
          Object.fromEntries(months),
        );
        expect(found.people).to.equal(new Set(soon.map(({ personId }) => personId)).size);
        expect(months.size).to.be.above(1);
      }
    });
  });
});

const order = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** Row by row: issued by the day, not void, and followed by no newer one of the same course. */
function standingCertificates(all: readonly CrowdCertificate[], { day, until }: AsOf): CrowdCertificate[] {
  const known = all.filter(({ createdAt }) => createdAt <= until);
  return known.filter(
    (one) =>
      one.issuedOn <= day &&
      (one.voidAt === null || one.voidAt > until) &&
      !known.some(
        (other) =>
          other.personId === one.personId &&
          other.courseId === one.courseId &&
          (other.issuedOn > one.issuedOn || (other.issuedOn === one.issuedOn && other.id > one.id)),
      ),
  );
}
