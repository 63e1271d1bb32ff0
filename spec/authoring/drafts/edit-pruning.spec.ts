import { expect } from 'chai';
import { newId } from '../../../server/platform/index.ts';
import { KEPT_EDITS } from '../../../server/authoring/drafts/edit-pruning-job.ts';
import { forEachDatabase } from '../../support/databases.ts';
import { openDraftWorld, type BuiltAuthor, type DraftWorld } from '../../support/draft-world.ts';

const MODULE = 'modules/01-hall.yaml';
const DAY_MS = 86_400_000;
let count = 0;

describe('edits that nobody needs any more', function () {
  this.timeout(120_000);
  forEachDatabase((make) => {
    let world: DraftWorld;
    let ann: BuiltAuthor;
    let ben: BuiltAuthor;
    let cat: BuiltAuthor;
    let draft: string;
    before(async () => {
      world = await openDraftWorld(await make());
      ann = await world.author();
      ben = await world.author(ann.actor.agencyId, ['instructor'], { givenName: 'Ben', familyName: 'Ray' });
      cat = await world.author(ann.actor.agencyId, ['instructor'], { givenName: 'Cat', familyName: 'Lee' });
    });
    beforeEach(async () => {
      draft = await world.draft(ann);
    });
    after(() => world.authoring.apart.close());

    const drafts = () => world.authoring.drafts;
    const revision = async () => (await drafts().files.read(ann.actor, draft, MODULE)).revision;
    const edit = (base: number, value: string, { actor } = ann, editId = `prune-${(count += 1)}`) =>
      drafts().files.edit(actor, draft, { editId, path: MODULE, base, edits: [{ op: 'set', at: ['summary'], value }] });
    const codeOf = (error: unknown) => (error as { code: string }).code;

    /** Rows of a file that was written in so often, as if by a person on a day. */
    async function write(times: number, personId: string, day: number): Promise<void> {
      const file = await drafts().store.file(null, draft, MODULE);
      if (file === null) throw new Error('no file');
      const { agencyId, revision: from } = file;
      const madeAt = new Date(world.clock.now().getTime() + day * DAY_MS);
      const value = (words: string) => JSON.stringify([{ op: 'set', at: ['summary'], value: words }]);
      await world.platform.database.write(async (tx) => {
        for (let at = from + 1; at <= from + times; at += 1) {
          const base = { id: newId(), agencyId, draftId: draft, path: MODULE, personId, madeAt };
          const words = { edits: value(`at ${at}`), inverse: value(`at ${at - 1}`) };
          await drafts().store.insertEdit(tx, { ...base, revision: at, editId: `made-${at}`, ...words });
        }
        await drafts().models.files.update({ revision: from + times }, { where: { id: file.id }, transaction: tx });
      });
    }

    async function prune(): Promise<number[]> {
      const { database, jobs } = world.platform;
      await database.write((tx) => jobs.enqueue(tx, 'drafts.prune-edits', {}));
      await jobs.drain();
      const file = { draftId: draft, path: MODULE };
      return (await drafts().store.editsBetween(null, file, 0, 10_000)).map(({ revision: at }) => at);
    }

    it('go after thirty days, but for the last two hundred of their file and the last of each person', async () => {
      await write(40, ben.actor.personId, -31);
      await write(KEPT_EDITS + 560, ann.actor.personId, -31);
      expect(await revision()).to.equal(KEPT_EDITS + 601);
      const kept = await prune();
      expect(kept).to.have.length(KEPT_EDITS + 1);
      expect(kept.slice(0, 2)).to.deep.equal([41, 602]);
      expect(await prune(), 'once more changes nothing').to.deep.equal(kept);
    });

    it('stay for thirty days, however many', async () => {
      await write(KEPT_EDITS + 60, ann.actor.personId, -29);
      expect(await prune()).to.have.length(KEPT_EDITS + 60);
    });

    it('keep an approval from hiding that its person wrote before', async () => {
      await write(3, ben.actor.personId, -40);
      await write(1, cat.actor.personId, -40);
      await write(1, ben.actor.personId, -40);
      const { database } = world.platform;
      const by = { person_id: ben.actor.personId, reviewer: 'Ben Ray', review_by: '2027-06-30' };
      const what = { agency_id: ann.actor.agencyId, draft_id: draft, path: MODULE, revision: await revision() };
      const row = { id: newId(), ...what, ...by, approved_at: world.clock.now() };
      const table = `${database.tablePrefix}draft_approvals`;
      const queries = database.sequelize.getQueryInterface();
      await database.write((tx) => queries.bulkInsert(table, [row], { transaction: tx }));
      await write(KEPT_EDITS, ann.actor.personId, -1);
      expect((await prune()).slice(0, 3)).to.deep.equal([4, 5, 7]);
    });

    it('leave nothing to be merged or taken back by halves', async () => {
      const actions = [newId(), newId()] as const;
      expect(await edit(1, 'First words', ann, `${actions[0]}-0`)).to.include({ kind: 'kept', revision: 2 });
      expect(await edit(2, 'Second words', ann, `${actions[1]}-0`)).to.include({ kind: 'kept', revision: 3 });
      await drafts().files.undo(ann.actor, draft, actions[1]);
      await write(KEPT_EDITS + 5, ben.actor.personId, -31);
      await prune();
      // What was typed a month ago on a text whose changes are gone is refused, and shown to who typed it.
      expect(await edit(1, 'Typed long ago').catch(codeOf)).to.equal('EDIT_TOO_OLD');
      const now = await revision();
      expect(await edit(now - 100, 'On the last hundred').catch(codeOf)).to.include({ kind: 'conflict' });
      expect(await edit(now, 'On the text of today')).to.include({ kind: 'kept', revision: now + 1 });
      world.clock.goOn(31 * DAY_MS);
      expect(await drafts().files.undo(ann.actor, draft, actions[0]).catch(codeOf)).to.equal('NOTHING_TO_UNDO');
    });
  });
});
