import { expect } from 'chai';
import { forEachDatabase } from '../../support/databases.ts';
import { openDraftWorld, type BuiltAuthor, type DraftWorld } from '../../support/draft-world.ts';

interface Look {
  readonly id: string;
  readonly block: { readonly type: string; readonly html?: string } | null;
  readonly issues: readonly { readonly at: readonly unknown[]; readonly message: string }[];
}

describe('the editor of a module', () => {
  forEachDatabase((make) => {
    let world: DraftWorld;
    let ann: BuiltAuthor;
    let draft: string;
    let page: string;
    before(async () => {
      world = await openDraftWorld(await make());
      ann = await world.author();
      draft = await world.draft(ann);
      page = `/author/drafts/${draft}/modules/01-hall`;
    });

    const looks = async (...blocks: unknown[]): Promise<Look[]> =>
      (await ann.browser.post(`${page}/looks`).send({ blocks }).expect(200)).body.looks as Look[];

    it('asks to sign in, and is not there for officers and other agencies', async () => {
      expect((await world.nobody().get(page)).status).to.equal(401);
      const officer = await world.author(ann.actor.agencyId, ['officer']);
      expect((await officer.browser.get(page)).status).to.equal(403);
      const stranger = await world.author();
      for (const answer of [
        await stranger.browser.get(page),
        await stranger.browser.post(`${page}/looks`).send({ blocks: 'wrong' }),
      ]) {
        expect(answer.status).to.equal(404);
        expect(answer.body.code).to.equal('DRAFT_NOT_FOUND');
      }
    });

    it('is not there for a module that the draft has not, whatever its name', async () => {
      for (const name of ['99-gone', '..%2Fcourse', '01-hall.es']) {
        expect((await ann.browser.get(`/author/drafts/${draft}/modules/${name}`)).status).to.equal(404);
      }
    });

    it('shows the blocks in words before its script, and hands the script all it needs', async () => {
      const { text } = await ann.browser.get(page).set('accept', 'text/html').expect(200);
      expect(text).to.contain('Writing needs JavaScript').and.contain('id="block-arrive"');
      const json = /<script type="application\/json" id="editor-data">(.*?)<\/script>/s.exec(text)?.[1] ?? '';
      const data = JSON.parse(json) as { file: { id: string }; looks: Look[]; forms: { blocks: unknown[] } };
      expect(data.file.id).to.equal('hall-talk');
      expect(data.looks.length).to.be.at.least(4);
      expect(data.looks.every(({ block, issues }) => block !== null && issues.length === 0)).to.equal(true);
      expect(data.forms.blocks).to.have.length(21);
    });

    it('lets a hostile text of the file end no element of the page', async () => {
      const at = ['sections', { id: 'before' }, 'blocks', { id: 'arrive' }, 'text'];
      const value = '</script><script>alert(1)</script> {{constructor}} <img src=x onerror=alert(1)>';
      const own = await world.draft(ann);
      const edit = { editId: 'hostile-1', path: 'modules/01-hall.yaml', base: 1, edits: [{ op: 'set', at, value }] };
      await ann.browser.post(`/author/drafts/${own}/edits`).send(edit).expect(200);
      const answer = await ann.browser
        .get(`/author/drafts/${own}/modules/01-hall`)
        .set('accept', 'text/html')
        .expect(200);
      expect(answer.text).not.to.contain('<script>alert').and.not.to.contain('<img src=x');
    });

    it('shows a block as it is built, and says beside each field what is missing', async () => {
      const [right, wrong] = await looks(
        { id: 'a', type: 'text', text: '**Stay** calm.' },
        { id: 'b', type: 'choice', prompt: 'Who?', objective: 'x', options: [{ id: 'o', text: '', why: 7 }] },
      );
      expect(right).to.deep.equal({
        id: 'a',
        block: { id: 'a', title: '', type: 'text', html: '<p><strong>Stay</strong> calm.</p>' },
        issues: [],
      });
      expect(wrong?.block).to.include({ type: 'choice', html: '<p>Who?</p>' });
      expect(wrong?.issues).to.deep.include({ at: ['options', 0, 'text'], message: 'Must not be empty.' });
      expect(wrong?.issues).to.deep.include({ at: ['options', 0, 'why'], message: 'Write text here.' });
    });

    it('says of an empty place that it is empty, whatever its pattern would say', async () => {
      const [look] = await looks({ id: 'a', type: 'image', src: '', alt: 'A gate.' });
      expect(look?.issues).to.deep.equal([{ at: ['src'], message: 'Must not be empty.' }]);
    });

    it('shows what it can of any block, and throws at none', async () => {
      const kinds = [
        'text',
        'image',
        'video',
        'cards',
        'sort',
        'match',
        'order',
        'scenario',
        'dialogue',
        'test',
        'practical',
      ];
      const shown = await looks(
        ...kinds.map((type) => ({ id: type, type, items: 7, options: null, nodes: [] })),
        'words',
        null,
        7,
      );
      expect(shown.map(({ block }) => block?.type ?? null)).to.deep.equal([
        ...kinds.map((type) => (type === 'test' ? null : type)),
        null,
        null,
        null,
      ]);
    });

    it('never renders HTML of an author, and no endless text', async () => {
      const [first, second] = await looks(
        { id: 'a', type: 'text', text: '<script>alert(1)</script>[x](javascript:alert(1))' },
        { id: 'b', type: 'text', text: 'x'.repeat(500_000) },
      );
      expect(first?.block?.html).not.to.match(/<script|href="javascript/);
      expect(second?.block?.html?.length).to.be.lessThan(9000);
      expect(second?.issues[0]?.message).to.contain('At most 8000 characters');
    });

    it('refuses what is no value of a file', async () => {
      const deep = JSON.parse(`${'['.repeat(30)}${']'.repeat(30)}`) as unknown;
      for (const blocks of ['x', [deep], Array.from({ length: 201 }, () => 1)]) {
        expect((await ann.browser.post(`${page}/looks`).send({ blocks })).status).to.equal(422);
      }
    });
  });
});
