import { expect } from 'chai';
import { openCredentials, type Credentials } from '../support/credentials.ts';
import { forEachDatabase } from '../support/databases.ts';
import { buildAgency, type Browser, type BuiltPerson } from '../support/people.ts';
import type { Role } from '../../server/people/index.ts';
import { OWN_POLICY, type CompletionPolicy } from '../../server/training/judging/completion-input.ts';

const SEEN = { statement: 'Cleared a hall with two others.', happenedOn: '2026-11-20' };
const KEPT = 'The instructor’s own words stay';

forEachDatabase((make) => {
  describe('practicals to sign', () => {
    let world: Credentials;
    let boss: BuiltPerson;
    let courseId: string;
    before(async () => {
      world = await openCredentials(await make());
      boss = await world.addPerson(['supervisor']);
      ({ courseId } = await world.addCourse({ title: 'Clear a hall' }));
    });

    /** Somebody whose assignment asks for a practical part. */
    async function assigned(practical: CompletionPolicy['practical'], roles: readonly Role[] = ['officer']) {
      const person = await world.addPerson(roles);
      const title = `Rule ${person.id}`;
      await world.app.training.rules.assignments.create(await world.actor(boss), {
        title,
        courseId,
        curriculumId: null,
        audience: { kind: 'people', ids: [person.id] },
        due: { kind: 'on', day: '2026-12-31' },
        policy: { ...OWN_POLICY, practical },
        renewalMonths: null,
        countsFrom: null,
      });
      const [standing] = await world.app.training.standing.dueOf(await world.actor(person));
      return { person, title, path: `/practicals/${standing?.enrollmentId}` };
    }
    const signer = async (...roles: Role[]) => world.browser(await world.addPerson(roles));
    const send = (browser: Browser, path: string, form: object = SEEN) => browser.post(path).type('form').send(form);
    const reasonsOf = async (person: BuiltPerson): Promise<string[]> => {
      const standings = await world.app.training.standing.dueOf(await world.actor(person));
      return standings.flatMap(({ reasons }) => reasons.map(({ words }) => words));
    };

    it('ask to sign in first, and are closed to who signs nothing', async () => {
      const { path } = await assigned('either');
      const nobody = await world.browser(null);
      expect((await nobody.get('/practicals')).headers['location']).to.match(/^\/login/);
      expect((await send(nobody, path)).status).to.equal(401);
      for (const role of ['officer', 'administrator', 'partner'] as const) {
        const browser = await signer(role);
        expect((await browser.get('/practicals')).status, role).to.equal(403);
        expect((await send(browser, path)).status, role).to.equal(403);
      }
    });

    it('say in words that nothing waits, in the language of who reads', async () => {
      const far = await buildAgency(world.app);
      const browser = await world.browser(await world.addPerson(['instructor'], far.id));
      expect((await browser.get('/practicals').expect(200)).text).to.include('Nothing waits for you');
      await browser
        .post('/account')
        .type('form')
        .send({ givenName: 'Ana', familyName: 'Ito', rank: '', theme: 'light', locale: 'es' });
      const { text } = await browser.get('/practicals').expect(200);
      expect(text).to.include('Nada espera su firma').and.include('<html lang="es"').and.include('Prácticas');
    });

    it('show to each signer what the policies ask of him or her, and link it from the menu of instructors', async () => {
      const [one, two, none] = [await assigned('instructor'), await assigned('supervisor'), await assigned(null)];
      const { text: taught } = await (await signer('instructor')).get('/practicals').expect(200);
      expect(taught).to.include(one.title).and.not.include(two.title).and.not.include(none.title);
      expect(taught).to.include('Clear a hall').and.include('Due Dec 31, 2026').and.include('Dep. Maria Reyes');
      expect(taught).to.match(/<nav class="nav"[^]*?href="\/practicals" aria-current="page">Practicals</);
      const { text: led } = await (await signer('supervisor')).get('/practicals').expect(200);
      expect(led).to.include(two.title).and.not.include(one.title);
    });

    it('are counted for a supervisor among what needs a decision, as many as the page shows', async () => {
      const far = await buildAgency(world.app);
      const [one, admin] = [
        await world.addPerson(['supervisor', 'officer'], far.id),
        await world.addPerson(['administrator'], far.id),
      ];
      const [lead, told] = [await world.browser(one), await world.browser(admin)];
      const { agencies } = world.app;
      const district = await agencies.createDistrict({ name: 'D', timeZone: 'America/Chicago', state: 'TX' });
      await agencies.serveDistrict(far.id, district.id, { keeps: true });
      const { id: schoolId } = await agencies.createSchool(district.id, { name: 'Harlow High' });
      const needs = async (browser: Browser): Promise<string> => (await browser.get('/overview').expect(200)).text;
      expect(await needs(lead)).to.not.include('wait for a signature');
      const officers = [await world.addPerson(['officer'], far.id), await world.addPerson(['officer'], far.id)];
      // Without a placement the page says that first.
      const placed = { schoolId, role: 'SRO', startsOn: '2026-01-05', endsOn: '' };
      await send(lead, `/officers/${officers[0]?.id}/placements`, placed).expect(303);
      const { courseId: own } = await world.addCourse({ title: 'Clear a hall', agencyId: far.id });
      const create = async (practical: CompletionPolicy['practical']): Promise<string> =>
        world.app.training.rules.assignments.create(await world.actor(one), {
          title: `Rule of ${practical}`,
          courseId: own,
          curriculumId: null,
          audience: { kind: 'officers' },
          due: { kind: 'none' },
          policy: { ...OWN_POLICY, practical },
          renewalMonths: null,
          countsFrom: null,
        });
      for (const practical of ['supervisor', 'instructor', null] as const) await create(practical);
      const page = (await lead.get('/practicals').expect(200)).text;
      expect(page.match(/action="\/practicals\/\w{26}"/g), 'one’s own is for somebody else').to.have.length(
        officers.length,
      );
      expect(await needs(lead)).to.match(/<b class="count">2<\/b><div><h3><a href="\/practicals">Practical parts wait/);
      expect(await needs(told)).to.not.include('wait for a signature');
      const [path] = /\/practicals\/\w{26}/.exec(page) ?? [''];
      expect((await send(lead, path)).status).to.equal(303);
      expect(await needs(lead)).to.include('A practical part waits for a signature');
    });

    it('leave the page of corrections closed to instructors', async () => {
      const { person } = await assigned('instructor');
      const browser = await signer('instructor');
      expect((await browser.get(`/officers/${person.id}/corrections`)).status).to.equal(403);
    });

    it('refuse what is empty or still to come, beside the field, and keep what was written', async () => {
      const { path, title } = await assigned('either');
      const browser = await signer('instructor');
      const empty = await send(browser, path, { ...SEEN, statement: ' ' }).expect(422);
      expect(empty.text).to.match(/<details open>[^]*Write what you saw\./);
      const late = await send(browser, path, { statement: KEPT, happenedOn: '2030-01-01' }).expect(422);
      expect(late.text).to.include('This day is still to come.').and.include(KEPT);
      expect((await browser.get('/practicals')).text).to.include(title);
    });

    it('are not there for another agency, nor where none is asked for', async () => {
      const { path, person } = await assigned('either');
      const far = await buildAgency(world.app);
      const stranger = await world.browser(await world.addPerson(['instructor', 'supervisor'], far.id));
      expect((await send(stranger, path)).status).to.equal(404);
      expect((await stranger.get('/practicals')).text)
        .to.include('Nothing waits for you')
        .and.not.include(person.id);
      const none = await assigned(null);
      expect((await send(await signer('instructor'), none.path)).status).to.equal(422);
    });

    it('are signed by nobody for himself or herself, nor by whom the policy does not ask', async () => {
      const own = await assigned('either', ['officer', 'instructor']);
      const browser = await world.browser(own.person);
      expect((await browser.get('/practicals').expect(200)).text).to.not.include(own.title);
      const refused = await send(browser, own.path).expect(403);
      expect(refused.text).to.include('Somebody else signs your own practical part.');
      const led = await assigned('supervisor');
      const other = await send(await signer('instructor'), led.path).expect(403);
      expect(other.text).to.include('This practical part is signed by a supervisor.');
      expect(await reasonsOf(own.person)).to.deep.equal([]);
    });

    it('are signed once, with the name of who saw it, and count at once', async () => {
      const { path, person, title } = await assigned('either');
      const browser = await signer('instructor');
      const signed = await send(browser, path).expect(303);
      expect(signed.headers['location']).to.equal('/practicals?notice=signed');
      expect((await browser.get('/practicals?notice=signed')).text)
        .to.include('Signed. It counts')
        .and.not.include(title);
      expect(await reasonsOf(person)).to.deep.equal(['practical part signed by Dep. Maria Reyes on Nov 20, 2026']);
      const again = await send(await signer('supervisor'), path).expect(409);
      expect(again.text).to.include('This practical part was signed or closed meanwhile.');
    });

    it('wait again once a signature is withdrawn', async () => {
      const { path, person, title } = await assigned('either');
      const browser = await signer('instructor');
      await send(browser, path).expect(303);
      const { corrections } = world.app.training.rules;
      const lead = await world.actor(boss);
      const [row] = (await corrections.of(lead, person.id)).corrections;
      expect(row).to.include({ seenBy: 'Dep. Maria Reyes', statement: SEEN.statement, kind: 'practical-signed' });
      await corrections.withdraw(lead, person.id, row?.id ?? '', 'Signed for somebody else.');
      expect((await browser.get('/practicals')).text).to.include(title);
    });

    it('are signed once by two who sign at the same time', async () => {
      const { path, person } = await assigned('either');
      const browsers = [await signer('instructor'), await signer('supervisor')];
      const answers = await Promise.all(browsers.map(async (browser) => (await send(browser, path)).status));
      expect(answers).to.have.members([303, 409]);
      const { corrections } = await world.app.training.rules.corrections.of(await world.actor(boss), person.id);
      expect(corrections).to.have.lengthOf(1);
    });
  });
});
