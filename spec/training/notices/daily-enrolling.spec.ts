import { expect } from 'chai';
import { writeFile } from 'node:fs/promises';
import { addDays, addMonths, startOfDay } from '../../../server/platform/index.ts';
import { OWN_POLICY } from '../../../server/training/judging/completion-input.ts';
import { forEachDatabase, scratchPath } from '../../support/databases.ts';
import { playThrough } from '../../support/launch-steps.ts';
import { openOfficerSite, type OfficerSite, type SiteOfficer } from '../../support/officer-site.ts';
import { signIn } from '../../support/people.ts';
import { scorm12Package } from '../../support/sco-packages.ts';

const ZONE = 'America/Chicago';
const HOUR = 3_600_000;
const [ENROL, ROUND] = ['training.enrol', 'notices.round'];
const ORDERS = [
  [ENROL, ROUND],
  [ROUND, ENROL],
];
const PLACED = '2026-12-01';
const DUE = addDays(PLACED, 90);

forEachDatabase((make) => {
  describe('notices of people whom the daily job enrolls', () => {
    let site: OfficerSite;
    let officer: SiteOfficer;
    let courseId: string;
    /** An officer who comes to belong by time alone: the placement at a school begins next week. */
    async function cast(): Promise<void> {
      site = await openOfficerSite(await make());
      const file = await scratchPath('course.zip');
      await writeFile(file, await scorm12Package('Search and seizure', [{ id: 'one', title: 'One' }]));
      ({ courseId } = await site.app.packages.install(file));
      officer = await site.person('officer');
      const boss = await site.person('supervisor');
      const { agencies, training } = site.app;
      const district = await agencies.createDistrict({ name: 'D', timeZone: ZONE, state: 'TX' });
      const school = await agencies.createSchool(district.id, { name: 'Harlow High' });
      const post = { agencyId: site.agencyId, personId: officer.id, schoolId: school.id };
      await agencies.createPlacement(post, { startsOn: PLACED });
      await training.rules.assignments.create(boss.actor, {
        title: 'Yearly training',
        courseId,
        curriculumId: null,
        audience: { kind: 'placed' },
        due: { kind: 'after', anchor: 'assigned', days: 90 },
        policy: OWN_POLICY,
        renewalMonths: 12,
        countsFrom: null,
      });
      await site.app.platform.jobs.drain();
    }
    const goTo = (day: string, hour: number): void => {
      const at = startOfDay(ZONE, day).getTime() + hour * HOUR;
      site.clock.goOn(at - site.clock.now().getTime());
    };
    const told = async () => {
      const rows = await site.rows(`SELECT kind FROM ~notices WHERE person_id = '${officer.id}' ORDER BY id`);
      return rows.map(({ kind }) => kind);
    };
    const letters = async () => (await site.mails()).filter((mail) => mail.includes(`To: ${officer.email}`)).length;
    const run = async (order: readonly (string | undefined)[]): Promise<void> => {
      const { database, jobs } = site.app.platform;
      for (const type of order) {
        await database.write((tx) => jobs.enqueue(tx, String(type), {}));
        await jobs.drain();
      }
    };
    /** What is new by half past midnight of a day, and not half an hour before midnight; mail follows by day. */
    async function newOn(day: string, order: readonly (string | undefined)[]): Promise<unknown[]> {
      const before = await told();
      goTo(addDays(day, -1), 23.5);
      await run(order);
      expect(await told(), `the evening before ${day}`).to.deep.equal(before);
      goTo(day, 0.5);
      await run(order);
      // Again, as the next hour does: nobody is told twice, and the round that came before the enrolling tells now.
      await run(order);
      const mails = await letters();
      goTo(day, 10);
      await run(order);
      const added = (await told()).slice(before.length);
      expect((await letters()) - mails, `mails of ${day}`).to.equal(added.length === 0 ? 0 : 1);
      return added;
    }
    /** A day on which nothing new is told, and the certificate of the day before is mailed: one mail a day. */
    const mailOn = async (day: string): Promise<void> => {
      const before = await letters();
      goTo(day, 10);
      await run([ENROL, ROUND]);
      expect(await letters(), `mail of ${day}`).to.equal(before + 1);
    };
    const complete = async (): Promise<void> => {
      await signIn(officer.browser, officer);
      await playThrough(officer.browser, courseId, [{ 'cmi.core.lesson_status': 'completed' }], { isAgain: true });
      await site.app.platform.jobs.drain();
    };

    for (const order of ORDERS) {
      it(`come once each, on the agency's day, when the jobs run as ${order.join(', ')}`, async () => {
        await cast();
        expect(await newOn(PLACED, order)).to.deep.equal(['assigned']);
        expect(await newOn(addDays(DUE, -61), order)).to.deep.equal([]);
        expect(await newOn(addDays(DUE, -60), order)).to.deep.equal(['due-60']);
        expect(await newOn(addDays(DUE, -30), order)).to.deep.equal(['due-30']);
        expect(await newOn(addDays(DUE, -7), order)).to.deep.equal(['due-7']);
        expect(await newOn(addDays(DUE, 1), order)).to.deep.equal(['overdue']);
        await complete();
        const expiry = '2028-03-02';
        expect((await told()).at(-1)).to.equal('certificate');
        await mailOn('2027-03-03');
        expect(await newOn(addDays(expiry, -60), order)).to.deep.equal(['expires-60']);
        expect(await newOn(addDays(expiry, -30), order)).to.deep.equal(['expires-30']);
        expect(await newOn(addDays(expiry, -7), order)).to.deep.equal(['expires-7']);
        expect(await newOn(addDays(expiry, 1), order), 'once, whichever job comes first').to.deep.equal(['expired']);
        expect(await newOn(addDays(expiry, 2), order)).to.deep.equal([]);
        const rows = await site.rows(`SELECT cycle FROM ~enrollments WHERE person_id = '${officer.id}' ORDER BY cycle`);
        expect(rows.map(({ cycle }) => cycle)).to.deep.equal([1, 2]);
      });
    }

    it('tell nothing of the old cycle once it is renewed', async () => {
      await cast();
      await newOn(PLACED, [ENROL, ROUND]);
      await complete();
      const expiry = addMonths(PLACED, 12);
      await mailOn(addDays(PLACED, 1));
      expect(await newOn(addDays(expiry, -60), [ENROL, ROUND])).to.deep.equal(['expires-60']);
      await complete();
      await mailOn(addDays(expiry, -59));
      for (const days of [-30, -7, 1, 29]) {
        expect(await newOn(addDays(expiry, days), [ENROL, ROUND])).to.deep.equal([]);
      }
      const next = addMonths(addDays(expiry, -60), 12);
      expect(await newOn(addDays(next, -60), [ROUND, ENROL])).to.deep.equal(['expires-60']);
    });
  });
});
