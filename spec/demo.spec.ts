import { expect } from 'chai';
import { installDemo } from '../server/demo.ts';
import type { Platform } from '../server/platform/index.ts';
import { forEachDatabase } from './support/databases.ts';
import { buildAgency, buildRooms, hostApp, openBrowser, signIn } from './support/people.ts';
import { buildPlatform, standingClock } from './support/platform.ts';

forEachDatabase((make) => {
  describe('the demo agency', () => {
    const build = async (): Promise<Platform> =>
      buildPlatform(await make(), { clock: standingClock(new Date('2026-11-23T16:42:00Z')) });

    it('has people of each role who can sign in, officers placed at schools, and one selected', async () => {
      const platform = await build();
      const rooms = await buildRooms(platform);
      const app = hostApp(platform, rooms.people);
      const signIns = (await installDemo(rooms)) ?? [];
      const homes = new Map<string, string>();
      for (const { role, email, password } of signIns) {
        const browser = openBrowser(app);
        await signIn(browser, { email, password });
        homes.set(role, String((await browser.get('/')).headers['location']));
      }
      expect(Object.fromEntries(homes)).to.deep.equal({
        officer: '/my',
        instructor: '/author',
        supervisor: '/overview',
        administrator: '/admin/people',
        director: '/district',
      });
      expect(new Set(signIns.map(({ password }) => password))).to.have.lengthOf(6);
      const officer = await rooms.people.accounts.byEmail(signIns[0]?.email ?? '');
      const actor = officer && (await rooms.people.actors.of(officer));
      const { line } = actor ? await rooms.agencies.assignmentOf(actor) : { line: null };
      expect(line).to.equal('Assigned to Harlow High since Aug 2025');
      const leader = await rooms.people.accounts.byEmail('ann.okafor@harlow.example');
      const supervisor = leader && (await rooms.people.actors.of(leader));
      const chosen = supervisor && officer && (await rooms.desk.selections.history(supervisor, officer.id));
      expect(chosen?.selections.map(({ decision }) => decision)).to.deep.equal(['selected']);
      expect(chosen?.schools.map(({ name, keeps }) => [name, keeps])).to.deep.equal([
        ['Cedar Grove Middle', true],
        ['Harlow High', true],
        ['Mill Creek Elementary', true],
      ]);
    });

    it('stays as it was at a second start, its passwords too', async () => {
      const platform = await build();
      const rooms = await buildRooms(platform);
      const [first] = (await installDemo(rooms)) ?? [];
      const before = await platform.audit.verify();
      expect(await installDemo(rooms)).to.equal(null);
      expect((await platform.audit.verify()).rows).to.equal(before.rows);
      const browser = openBrowser(hostApp(platform, rooms.people));
      await signIn(browser, { email: first?.email ?? '', password: first?.password ?? '' });
    });

    it('is completed when its first start broke off', async () => {
      const rooms = await buildRooms(await build());
      const create = rooms.people.accounts.create.bind(rooms.people.accounts);
      let made = 0;
      rooms.people.accounts.create = (...account) => {
        made += 1;
        if (made > 2) throw new Error('The power went out.');
        return create(...account);
      };
      await installDemo(rooms).then(
        () => expect.fail('was not interrupted'),
        () => undefined,
      );
      rooms.people.accounts.create = create;
      const rest = (await installDemo(rooms)) ?? [];
      expect(rest.map(({ role }) => role)).to.deep.equal(['supervisor', 'administrator', 'officer', 'director']);
      expect(await installDemo(rooms)).to.equal(null);
    });

    it('is not made where an agency is already at work', async () => {
      const rooms = await buildRooms(await build());
      await buildAgency(rooms);
      expect(await installDemo(rooms)).to.equal(null);
      expect(await rooms.people.accounts.byEmail('maria.reyes@harlow.example')).to.equal(null);
    });
  });
});
