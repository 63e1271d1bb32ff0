import { expect } from 'chai';
import { bankPlaceOf } from '../../../server/authoring/flow/bank-place.ts';
import { forEachDatabase } from '../../support/databases.ts';
import { openDraftWorld, type BuiltAuthor, type DraftWorld } from '../../support/draft-world.ts';
import { FIXTURE } from '../course-fixture.ts';

const BANK = 'banks/final.yaml';
const TEST = 'modules/02-test.yaml';

describe('the blueprint of a bank is changed on its page', function () {
  this.timeout(120_000);
  forEachDatabase((make) => {
    let world: DraftWorld;
    let ann: BuiltAuthor;
    let draft: string;
    before(async () => {
      world = await openDraftWorld(await make());
      ann = await world.author();
    });
    beforeEach(async () => {
      draft = await world.draft(ann);
    });
    after(() => world.authoring.apart.close());

    const send = (path: string, body: object, { browser } = ann) =>
      browser.post(`/author/drafts/${draft}/banks/final/${path}`).type('form').send(body);
    const page = async (body?: object, path = ''): Promise<string> => {
      const sent = body === undefined ? ann.browser.get(`/author/drafts/${draft}/banks/final`) : send(path, body);
      return (await sent.set('accept', 'text/html')).text;
    };
    const lines = async (path: string): Promise<string[]> =>
      (await world.authoring.drafts.files.read(ann.actor, draft, path)).text.split('\n');

    it('by nobody else, and only where there is such a test and such an objective', async () => {
      const stranger = await world.author();
      const officer = await world.author(ann.actor.agencyId, ['officer']);
      for (const path of ['draw', 'objectives/change', 'objectives/remove']) {
        expect((await send(path, {}, stranger)).status, path).to.equal(404);
        expect((await send(path, {}, officer)).status, path).to.equal(403);
        expect((await send(path, {})).status, path).to.equal(422);
      }
      const draw = { module: '02-test', block: 'final', total: '3', scenario: '50' };
      expect((await send('draw', { ...draw, block: 'other' })).body.code).to.equal('TEST_NOT_FOUND');
      expect((await send('draw', { ...draw, module: '01-hall' })).body.code).to.equal('TEST_NOT_FOUND');
      expect((await send('draw', { ...draw, total: '101' })).status).to.equal(422);
      const objective = { objective: 'none', id: 'other', text: 'x' };
      expect((await send('objectives/change', objective)).body.code).to.equal('OBJECTIVE_NOT_FOUND');
      expect((await send('objectives/remove', objective)).body.code).to.equal('OBJECTIVE_NOT_FOUND');
      expect((await send('objectives/change', { ...objective, objective: 'open', id: 'choose' })).body.code).to.equal(
        'OBJECTIVE_THERE',
      );
    });

    it('writes what a test draws into its module, one line a number, and says what is missing then', async () => {
      const before = await lines(TEST);
      const draw = { module: '02-test', block: 'final', total: '90', scenario: '25' };
      await send('draw', draw).expect(303);
      const after = await lines(TEST);
      const changed = after.filter((line, at) => line !== before[at]).map((line) => line.trim());
      expect(changed).to.deep.equal(['total: 90', 'scenario: 0.25']);
      expect(await page())
        .to.contain('more needed')
        .and.to.contain('Draws 90');
      const emptied = await send('draw', { ...draw, scenario: ' ' }).expect(422);
      expect(emptied.body).to.include({ field: 'scenario' });
      await send('draw', { ...draw, total: '4', scenario: '50' }).expect(303);
      expect(await lines(TEST)).to.deep.equal(before);
      // The page shows whole hundredths; who changes the other number leaves a third as it is.
      const { revision } = await world.authoring.drafts.files.read(ann.actor, draft, TEST);
      const at = ['sections', { id: 'all' }, 'blocks', { id: 'final' }, 'draw', 'scenario'];
      const edits = [{ op: 'set', at, value: 0.333 }];
      const third = { editId: 'a-third-of-them', path: TEST, base: revision, edits };
      await ann.browser.post(`/author/drafts/${draft}/edits`).send(third).expect(200);
      await send('draw', { ...draw, total: '5', scenario: '33' }).expect(303);
      expect((await lines(TEST)).map((line) => line.trim())).to.include.members(['total: 5', 'scenario: 0.333']);
    });

    it('renames an objective in every question at once, and back to the byte', async () => {
      const before = await lines(BANK);
      const revision = async () => (await world.authoring.drafts.files.read(ann.actor, draft, BANK)).revision;
      const was = await revision();
      const text = 'Begin a talk with the welfare of the student';
      await send('objectives/change', { objective: 'open', id: 'first-words', text }).expect(303);
      expect(await revision()).to.equal(was + 1);
      const after = await lines(BANK);
      expect(after.some((line) => /\bopen$/.test(line) && /objective|id:/.test(line))).to.equal(false);
      expect(after.filter((line) => line.trim() === 'objective: first-words').length).to.equal(
        before.filter((line) => line.trim() === 'objective: open').length,
      );
      await send('objectives/change', { objective: 'first-words', id: 'open', text }).expect(303);
      expect(await lines(BANK)).to.deep.equal(before);
      await send('objectives/change', { objective: 'open', id: 'open', text: 'Begin <b>well</b>' }).expect(303);
      expect(await page())
        .to.contain('Begin &lt;b&gt;well')
        .and.not.to.contain('<b>well');
    });

    it('removes an objective that no question serves, and says which do', async () => {
      const refused = await page({ objective: 'open' }, 'objectives/remove');
      expect(refused).to.match(/Questions serve this objective: i1, i3/);
      expect(refused).to.match(/<details class="fold" open><summary>Change: Begin a talk/);
      const added = { id: 'listen', text: 'Listen', module: 'hall-talk' };
      await send('objectives', added).expect(303);
      await send('objectives/remove', { objective: 'listen' }).expect(303);
      expect((await lines(BANK)).join('\n')).not.to.contain('listen');
    });
  });
});

describe('the bank of a question that a version drew', () => {
  const files = Object.fromEntries(
    Object.entries(FIXTURE)
      .filter(([path]) => path.startsWith('hall/'))
      .map(([path, text]) => [path.slice('hall/'.length), text]),
  );

  it('is found by module, test and question, and not for questions of modules', () => {
    expect(bankPlaceOf(files, { module: 'hall-test', item: 'final_i3' })).to.deep.equal({ bank: 'final', item: 'i3' });
    expect(bankPlaceOf(files, { module: 'hall-test', item: 'final_i999' })).to.equal(null);
    expect(bankPlaceOf(files, { module: 'hall-test', item: 'other_i3' })).to.equal(null);
    expect(bankPlaceOf(files, { module: 'hall-talk', item: 'final_i3' })).to.equal(null);
  });
});
