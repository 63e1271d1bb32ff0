import { expect } from 'chai';
import { forEachDatabase } from '../../support/databases.ts';
import { statementsOfReads } from '../../support/read-statements.ts';
import { openDraftWorld, type BuiltAuthor, type DraftWorld } from '../../support/draft-world.ts';

const MODULE = 'modules/01-hall.yaml';
const LAW = { modules: MODULE, reviewer: 'Counsel of the county', reviewBy: '2027-06-30' };
let count = 0;

describe('the way from a draft to a course', function () {
  this.timeout(180_000);
  forEachDatabase((make) => {
    let world: DraftWorld;
    let ann: BuiltAuthor;
    let ben: BuiltAuthor;
    let draft: string;
    before(async () => {
      world = await openDraftWorld(await make());
      ann = await world.author();
      ben = await world.author(ann.actor.agencyId, ['instructor', 'supervisor'], {
        givenName: 'Ben',
        familyName: 'Ray',
      });
      draft = await world.draft(ann);
    });
    after(() => world.authoring.apart.close());

    const get = (path: string, { browser } = ann) =>
      browser.get(`/author/drafts/${draft}${path}`).set('accept', 'text/html');
    const post = (path: string, form: object, { browser } = ann) =>
      browser.post(`/author/drafts/${draft}${path}`).type('form').send(form);
    /** Approves as somebody who opens the page and reads. */
    const approve = async (form: object = LAW, by = ben) =>
      post('/review/approve', { ...form, ...(await seenBy(by)) }, by);
    const seenBy = async (by: BuiltAuthor) => ({
      seen: /name="seen" value="([^"]*)"/.exec((await get('/review', by)).text)?.[1],
    });
    const set = async (at: unknown[], value: unknown, path = MODULE) => {
      const { revision } = await world.authoring.drafts.files.read(ann.actor, draft, path);
      const edit = { editId: `flow-edit-${(count += 1)}`, path, base: revision, edits: [{ op: 'set', at, value }] };
      await ann.browser.post(`/author/drafts/${draft}/edits`).send(edit).expect(200);
    };

    it('is closed to officers, other agencies and forms that say nothing', async () => {
      const stranger = await world.author();
      const officer = await world.author(ann.actor.agencyId, ['officer']);
      for (const path of [
        '/checks',
        '/review',
        '/publish',
        '/packages',
        '/preview/01-hall',
        '/preview/01-hall/module.html',
      ]) {
        expect((await get(path, stranger)).status, path).to.equal(404);
        expect((await get(path, officer)).status, path).to.equal(403);
      }
      for (const path of ['/review', '/review/resolve', '/review/approve', '/publish']) {
        expect((await post(path, {}, stranger)).status, path).to.equal(404);
      }
      expect((await post('/review', { about: 'course.yaml', words: ' ' })).status).to.equal(422);
      expect((await post('/review', { about: '../x', words: 'x' })).status).to.equal(422);
      expect((await approve({ ...LAW, reviewBy: '2020-01-01' }, ann)).status).to.equal(422);
      expect((await post('/review/approve', LAW)).body.code).to.equal('INPUT_INVALID');
      expect((await post('/review/approve', { ...LAW, seen: 'x' })).body.code).to.equal('INPUT_INVALID');
      expect((await post('/publish', { certificates: 'void', reason: '' })).status).to.equal(422);
      expect((await get('/package.zip?target=scorm12')).status).to.equal(404);
    });

    it('says in words, by block and with a link, what is to be mended', async () => {
      expect((await get('/checks').expect(200)).text).to.contain('Nothing to mend');
      await set(['sections', { id: 'before' }, 'blocks', { id: 'hall-picture' }, 'alt'], '');
      const { text } = await get('/checks').expect(200);
      expect(text).to.contain('1 thing to mend before it can be published');
      expect(text).to.match(/\/modules\/01-hall#block-hall-picture">Picture “[^”]+”<span/);
      expect(text)
        .to.contain('data-code="IMAGE_ALT"')
        .and.not.to.match(/Line \d|>IMAGE_ALT<|image “hall-picture”/i);
      const refused = await post('/publish', {});
      expect(refused.status).to.equal(422);
      await set(['sections', { id: 'before' }, 'blocks', { id: 'hall-picture' }, 'alt'], 'A long hall.');
    });

    it('says what several texts of one block lack once, with their number', async () => {
      const block = ['sections', { id: 'before' }, 'blocks', { id: 'worked' }];
      const module = await world.authoring.drafts.files.read(ann.actor, draft, 'modules/01-hall.yaml');
      await set([...block, 'text'], 'WRITE what happened.\n');
      await set([...block, 'title'], 'WRITE a title');
      const { text } = await get('/checks').expect(200);
      expect(text).to.contain('2 things to mend').and.to.contain('<span>2 places</span>');
      expect(text.match(/data-code="TO_WRITE"/g)).to.have.length(1);
      const now = await world.authoring.drafts.files.read(ann.actor, draft, module.path);
      const back = { editId: 'back-to-what-it-was', path: module.path, base: now.revision, text: module.text };
      await world.authoring.drafts.files.replace(ann.actor, draft, back);
    });

    it('leads to the page where each is mended, under the title that people know, and names fields by their label', async () => {
      const item = async (value: unknown) => set(['items', { id: 'i1' }, 'prompt'], value, 'banks/final.yaml');
      const bank = await world.authoring.drafts.files.read(ann.actor, draft, 'banks/final.yaml');
      const words = /id: i1\n[^]*?prompt: (.*)/.exec(bank.text)?.[1];
      await item('');
      await set(['title'], '', 'course.yaml');
      const { text } = await get('/checks').expect(200);
      expect(text)
        .to.contain(`/author/drafts/${draft}/banks/final/items/i1"`)
        .and.to.contain('“Question” must not be empty.');
      expect(text).to.contain(`/author/drafts/${draft}">The course<`).and.to.contain('“Title” must not be empty.');
      expect(text).not.to.match(/>(banks\/|course\.yaml|items\[)/);
      await item(words);
      await set(['title'], 'The hallway', 'course.yaml');
    });

    it('shows a module as an officer sees it, its run-time and media too, and makes no row of any record', async () => {
      const before = await world.rowCounts();
      const page = await get('/preview/01-hall').expect(200);
      expect(page.headers['content-security-policy']).to.contain("frame-src 'self'");
      const module = await get('/preview/01-hall/module.html').expect(200);
      expect(module.text).to.contain('A talk in the hall').and.to.contain('"target":"scorm12"');
      expect(module.headers['content-security-policy']).to.contain("default-src 'none'");
      await get('/preview/01-hall/assets/module.js').expect(200);
      await get('/preview/01-hall/media/hall.svg').expect(200);
      await get('/preview/01-hall/media/hall.svg').set('Range', 'bytes=0-3').expect(206).expect('Content-Length', '4');
      await get('/preview/01-hall/media/none.svg').expect(404);
      await get('/preview/01-hall/assets/other.js').expect(404);
      expect(await world.rowCounts()).to.deep.equal(before);
    });

    it('keeps comments on blocks until they are resolved, as they were typed', async () => {
      const words = '<script>alert(1)</script> {{x}} \u202Eleft';
      await post('/review', { about: `${MODULE} arrive`, words }).expect(303);
      const { text } = await get('/review', ben).expect(200);
      expect(text).to.contain('&lt;script&gt;').and.not.to.contain('<script>alert');
      expect(text).to.contain('01-hall#block-arrive');
      const [comment] = await world.authoring.flow.reviews.comments(ann.actor, draft);
      expect(comment).to.include({ words, blockId: 'arrive' });
      await post('/review/resolve', { comment: comment?.id, state: 'resolved' }, ben).expect(303);
      expect((await get('/review')).text).to.contain('Resolved by');
    });

    it('publishes no law that is not approved as it stands, and takes no approval of one’s own words under one’s own name', async () => {
      const open = await post('/publish', {});
      expect(open.status).to.equal(422);
      expect(open.body.code).to.equal('LAW_NOT_APPROVED');
      const own = await approve({ ...LAW, reviewer: `Dep. ${ann.actor.name}` }, ann);
      expect(own.body.code).to.equal('OWN_REVIEW');
      expect((await approve()).status).to.equal(303);
      const { data } = await world.authoring.drafts.files.read(ann.actor, draft, MODULE);
      expect(data).to.deep.include({ legal: { reviewer: 'Counsel of the county', review_by: '2027-06-30' } });
      await set(['summary'], 'How to begin a talk with a student.');
      expect((await get('/review')).text).to.contain('Changed since it was approved');
      expect((await approve()).status).to.equal(303);
    });

    it('asks for another approval when a translation changed, and takes none of whoever wrote or made the draft', async () => {
      const [first] = await world.authoring.flow.reviews.legal(ann.actor, draft);
      expect(first?.state).to.equal('approved');
      const own = await approve(LAW, ann);
      expect(own.body.code).to.equal('OWN_REVIEW');
      await set(['summary'], 'Cómo empezar una charla.', 'modules/01-hall.es.yaml');
      const [changed] = await world.authoring.flow.reviews.legal(ann.actor, draft);
      expect(changed?.state).to.equal('changed');
      expect((await post('/publish', {})).body.code).to.equal('LAW_NOT_APPROVED');
      expect((await approve()).status).to.equal(303);
    });

    it('publishes versions that never change, says what differs, and decides about who runs and who is certified', async () => {
      const form1 = { note: 'The first' };
      const both = await Promise.all([post('/publish', form1), post('/publish', form1, ben)]);
      expect(both.map(({ status }) => status)).to.have.members([303, 409]);
      expect(await world.authoring.flow.releases.list(ann.actor, draft)).to.have.length(1);
      const [first] = await world.authoring.flow.releases.list(ann.actor, draft);
      expect(first).to.include({ number: 1, running: 'finish', certificates: 'stand' });
      expect((await get('/publish')).text).to.contain('Nothing is different');
      expect((await post('/publish', {})).body.code).to.equal('NOTHING_NEW');
      await set(['sections', { id: 'before' }, 'blocks', { id: 'worked' }, 'text'], 'Officer Reyes sits down first.\n');
      expect((await approve()).status).to.equal(303);
      const { text } = await get('/publish').expect(200);
      expect(text)
        .to.contain('Note “Officer Reyes sits down first.” › Text')
        .and.to.contain('<ins>Officer Reyes sits down first.</ins>');
      const decided = { certificates: 'void', reason: 'The law changed.', sure: 'yes' };
      expect((await post('/publish', decided)).status).to.equal(403);
      // What is at stake is told; nobody makes certificates void without a tick.
      expect(text)
        .to.contain('Nobody is in it now.')
        .and.to.contain('12 certificates name earlier versions and are not decided.')
        .and.not.to.contain('name="sure"');
      expect((await get('/publish', ben)).text).to.contain('name="sure"');
      const unsure = await post('/publish', { ...decided, sure: '' }, ben);
      expect(unsure.status).to.equal(422);
      expect(JSON.stringify(unsure.body)).to.contain('"sure"');
      const list = await world.authoring.flow.releases.list(ann.actor, draft);
      const many = list.flatMap((row) => [row, { ...row, versionId: row.draftId }, { ...row, versionId: row.id }]);
      const reads = () =>
        statementsOfReads(world.platform.database, () => world.authoring.flow.releases.stakes(ann.actor, many));
      expect(await reads()).to.equal(1);
      const form = { running: 'offer', ...decided };
      await post('/publish', form, ben).expect(303);
      const [second] = await world.authoring.flow.releases.list(ann.actor, draft);
      expect(second).to.include({ number: 2, courseId: first?.courseId, running: 'offer', certificates: 'void' });
      expect(world.decided).to.deep.equal([
        { versions: [first?.versionId], decision: 'void', reason: 'The law changed.' },
      ]);
      // Who is in the first version may still end it: its later certificates wait for supervisors.
      const [earlier] = await world.versions.namesOf(null, [first?.versionId ?? '']);
      expect(earlier?.state).to.equal('withdrawn');
      const drawn = { module: 'hall-test', item: 'final_i3' };
      const { releases } = world.authoring.flow;
      const bankPage = `/author/drafts/${draft}/banks/final/items/i3`;
      expect(await releases.bankPage(ann.actor, first?.versionId ?? '', drawn)).to.equal(bankPage);
      const stranger = await world.author();
      expect(await releases.bankPage(stranger.actor, first?.versionId ?? '', drawn)).to.equal(null);
      const offer = { agencyId: ann.actor.agencyId, courseId: second?.courseId ?? '', to: second?.versionId ?? '' };
      expect(await world.offers.holds(null, { ...offer, from: first?.versionId ?? '' })).to.equal(true);
      expect(await world.offers.holds(null, { ...offer, from: offer.to })).to.equal(false);
    });

    it('gives the packages of the last version, the same bytes each time, whatever is written since', async () => {
      const zip = () => get('/package.zip?target=scorm12').buffer(true).responseType('blob').expect(200);
      const one = (await zip()).body as Buffer;
      await set(['title'], 'Something else', 'course.yaml');
      expect(((await zip()).body as Buffer).equals(one)).to.equal(true);
      expect(one.subarray(0, 2).toString()).to.equal('PK');
      for (const { path } of await world.authoring.drafts.mediaRows(ann.actor, draft)) {
        expect((await post('/media/remove', { path })).status).to.equal(303);
      }
      expect((await post('/media/delete-removed', {})).status).to.equal(303);
      expect(((await zip()).body as Buffer).equals(one), 'its media are kept').to.equal(true);
      expect((await get('/package.zip?target=own')).status).to.equal(422);
      const { text } = await get('/packages').expect(200);
      expect(text).to.contain('SCORM 2004 4th Edition').and.to.contain('/organisation/doors/cartridge');
      // Doors that instructors may not open are not shown to them.
      expect(text).not.to.contain('/organisation/doors/dispatch').and.not.to.contain('/organisation/doors/lti');
    });
  });
});
