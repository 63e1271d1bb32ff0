import { expect } from 'chai';
import { forEachDatabase } from '../../support/databases.ts';
import { openDraftWorld, type BuiltAuthor, type DraftWorld } from '../../support/draft-world.ts';

const path = 'modules/01-hall.yaml';

interface Shown {
  readonly id: string;
  readonly blockId: string | null;
  readonly words: string;
  readonly by: string;
  readonly resolvedBy: string | null;
}

describe('comments at their blocks', () => {
  forEachDatabase((make) => {
    let world: DraftWorld;
    let ann: BuiltAuthor;
    let ben: BuiltAuthor;
    let draft: string;
    before(async () => {
      world = await openDraftWorld(await make());
      ann = await world.author();
      ben = await world.author(ann.actor.agencyId, ['instructor'], { givenName: 'Ben', familyName: 'Ray' });
      draft = await world.draft(ann);
    });
    after(() => world.authoring.apart.close());

    const list = ({ browser } = ann, of = path) => browser.get(`/author/drafts/${draft}/comments?path=${of}`);
    const say = (blockId: unknown, words: unknown, { browser } = ann, of = path) =>
      browser.post(`/author/drafts/${draft}/comments`).send({ path: of, blockId, words });
    const settle = (id: string, state: unknown, { browser } = ann) =>
      browser.post(`/author/drafts/${draft}/comments/${id}/state`).send({ path, state });

    it('are closed to people signed out, officers and other agencies, whatever they send', async () => {
      const officer = await world.author(ann.actor.agencyId, ['officer']);
      const stranger = await world.author();
      const { id } = ((await say('arrive', 'Which bell?')).body as { comments: Shown[] }).comments[0] ?? { id: '' };
      expect((await world.nobody().get(`/author/drafts/${draft}/comments?path=${path}`)).status).to.equal(401);
      for (const answer of [
        await list(officer),
        await say('arrive', 'x', officer),
        await settle(id, 'open', officer),
      ]) {
        expect(answer.status).to.equal(403);
      }
      for (const answer of [
        await list(stranger, '../x'),
        await say(7, '', stranger),
        await settle(id, 'resolved', stranger),
      ]) {
        expect(answer.status).to.equal(404);
        expect(answer.body.code).to.equal('DRAFT_NOT_FOUND');
      }
    });

    it('are refused without words, about no file or no block', async () => {
      expect((await say('arrive', '  ')).status).to.equal(422);
      expect((await say('arrive', 'x'.repeat(4001))).status).to.equal(422);
      expect((await say('two words', 'x')).status).to.equal(422);
      expect((await say(null, 'x', ann, '../course.yaml')).status).to.equal(422);
      expect((await say(null, 'x', ann, 'modules/99-gone.yaml')).body.code).to.equal('DRAFT_FILE_NOT_FOUND');
      expect((await list(ann, 'x')).status).to.equal(422);
      expect((await settle('nobody', 'resolved')).body.code).to.equal('COMMENT_NOT_FOUND');
    });

    it('are told by file with who said it, as they were typed, and resolved and opened again by a colleague', async () => {
      const words = '<b>Which</b> bell?\n{{x}} \u202Eleft';
      await say(null, 'About all of it.', ben).expect(201);
      await say(null, 'Elsewhere.', ben, 'course.yaml').expect(201);
      const told = (await say('arrive', words, ben).expect(201)).body as { comments: Shown[] };
      expect(told.comments.map(({ blockId }) => blockId)).to.deep.equal(['arrive', null, 'arrive']);
      const last = told.comments.at(-1);
      expect(last).to.include({ words, by: 'Ben Ray', resolvedBy: null });
      await settle(last?.id ?? '', 'gone').expect(422);
      const resolved = (await settle(last?.id ?? '', 'resolved').expect(200)).body as { comments: Shown[] };
      expect(resolved.comments.at(-1)?.resolvedBy).to.equal(ann.actor.name);
      await settle(last?.id ?? '', 'open', ben).expect(200);
      const { comments } = (await list().expect(200)).body as { comments: Shown[] };
      expect(comments.filter(({ resolvedBy }) => resolvedBy === null)).to.have.length(3);
      const page = await ann.browser.get(`/author/drafts/${draft}/review`).set('accept', 'text/html').expect(200);
      expect(page.text).to.contain('01-hall#block-arrive');
    });
  });
});
