import { expect } from 'chai';
import type { Releases } from '../../../server/authoring/flow/release-service.ts';
import type { Database } from '../../../server/platform/index.ts';
import { forEachDatabase } from '../../support/databases.ts';
import { statementsOf } from '../../support/statements.ts';
import { openDraftWorld, type BuiltAuthor, type DraftWorld } from '../../support/draft-world.ts';

const MODULE = 'modules/01-hall.yaml';
const WORKED = ['sections', { id: 'before' }, 'blocks', { id: 'worked' }, 'text'];
const OPTIONS = ['sections', { id: 'practice' }, 'blocks', { id: 'q1' }, 'options'];
const WORDS: Parameters<Releases['publish']>[2] = { note: '', running: 'finish', certificates: 'stand', reason: '' };
let count = 0;

describe('a draft that is published again', function () {
  this.timeout(180_000);
  forEachDatabase((make) => {
    let database: Database;
    let world: DraftWorld;
    let ann: BuiltAuthor;
    let ben: BuiltAuthor;
    let draft: string;
    before(async () => {
      database = await make();
      world = await openDraftWorld(database);
      ann = await world.author();
      const names = { givenName: 'Ben', familyName: 'Ray' };
      ben = await world.author(ann.actor.agencyId, ['instructor', 'supervisor'], names);
      draft = await world.draft(ann);
    });
    after(() => world.authoring.apart.close());

    const flow = () => world.authoring.flow;
    const set = async (at: readonly unknown[], value: unknown, path = MODULE) => {
      const { revision } = await world.authoring.drafts.files.read(ann.actor, draft, path);
      const edit = { editId: `again-edit-${(count += 1)}`, path, base: revision, edits: [{ op: 'set', at, value }] };
      await ann.browser.post(`/author/drafts/${draft}/edits`).send(edit).expect(200);
    };
    const seen = async () => {
      const texts = (await flow().reviews.legal(ben.actor, draft)).flatMap((one) => one.texts);
      return new Map(texts.map(({ path, revision }) => [path, revision]));
    };
    const approve = async (saw?: ReadonlyMap<string, number>) => {
      const words = { modules: [MODULE], reviewer: 'Counsel', reviewBy: '2027-06-30', seen: saw ?? (await seen()) };
      await flow().reviews.approve(ben.actor, draft, words);
    };
    const publish = async (words = WORDS, by = ann) => {
      await approve();
      return flow().releases.publish(by.actor, draft, words);
    };
    const codeOf = (error: unknown) => (error as { code: string }).code;

    it('goes back to an earlier text: its version is the one that officers begin, and only that one is nothing new', async () => {
      await set(WORKED, 'Officer Reyes waits.\n');
      const first = await publish();
      await set(WORKED, 'Officer Reyes sits down.\n');
      const second = await publish({ ...WORDS, running: 'offer' });
      await set(WORKED, 'Officer Reyes waits.\n');
      const decision = { certificates: 'void', reason: 'The law changed.' } as const;
      const third = await publish({ ...WORDS, running: 'offer', ...decision }, ben);
      expect(third).to.include({ versionId: first.versionId, courseId: first.courseId, number: 3 });
      expect(second.versionId).not.to.equal(first.versionId);
      // A notice sends a whole agency to the page that says what changes: its texts are read once.
      const pair = { agencyId: ann.actor.agencyId, from: first.versionId, to: second.versionId };
      const told = await flow().releases.offered(pair);
      expect(told?.changes).to.have.length.above(0);
      const again = await statementsOf(database, async () => {
        expect(await flow().releases.offered(pair)).to.deep.equal(told);
      });
      expect(again).to.deep.equal([]);
      expect(await flow().releases.offered({ ...pair, agencyId: 'of-nobody' })).to.equal(null);
      const { course } = await world.packages.versions.find(ann.actor, first.versionId);
      expect(course.currentVersionId).to.equal(first.versionId);
      const reason = 'The law changed.';
      expect(world.decided).to.deep.equal([{ versions: [second.versionId], decision: 'void', reason }]);
      expect(await publish().catch(codeOf)).to.equal('NOTHING_NEW');
      // To and fro: what is offered is what was decided last.
      await set(WORKED, 'Officer Reyes sits down.\n');
      await publish({ ...WORDS, running: 'offer' });
      const { agencyId } = ann.actor;
      const offer = { agencyId, courseId: first.courseId };
      const [to, from] = [second.versionId, first.versionId];
      expect(await world.offers.holds(null, { ...offer, from, to })).to.equal(true);
      await set(WORKED, 'Officer Reyes waits.\n');
      await publish();
      expect(await world.offers.holds(null, { ...offer, from: to, to: from })).to.equal(false);
      await world.packages.versions.withdraw(ann.actor, first.versionId);
      expect((await publish()).versionId).to.equal(first.versionId);
    });

    it('makes another version of another key alone, and leaves the key of the version before as it was', async () => {
      const [before] = await flow().releases.list(ann.actor, draft);
      const versionId = before?.versionId ?? '';
      const key = JSON.stringify(await world.packages.answers.of(null, versionId));
      await set([...OPTIONS, { id: 'b' }, 'correct'], false);
      await set([...OPTIONS, { id: 'a' }, 'correct'], true);
      const after = await publish();
      expect(after.versionId).not.to.equal(versionId);
      expect(JSON.stringify(await world.packages.answers.of(null, versionId))).to.equal(key);
      expect(JSON.stringify(await world.packages.answers.of(null, after.versionId))).not.to.equal(key);
    });

    it('publishes nothing of a draft that was retired while it was built, and takes no edit for one', async () => {
      const { apart, drafts } = world.authoring;
      const build = apart.build.bind(apart);
      await set(WORKED, 'Officer Reyes leaves.\n');
      await approve();
      const before = await flow().releases.list(ann.actor, draft);
      Object.assign(apart, {
        build: async (...asked: Parameters<typeof build>) => {
          const built = await build(...asked);
          await drafts.heads.retire(ben.actor, draft);
          return built;
        },
      });
      const refused = await flow()
        .releases.publish(ann.actor, draft, WORDS)
        .catch((error: unknown) => error)
        .finally(() => Object.assign(apart, { build }));
      expect(refused).to.include({ code: 'DRAFT_RETIRED', status: 409, message: 'This draft is retired.' });
      expect(await flow().releases.list(ann.actor, draft)).to.deep.equal(before);
      const { course } = await world.packages.versions.find(ann.actor, before[0]?.versionId ?? '');
      expect(course.currentVersionId).to.equal(before[0]?.versionId);
      const stale = { ...(await drafts.heads.open(ann.actor, draft)), state: 'open' } as const;
      const [file] = await drafts.files.list(ann.actor, draft);
      if (file === undefined) throw new Error('no file');
      const change = { file, text: file.text, editId: 'again-retired', edits: [], inverse: [] };
      expect(await drafts.keepChanges(ann.actor, stale, [change]).catch(codeOf)).to.equal('DRAFT_RETIRED');
      expect(await drafts.store.edit(null, draft, 'again-retired')).to.equal(null);
      await drafts.heads.restore(ann.actor, draft);
    });

    it('approves the texts that the reviewer saw, and says what changed since, where and by whom', async () => {
      const before = await seen();
      expect([...before.keys()]).to.have.members([MODULE, 'modules/01-hall.es.yaml']);
      await set(WORKED, 'Officer Reyes runs.\n');
      await set(['summary'], 'Otra cosa.', 'modules/01-hall.es.yaml');
      const approvals = await flow().reviews.legal(ben.actor, draft);
      const refused = await approve(before).catch((error: unknown) => error);
      expect(refused).to.include({ code: 'LAW_TEXT_CHANGED', status: 409 });
      expect((refused as Error).message)
        .to.contain('modules/01-hall.yaml (“Before you speak” › Note “Officer Reyes runs.” › Text) by Ann Okafor')
        .and.to.contain('modules/01-hall.es.yaml (Summary) by Ann Okafor');
      expect(await flow().reviews.legal(ben.actor, draft), 'nothing was approved').to.deep.equal(approvals);
      const more = new Map([...(await seen()), ['modules/01-hall.fr.yaml', 2]]);
      expect(((await approve(more).catch((error: unknown) => error)) as Error).message).to.contain('01-hall.fr.yaml');
      await approve(new Map([...(await seen()), ['modules/02-test.es.yaml', 1]]));
      expect((await flow().reviews.legal(ben.actor, draft))[0]?.state).to.equal('approved');
      // A form of the page shows it beside what is ticked, with the texts as they are now.
      const form = { modules: MODULE, reviewer: 'Counsel', reviewBy: '2027-06-30', seen: `${MODULE}@1` };
      const page = await ben.browser
        .post(`/author/drafts/${draft}/review/approve`)
        .set('accept', 'text/html')
        .type('form')
        .send(form);
      expect(page.status).to.equal(409);
      expect(page.text).to.contain('The text changed after you opened this page').and.not.to.contain(`"${MODULE}@1`);
    });
  });
});
