import { expect } from 'chai';
import { openCredentials, type Credentials } from '../../support/credentials.ts';
import { forEachDatabase } from '../../support/databases.ts';
import { buildAgency, type Browser, type BuiltPerson } from '../../support/people.ts';

forEachDatabase((make) => {
  describe('the routes of assignments, curricula, exemptions and corrections', () => {
    let world: Credentials;
    let officer: BuiltPerson;
    let boss: Browser;
    let stranger: Browser;
    let courses: string[];
    before(async () => {
      world = await openCredentials(await make());
      officer = await world.addPerson(['officer']);
      boss = await world.browser(await world.addPerson(['supervisor']));
      stranger = await world.browser(await world.addPerson(['supervisor'], (await buildAgency(world.app)).id));
      const made = [await world.addCourse({ title: 'First' }), await world.addCourse({ title: 'Second' })];
      courses = made.map(({ courseId }) => courseId);
    });

    const send = async (browser: Browser, path: string, form: object = {}) => {
      const { status, headers } = await browser.post(path).type('form').send(form);
      return { status, location: headers['location'] ?? '' };
    };
    const assignment = () => ({
      title: 'Yearly training',
      what: `course ${courses[0]}`,
      audience: 'officers',
      due: 'none',
      exam: 'course',
    });
    const exemption = { kind: 'waiver', ground: 'equivalent', reason: 'Taught it herself.', startsOn: '2026-11-01' };
    const correction = () => ({
      kind: 'completed',
      courseId: courses[0],
      statement: 'Took it on paper.',
      seenBy: 'Sgt. Ortega',
      happenedOn: '2026-11-02',
    });

    it('ask to sign in first, and are closed to officers', async () => {
      const [nobody, own] = [await world.browser(null), await world.browser(officer)];
      const pages = ['/assignments', '/curricula'];
      for (const page of [...pages, `/officers/${officer.id}/exemptions`, `/officers/${officer.id}/corrections`]) {
        expect((await nobody.get(page)).headers['location'], page).to.match(/^\/login/);
        expect((await own.get(page)).status, page).to.equal(403);
        expect((await own.post(page).type('form').send({})).status, page).to.equal(403);
      }
    });

    it('refuse wrong input beside the field', async () => {
      const wrong: readonly [string, object][] = [
        ['/assignments', { ...assignment(), due: 'on', dueOn: '' }],
        ['/curricula', { title: 'One alone', courses: courses[0] }],
        [`/officers/${officer.id}/exemptions`, { ...exemption, endsOn: '2026-10-01' }],
        [`/officers/${officer.id}/corrections`, { ...correction(), happenedOn: '2030-01-01' }],
      ];
      for (const [path, form] of wrong) {
        const { status, text } = await boss.post(path).type('form').send(form);
        expect(status, path).to.equal(422);
        expect(text, path).to.include('role="alert"');
      }
    });

    it('make, show and end an assignment once, for the own agency alone', async () => {
      const made = await send(boss, '/assignments', assignment());
      expect(made.status).to.equal(303);
      const [path = ''] = made.location.split('?');
      expect((await boss.get(path).expect(200)).text).to.include('Yearly training');
      expect((await stranger.get(path)).status).to.equal(404);
      expect((await send(stranger, `${path}/end`)).status).to.equal(404);
      expect((await send(boss, `${path}/end`)).location).to.equal(`${path}?notice=ended`);
      expect((await send(boss, `${path}/end`)).status).to.equal(409);
      expect((await send(boss, path, assignment())).status).to.equal(409);
    });

    it('make a curriculum and show it', async () => {
      const made = await send(boss, '/curricula', { title: 'Both of them', courses });
      expect(made.location).to.equal('/curricula?notice=curriculum');
      expect((await boss.get('/curricula').expect(200)).text).to.include('Both of them');
      expect((await stranger.get('/curricula').expect(200)).text).to.not.include('Both of them');
    });

    it('show a supervisor no form for corrections of his or her own record, and refuse one that is sent', async () => {
      const both = await world.addPerson(['officer', 'supervisor']);
      const browser = await world.browser(both);
      const path = `/officers/${both.id}/corrections`;
      const { text } = await browser.get(path).expect(200);
      expect(text).to.include('This is your own record').and.not.include('name="statement"');
      expect((await boss.get(path).expect(200)).text).to.include('name="statement"');
      const refused = await browser.post(path).type('form').send(correction()).expect(403);
      expect(refused.text).to.include('Somebody else signs that you completed a course.');
    });

    for (const [name, form, undo] of [
      ['exemptions', () => exemption, 'revoke'],
      ['corrections', correction, 'withdraw'],
    ] as const) {
      it(`enter ${name} and take them back once, for the own agency alone`, async () => {
        const path = `/officers/${officer.id}/${name}`;
        expect((await send(stranger, path, form())).status).to.equal(404);
        expect((await send(boss, path, form())).status).to.equal(303);
        const { text } = await boss.get(path).expect(200);
        const action = new RegExp(`${path}/[0-9a-z]{26}/${undo}`).exec(text)?.[0] ?? '';
        expect((await send(stranger, action, { reason: 'By mistake.' })).status).to.equal(404);
        expect((await send(boss, action, {})).status).to.equal(422);
        expect((await send(boss, action, { reason: 'By mistake.' })).status).to.equal(303);
        expect((await send(boss, action, { reason: 'By mistake.' })).status).to.equal(409);
      });
    }
  });
});
