import { expect } from 'chai';
import { forEachDatabase } from '../../support/databases.ts';
import { defineFlowModels } from '../../../server/authoring/flow/flow-model.ts';
import { createFlowStore } from '../../../server/authoring/flow/flow-store.ts';
import { createLaw } from '../../../server/authoring/flow/law-reader.ts';
import { createRequests } from '../../../server/authoring/flow/request-service.ts';
import { openDraftWorld, type BuiltAuthor, type DraftWorld } from '../../support/draft-world.ts';

const MODULE = 'modules/01-hall.yaml';
const LAW = { modules: MODULE, reviewer: 'Counsel of the county', reviewBy: '2027-06-30' };

describe('reviews that colleagues are asked for', function () {
  this.timeout(180_000);
  forEachDatabase((make) => {
    let world: DraftWorld;
    let ann: BuiltAuthor;
    let ben: BuiltAuthor;
    let eve: BuiltAuthor;
    let draft: string;
    before(async () => {
      world = await openDraftWorld(await make());
      ann = await world.author();
      const { agencyId } = ann.actor;
      ben = await world.author(agencyId, ['instructor'], { givenName: 'Ben', familyName: 'Ray' });
      eve = await world.author(agencyId, ['administrator'], { givenName: 'Eve', familyName: 'Lund' });
    });
    beforeEach(async () => {
      draft = await world.draft(ann);
    });
    after(() => world.authoring.apart.close());

    const page = async ({ browser }: BuiltAuthor): Promise<string> =>
      (await browser.get(`/author/drafts/${draft}/review`).set('accept', 'text/html').expect(200)).text;
    const post = (path: string, form: object, { browser }: BuiltAuthor) =>
      browser.post(`/author/drafts/${draft}/review${path}`).type('form').send(form);
    const ask = (by: BuiltAuthor, whom: BuiltAuthor, more: object = {}) =>
      post('/ask', { module: MODULE, person: whom.actor.personId, dueOn: '', ...more }, by);
    const requests = () => world.authoring.flow.requests.list(ann.actor, draft);
    const write = async (by: BuiltAuthor, summary: string): Promise<void> => {
      const { revision } = await world.authoring.drafts.files.read(by.actor, draft, MODULE);
      const edits = [{ op: 'set', at: ['summary'], value: summary }];
      const body = { editId: `ask-${by.actor.personId}-${revision}`, path: MODULE, base: revision, edits };
      await by.browser.post(`/author/drafts/${draft}/edits`).send(body).expect(200);
    };

    it('are not asked of strangers, officers, oneself, for files that are not there or days that are past', async () => {
      const stranger = await world.author();
      const officer = await world.author(ann.actor.agencyId, ['officer']);
      for (const path of ['/ask', '/answer', '/withdraw']) {
        expect((await post(path, {}, stranger)).status, path).to.equal(404);
        expect((await post(path, {}, officer)).status, path).to.equal(403);
        expect((await post(path, {}, ann)).status, path).to.equal(422);
      }
      for (const whom of [stranger, officer, ann]) {
        expect((await ask(ann, whom)).body.code).to.equal('COLLEAGUE_NOT_FOUND');
      }
      expect((await ask(ann, ben, { dueOn: '2020-01-01' })).body.code).to.equal('REVIEW_DAY');
      expect((await ask(ann, ben, { module: 'modules/09-none.yaml' })).status).to.equal(404);
      expect((await ask(ann, ben, { module: 'modules/01-hall.es.yaml' })).status).to.equal(422);
      expect(await requests()).to.deep.equal([]);
    });

    it('are never asked of who wrote the law', async () => {
      await write(ben, 'How to begin a talk.');
      expect((await ask(ann, ben)).body.code).to.equal('WRITER_ASKED');
      expect((await ask(ben, ann)).body.code, 'made the draft').to.equal('WRITER_ASKED');
      await ask(ann, eve).expect(303);
    });

    it('tell the colleague, stand on both pages with the day, and are asked once', async () => {
      const told = world.told.length;
      expect(await page(ann)).to.contain('Nobody is asked');
      const both = await Promise.all([ask(ann, ben, { dueOn: '2099-12-04' }), ask(eve, ben)]);
      expect(both.map(({ status }) => status)).to.have.members([303, 409]);
      expect((await ask(ann, ben)).body.code).to.equal('ALREADY_ASKED');
      const [row] = await requests();
      expect(row).to.include({ asked: 'Ben Ray', state: 'open', path: MODULE });
      const news = world.told.slice(told);
      expect(news).to.have.length(1);
      expect(news[0]).to.deep.include({ kind: 'review-asked', personId: ben.actor.personId, subjectKey: row?.id });
      expect(await page(ann))
        .to.match(/Asked: Ben Ray, since/)
        .and.to.contain('Reviews asked for');
      expect(await page(ben))
        .to.contain('Asked of you: A talk in the hall')
        .and.not.to.contain('It is right as it is');
      const [asked] = await world.authoring.flow.requests.askedOf(ben.actor);
      expect(asked).to.include({ draftId: draft, module: 'A talk in the hall' });
    });

    it('are answered by the approval of the law, once, and whoever asked is told', async () => {
      await ask(ann, ben).expect(303);
      const [row] = await requests();
      const answer = { request: row?.id, answer: 'approved', words: '' };
      expect((await post('/answer', answer, ben)).body.code).to.equal('LAW_IS_APPROVED_BELOW');
      const seen = /name="seen" value="([^"]*)"/.exec(await page(ben))?.[1];
      await post('/approve', { ...LAW, seen }, ben).expect(303);
      expect((await requests())[0]).to.include({ state: 'approved', openKey: null });
      expect(world.told.at(-1)).to.deep.include({ kind: 'review-approved', personId: ann.actor.personId });
      expect(await page(ann))
        .to.contain('Reviews answered')
        .and.not.to.contain('Asked of you');
      expect((await post('/answer', answer, ben)).body.code).to.equal('REQUEST_ANSWERED');
      await ask(ann, ben).expect(303);
    });

    it('are answered by asking for changes with a comment, by nobody but who was asked', async () => {
      await ask(ann, ben).expect(303);
      const [row] = await requests();
      const answer = { request: row?.id, answer: 'changes', words: '<b>Which</b> statute?' };
      expect((await post('/answer', answer, eve)).status).to.equal(403);
      expect((await post('/answer', { ...answer, words: ' ' }, ben)).status).to.equal(422);
      expect((await post('/answer', { ...answer, request: '0'.repeat(26) }, ben)).status).to.equal(404);
      await post('/answer', answer, ben).expect(303);
      expect((await requests())[0]?.state).to.equal('changes');
      const [comment] = await world.authoring.flow.reviews.comments(ann.actor, draft);
      expect(comment).to.include({ path: MODULE, words: '<b>Which</b> statute?', personId: ben.actor.personId });
      expect(world.told.at(-1)).to.deep.include({ kind: 'review-changes', personId: ann.actor.personId });
      expect(await page(ann)).to.contain('&lt;b&gt;Which');
    });

    it('hold up no approval of the law that finds them taken back at the same moment', async () => {
      await ask(ann, ben).expect(303);
      const { drafts } = world.authoring;
      const store = createFlowStore(defineFlowModels(world.platform.database));
      const seen = await store.requests(null, draft);
      await post('/withdraw', { request: seen[0]?.id }, ann).expect(303);
      const told: unknown[] = [];
      const late = createRequests(world.platform, {
        drafts,
        store: { ...store, requests: () => Promise.resolve(seen) },
        law: createLaw({ drafts, store }),
        notices: { tell: (_tx, news) => Promise.resolve(void told.push(news)) },
        staff: { namesOf: () => Promise.resolve(new Map()), colleagues: () => Promise.resolve([]) },
      });
      const { draft: row, files } = await drafts.snapshot(ben.actor, draft);
      await world.platform.database.write((tx) => late.approved(tx, ben.actor, row, files));
      expect(told).to.deep.equal([]);
      expect((await requests())[0]?.state).to.equal('withdrawn');
    });

    it('are taken back by who asked, and the colleague is told', async () => {
      await ask(ann, ben).expect(303);
      const request = (await requests())[0]?.id;
      expect((await post('/withdraw', { request }, eve)).status).to.equal(403);
      await post('/withdraw', { request }, ann).expect(303);
      expect((await requests())[0]?.state).to.equal('withdrawn');
      expect(world.told.at(-1)).to.deep.include({ kind: 'review-withdrawn', personId: ben.actor.personId });
      const open = await world.authoring.flow.requests.askedOf(ben.actor);
      expect(open.filter(({ draftId }) => draftId === draft)).to.deep.equal([]);
      expect((await post('/withdraw', { request }, ann)).status).to.equal(409);
    });
  });
});
