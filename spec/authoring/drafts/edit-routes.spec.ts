import { expect } from 'chai';
import type { DraftEdit } from '../../../server/standards/module/index.ts';
import { HOSTILE } from '../../support/any-source.ts';
import { forEachDatabase } from '../../support/databases.ts';
import { openDraftWorld, type BuiltAuthor, type DraftWorld } from '../../support/draft-world.ts';

const MODULE = 'modules/01-hall.yaml';
const ARRIVE = ['sections', { id: 'before' }, 'blocks', { id: 'arrive' }] as const;
const setText = (value: string): DraftEdit => ({ op: 'set', at: [...ARRIVE, 'text'], value });
let count = 0;
const editId = (): string => `edit-${(count += 1).toString().padStart(8, '0')}`;

describe('editing a draft', () => {
  forEachDatabase((make) => {
    let world: DraftWorld;
    let ann: BuiltAuthor;
    let ben: BuiltAuthor;
    let draft: string;
    before(async () => {
      world = await openDraftWorld(await make());
      ann = await world.author();
      ben = await world.author(ann.actor.agencyId, ['administrator'], { givenName: 'Ben', familyName: 'Ray' });
    });
    beforeEach(async () => {
      draft = await world.draft(ann);
    });

    const edit = ({ browser }: Pick<BuiltAuthor, 'browser'>, body: object) =>
      browser.post(`/author/drafts/${draft}/edits`).send({ editId: editId(), path: MODULE, base: 1, ...body });
    const read = async ({ browser }: BuiltAuthor, path = MODULE) =>
      (await browser.get(`/author/drafts/${draft}/file?path=${path}`).expect(200)).body as {
        revision: number;
        text: string;
        data: Record<string, unknown>;
        issues: { code: string; line: number; at: unknown[] }[];
      };

    it('asks to sign in, is not there for officers and other agencies, and needs a sound request', async () => {
      expect((await edit({ browser: world.nobody() }, { edits: [setText('x')] })).status).to.equal(401);
      const officer = await world.author(ann.actor.agencyId, ['officer']);
      expect((await edit(officer, { edits: [setText('x')] })).status).to.equal(403);
      const stranger = await world.author();
      for (const answer of [
        await edit(stranger, { edits: [setText('x')] }),
        await stranger.browser.get(`/author/drafts/${draft}/file?path=${MODULE}`),
        await stranger.browser
          .put(`/author/drafts/${draft}/file?path=${MODULE}`)
          .send({ editId: editId(), base: 1, text: 'a: 1' }),
        await stranger.browser.post(`/author/drafts/${draft}/presence`).send({ path: MODULE, blockId: null }),
        await stranger.browser.get(`/author/drafts/${draft}`),
        await stranger.browser.post(`/author/drafts/${draft}/retire`),
      ]) {
        expect(answer.status).to.equal(404);
      }
      for (const body of [
        { edits: [] },
        { edits: [setText('x')], path: '../secrets.yaml' },
        { edits: [{ op: 'set', at: ['__proto__'], value: 1 }] },
        { edits: [{ op: 'set', at: ['title'], value: JSON.parse('{"__proto__": 1}') as object }] },
        { edits: [{ op: 'drop', at: ['title'] }] },
      ]) {
        expect((await edit(ann, body)).status).to.equal(422);
      }
      const cross = ann.browser.post(`/author/drafts/${draft}/edits`).set('sec-fetch-site', 'cross-site');
      expect((await cross.send({})).status).to.equal(403);
      expect((await read(ann)).revision).to.equal(1);
    });

    it('changes one line, tells how to take it back, and answers a repeated request as before', async () => {
      const { text } = await read(ann);
      const body = { editId: editId(), edits: [{ op: 'set', at: ['title'], value: 'A quiet talk' }] };
      const first = await edit(ann, body);
      expect(first.status).to.equal(200);
      expect(first.body).to.deep.include({
        revision: 2,
        since: [],
        inverse: [{ op: 'set', at: ['title'], value: 'A talk in the hall' }],
      });
      expect((await edit(ann, body)).body).to.deep.equal(first.body);
      const after = await read(ann);
      expect(after.revision).to.equal(2);
      const lines = text.split('\n');
      const changed = after.text.split('\n').flatMap((line, at) => (line === lines[at] ? [] : [line]));
      expect(changed).to.deep.equal(['title: A quiet talk']);
      await edit(ann, { base: 2, edits: first.body.inverse }).expect(200);
      expect((await read(ann)).text).to.equal(text);
    });

    it('merges what two authors write at different places, and tells each what the other wrote', async () => {
      const mine = setText('The bell has rung.');
      await edit(ann, { edits: [mine] }).expect(200);
      const title: DraftEdit = { op: 'set', at: ['title'], value: 'In the hall' };
      const answer = await edit(ben, { edits: [title] });
      expect(answer.body).to.deep.include({ revision: 3, since: [mine], applied: [title] });
      const { data, text } = await read(ben);
      expect(data['title']).to.equal('In the hall');
      expect(text).to.contain('The bell has rung.');
    });

    it('loses nothing when two authors write in the same block in the same second: both are told', async () => {
      const answers = await Promise.all([
        edit(ann, { edits: [setText('Ann was here.')] }),
        edit(ben, { edits: [setText('Ben was here.')] }),
      ]);
      const kept = answers.find(({ status }) => status === 200);
      const told = answers.find(({ status }) => status === 409);
      expect(kept, 'one is kept').not.to.equal(undefined);
      const annWon = kept === answers[0];
      expect(told?.body).to.deep.include({
        code: 'EDIT_CONFLICT',
        revision: 2,
        at: [...ARRIVE, 'text'],
        yours: annWon ? 'Ben was here.' : 'Ann was here.',
        theirs: annWon ? 'Ann was here.' : 'Ben was here.',
        when: world.clock.now().toISOString(),
      });
      expect(told?.body.by).to.contain(annWon ? 'Ann Okafor' : 'Ben Ray');
      expect((await read(ann)).text).to.contain(annWon ? 'Ann was here.' : 'Ben was here.');
    });

    it('keeps every one of many edits that arrive at once at different places', async () => {
      const blocks = ['arrive', 'carries', 'worked', 'law'];
      const answers = await Promise.all(
        blocks.map((id) =>
          edit(id < 'b' ? ann : ben, {
            edits: [
              { op: 'set', at: ['sections', { id: 'before' }, 'blocks', { id }, 'text'], value: `Written in ${id}.` },
            ],
          }),
        ),
      );
      expect(answers.map(({ status }) => status)).to.deep.equal([200, 200, 200, 200]);
      const { text, revision } = await read(ann);
      expect(revision).to.equal(5);
      for (const id of blocks) expect(text).to.contain(`Written in ${id}.`);
    });

    it('stores wrong values as a draft and says what is wrong with them, and refuses what has no place', async () => {
      await edit(ann, { edits: [{ op: 'set', at: ['layer'], value: 'attic' }] }).expect(200);
      const { data, issues } = await read(ann);
      expect(data['layer']).to.equal('attic');
      expect(issues).to.have.length(1);
      expect(issues[0]).to.deep.include({ code: 'SCHEMA', at: ['layer'] });
      const answer = await edit(ann, { base: 2, edits: [{ op: 'remove', at: ['sections', { id: 'nowhere' }] }] });
      expect(answer.status).to.equal(422);
      expect(answer.body.code).to.equal('EDIT_NOT_POSSIBLE');
    });

    it('takes the whole text as typed, refuses what is no YAML with its line, and shows both texts of a conflict', async () => {
      const put = ({ browser }: BuiltAuthor, base: number, text: string) =>
        browser.put(`/author/drafts/${draft}/file?path=${MODULE}`).send({ editId: editId(), base, text });
      const { text } = await read(ann);
      const typed = text.replace('title: A talk in the hall', 'title:   "A talk"   # for now');
      expect((await put(ann, 1, typed)).body).to.deep.include({ revision: 2 });
      expect((await read(ann)).text).to.equal(typed);
      const broken = await put(ann, 2, `${typed}\n  - : [`);
      expect(broken.status).to.equal(422);
      expect(broken.body.issues[0].line).to.be.greaterThan(100);
      for (const bad of ['a: &b 1', 'a: !!js/function x', 'a: *b', `a: ${'['.repeat(60)}`]) {
        expect((await put(ann, 2, bad)).status).to.equal(422);
      }
      const conflict = await put(ben, 1, text);
      expect(conflict.status).to.equal(409);
      expect(conflict.body).to.deep.include({ code: 'EDIT_CONFLICT', revision: 2, yours: text, theirs: typed });
      expect((await read(ann)).text).to.equal(typed);
    });

    it('stores what attackers type as they typed it and shows it as text, and refuses a megabyte in words', async () => {
      for (const [index, value] of HOSTILE.entries()) {
        const path = 'course.yaml';
        const edits = [{ op: 'set', at: ['title'], value }];
        await edit(ann, { path, base: index + 1, edits }).expect(200);
        expect((await read(ann, path)).data['title']).to.equal(value);
        for (const page of ['/author/drafts', `/author/drafts/${draft}`]) {
          const { text } = await ann.browser.get(page).set('accept', 'text/html').expect(200);
          expect(text)
            .not.to.contain('<script>alert')
            .and.not.to.match(/(?![\t\n\r])\p{Cc}/u);
        }
      }
      const large = await edit(ann, { edits: [setText('x'.repeat(1_000_000))] });
      expect(large.status).to.equal(422);
      expect(large.body.message).to.contain('512 kB');
    });

    it('says who else is in the draft', async () => {
      const tell = ({ browser }: BuiltAuthor, blockId: string | null) =>
        browser.post(`/author/drafts/${draft}/presence`).send({ path: MODULE, blockId });
      expect((await tell(ann, 'arrive')).body).to.deep.equal({ others: [], revision: 1 });
      const { body } = await tell(ben, null);
      expect(body.others).to.have.length(1);
      expect(body.others[0]).to.deep.include({ path: MODULE, blockId: 'arrive' });
      expect(body.others[0].name).to.contain('Ann Okafor');
    });

    it('changes nothing in a retired draft until it is brought back', async () => {
      await ann.browser.post(`/author/drafts/${draft}/retire`).expect(303);
      const answer = await edit(ann, { edits: [setText('x')] });
      expect(answer.body.code).to.equal('DRAFT_RETIRED');
      await ann.browser.post(`/author/drafts/${draft}/restore`).expect(303);
      await edit(ann, { edits: [setText('x')] }).expect(200);
    });
  });
});
