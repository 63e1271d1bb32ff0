import { expect } from 'chai';
import { writeFile } from 'node:fs/promises';
import { buildAgency, openBrowser } from '../../support/people.ts';
import { forEachDatabase, scratchPath } from '../../support/databases.ts';
import { completePart, openOfficerSite, type OfficerSite } from '../../support/officer-site.ts';
import { statementsOf } from '../../support/statements.ts';
import { scorm12Package } from '../../support/sco-packages.ts';

const PROOF = 'Basic academy 2016, patrol since then.';

/** A course of the library whose one module adds to observation. */
async function addCourse({ app }: OfficerSite): Promise<{ courseId: string; versionId: string }> {
  const file = await scratchPath('course.zip');
  await writeFile(file, await scorm12Package('First bell', [{ id: 'm1', title: 'From beat to building' }]));
  const { courseId, versionId } = await app.packages.install(file);
  const skills = [{ skill: 'observation', adds: 'You read the building by its bells.' }];
  await app.packages.parts.keep(versionId, [{ identifier: 'm1', kind: 'module', minutes: 20, topics: [], skills }]);
  return { courseId, versionId };
}

const claim = (parts: string[], proof = PROOF) => ({ parts, proof });

forEachDatabase((make, dialect) => {
  describe('the toolbox', () => {
    let site: OfficerSite;
    before(async () => {
      site = await openOfficerSite(await make());
    });

    it('is for officers who are signed in', async () => {
      const supervisor = await site.person('supervisor');
      for (const path of ['/toolbox', '/toolbox/academy', '/toolbox/observation']) {
        const signedOut = await openBrowser(site.host).get(path).expect(303);
        expect(signedOut.headers['location']).to.contain('/login');
        await supervisor.browser.get(path).expect(403);
      }
      await supervisor.browser
        .post('/toolbox/academy')
        .type('form')
        .send(claim(['observation:1']))
        .expect(403);
    });

    it('shows every skill with its words beside the bar', async () => {
      const { browser } = await site.person('officer');
      const { text } = await browser.get('/toolbox').expect(200);
      expect(text.match(/class="duo"/g)).to.have.lengthOf(18);
      expect(text).to.contain('Academy 0 of 3, school 0 of 3').and.to.contain('Nothing is in it yet');
    });

    it('knows no other skill', async () => {
      const { browser } = await site.person('officer');
      await browser.get('/toolbox/juggling').expect(404);
    });

    it('refuses a claim without a part, without proof, of a skill that is none, from another site', async () => {
      const { browser } = await site.person('officer');
      const post = (body: object) => browser.post('/toolbox/academy').type('form').send(body);
      expect((await post({ proof: PROOF }).expect(422)).text)
        .to.contain('Tick at least one part')
        .and.to.contain(PROOF);
      const unproved = await post(claim(['observation:2'], 'yes')).expect(422);
      expect(unproved.text).to.contain('Say where and when you learned it');
      expect(unproved.text, 'what was ticked stays so').to.match(/value="observation:2" checked/);
      await post(claim(['juggling:1'])).expect(422);
      await post(claim(['observation:4'])).expect(422);
      await post(claim(['observation:1']))
        .set('sec-fetch-site', 'cross-site')
        .expect(403);
      expect((await browser.get('/toolbox/academy')).text).to.contain('You have claimed nothing yet');
    });

    it('carries a claim from the officer to the supervisor and back, with news and an audit row', async () => {
      const officer = await site.person('officer');
      const supervisor = await site.person('supervisor');
      const post = officer.browser.post('/toolbox/academy').type('form');
      await post.send(claim(['observation:1', 'presence:3'])).expect(303);
      await officer.browser
        .post('/toolbox/academy')
        .type('form')
        .send(claim(['observation:1']))
        .expect(409);

      const page = (await supervisor.browser.get('/claims').expect(200)).text;
      expect(page).to.contain(PROOF).and.to.contain('Scan a scene and notice what does not fit.');
      const ids = (await site.rows(`SELECT id FROM ~skill_claims WHERE person_id = '${officer.id}' ORDER BY part`)).map(
        ({ id }) => id,
      );
      const decide = (body: object) => supervisor.browser.post('/claims').type('form').send(body);
      await decide({ ids: [], decision: 'approved' }).expect(422);
      const unreasoned = await decide({ ids: [ids[1]], decision: 'refused', note: ' ' }).expect(422);
      expect(unreasoned.text)
        .to.contain('Say why')
        .and.to.match(new RegExp(`value="${ids[1]}" checked`));
      await decide({ ids: [ids[0]], decision: 'approved' })
        .expect(303)
        .expect('location', '/claims?notice=approved');
      const again = await decide({ ids, decision: 'refused', note: 'Which course was it?' }).expect(303);
      expect(again.headers['location'], 'one was decided before').to.equal('/claims?notice=meanwhile');

      const skill = (await officer.browser.get('/toolbox/observation').expect(200)).text;
      expect(skill).to.contain('Academy 1 of 3, school 0 of 3').and.to.contain('Approved');
      const refused = (await officer.browser.get('/toolbox/presence').expect(200)).text;
      expect(refused).to.contain('Not approved').and.to.contain('Which course was it?');

      const events = await site.rows(`SELECT payload FROM ~outbox_events WHERE type = 'training.claim-decided'`);
      const told = events
        .map(({ payload }) => JSON.parse(String(payload)))
        .filter(({ personId }) => personId === officer.id);
      expect(told.map(({ kind, id, state }) => [kind, id, state])).to.deep.equal([
        ['skill', ids[0], 'approved'],
        ['skill', ids[1], 'refused'],
      ]);
      const trail = await site.app.platform.audit.list(site.agencyId, { limit: 10 });
      const own = trail.filter(({ subjectId }) => subjectId === officer.id).map(({ action }) => action);
      expect(own.slice(0, 3)).to.deep.equal(['skill.claim-refused', 'skill.claim-approved', 'skill.claimed']);
    });

    it('keeps one claim of a part, however many windows claim it at once', async () => {
      const { id, browser } = await site.person('officer');
      const post = async () =>
        (
          await browser
            .post('/toolbox/academy')
            .type('form')
            .send(claim(['presence:2']))
        ).status;
      const answers = await Promise.all(Array.from({ length: 8 }, post));
      expect(answers.toSorted((one, other) => one - other)).to.deep.equal([
        303,
        ...Array.from({ length: 7 }, () => 409),
      ]);
      expect(await site.rows(`SELECT id FROM ~skill_claims WHERE person_id = '${id}'`)).to.have.lengthOf(1);
    });

    it('lets the officer take back what waits, and nobody else', async () => {
      const officer = await site.person('officer');
      const colleague = await site.person('officer');
      await officer.browser
        .post('/toolbox/academy')
        .type('form')
        .send(claim(['wellness:1']))
        .expect(303);
      const [{ id } = {}] = await site.rows(`SELECT id FROM ~skill_claims WHERE person_id = '${officer.id}'`);
      await colleague.browser.post(`/toolbox/academy/${id}/withdraw`).expect(404);
      await officer.browser.post(`/toolbox/academy/${id}/withdraw`).expect(303);
      await officer.browser.post(`/toolbox/academy/${id}/withdraw`).expect(409);
      await officer.browser
        .post('/toolbox/academy')
        .type('form')
        .send(claim(['wellness:1']))
        .expect(303);
    });

    it('shows and decides claims of its own agency alone, and nobody decides the own ones', async () => {
      const officer = await site.person('officer');
      await officer.browser
        .post('/toolbox/academy')
        .type('form')
        .send(claim(['teaching:1'], 'Told by somebody of this agency.'))
        .expect(303);
      const [{ id } = {}] = await site.rows(`SELECT id FROM ~skill_claims WHERE person_id = '${officer.id}'`);
      const stranger = await site.person('supervisor', (await buildAgency(site.app)).id);
      expect((await stranger.browser.get('/claims').expect(200)).text).to.contain('Nothing waits for you');
      await stranger.browser
        .post('/claims')
        .type('form')
        .send({ ids: [id], decision: 'approved' })
        .expect(404);
      await officer.browser.get('/claims').expect(403);
      await officer.browser
        .post('/claims')
        .type('form')
        .send({ ids: [id], decision: 'approved' })
        .expect(403);
      await site.insert('memberships', {
        id: officer.id,
        person_id: officer.id,
        organisation_type: 'agency',
        organisation_id: site.agencyId,
        role: 'supervisor',
        created_at: new Date(),
      });
      expect((await officer.browser.get('/claims').expect(200)).text).not.to.contain(
        'Told by somebody of this agency.',
      );
      await officer.browser
        .post('/claims')
        .type('form')
        .send({ ids: [id], decision: 'approved' })
        .expect(404);
    });

    it('earns a school part by a completed module, says which and when, and offers what is open', async () => {
      const officer = await site.person('officer');
      const course = await addCourse(site);
      const before = (await officer.browser.get('/toolbox/observation').expect(200)).text;
      expect(before).to.contain('From beat to building').and.to.contain('school 0 of 3');
      await completePart(site, officer.actor, { ...course, scoId: 'm1' }, 'preview');
      expect((await officer.browser.get('/toolbox/observation')).text, 'a look around').to.contain('school 0 of 3');
      await completePart(site, officer.actor, { ...course, scoId: 'm1' });
      const after = (await officer.browser.get('/toolbox/observation').expect(200)).text;
      expect(after).to.contain('school 1 of 3').and.to.contain('Added on Nov 23, 2026');
      expect(after).to.contain('You read the building by its bells.');
      const home = (await officer.browser.get('/my').expect(200)).text;
      expect(home).to.contain('Your toolbox').and.to.contain('See all 18').and.to.contain('1 of 6');
      const colleague = await site.person('officer');
      expect((await colleague.browser.get('/toolbox/observation')).text).to.contain('school 0 of 3');
    });

    it('costs a fixed number of statements, however much was completed', async function () {
      // Reads of SQLite are not told of.
      if (dialect === 'sqlite') return;
      const officer = await site.person('officer');
      const course = await addCourse(site);
      const read = () => site.app.training.toolbox.of(officer.actor);
      const count = async () => (await statementsOf(site.app.platform.database, read)).length;
      await completePart(site, officer.actor, { ...course, scoId: 'm1' });
      const one = await count();
      for (let at = 0; at < 5; at += 1) await completePart(site, officer.actor, { ...course, scoId: 'm1' });
      expect([one, await count()]).to.deep.equal([3, 3]);
    });
  });
});
