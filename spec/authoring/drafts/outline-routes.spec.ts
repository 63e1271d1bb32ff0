import { expect } from 'chai';
import { forEachDatabase } from '../../support/databases.ts';
import type { Browser } from '../../support/people.ts';
import { openDraftWorld, type BuiltAuthor, type DraftWorld } from '../../support/draft-world.ts';
import { rawZip } from '../../support/zips.ts';
import { FIXTURE } from '../course-fixture.ts';

describe('the outline of a draft', () => {
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

    const files = () => world.authoring.drafts.files;
    const paths = async () => (await files().list(ann.actor, draft)).map(({ path }) => path);
    const course = async () => (await files().read(ann.actor, draft, 'course.yaml')).text;
    const modulesOf = async () => [...(await course()).matchAll(/^ {6}- (.+)$/gm)].map(([, name]) => name);
    const post = (path: string, form: object, { browser } = ann) =>
      browser.post(`/author/drafts/${draft}${path}`).type('form').send(form);
    const undoOf = ({ headers }: { headers: Record<string, string> }) =>
      new URLSearchParams((headers['location'] ?? '').split('?')[1]).get('undo') ?? '';

    it('is not there for other agencies, asks for a title, and takes no unknown part', async () => {
      const stranger = await world.author();
      for (const [path, form] of [
        ['/course', { title: 'x' }],
        ['/parts', { title: 'x' }],
        ['/parts/rename', { part: 'first', title: 'x' }],
        ['/modules', { title: 'x', part: 'school' }],
        ['/outline', { name: '01-hall', action: 'remove' }],
        ['/undo', { action: draft }],
        ['/retire', {}],
      ] as const) {
        expect((await post(path, form, stranger)).status, path).to.equal(404);
      }
      expect((await stranger.browser.get(`/author/drafts/${draft}/source.zip`)).status).to.equal(404);
      const refused = await post('/modules', { title: ' ', part: 'x' }).set('accept', 'text/html');
      expect(refused.status).to.equal(422);
      expect(refused.text).to.contain('Write a title.');
      expect((await post('/modules', { title: 'New', part: 'nowhere' })).status).to.equal(404);
      expect((await post('/outline', { name: '../x', action: 'remove' })).status).to.equal(422);
    });

    it('adds, copies, moves and removes modules, and takes each back to the byte', async () => {
      const before = { text: await course(), paths: await paths(), names: await modulesOf() };
      const part = /parts:\n {2}- id: (\S+)/.exec(before.text)?.[1];
      const steps: [string, object, (names: (string | undefined)[], all: string[]) => void][] = [
        [
          '/modules',
          { title: 'Above the gym', part },
          (names, all) => {
            expect(names).to.include('03-above-the-gym');
            expect(all).to.include('modules/03-above-the-gym.yaml');
          },
        ],
        [
          '/outline',
          { name: '01-hall', action: 'duplicate' },
          (names, all) => {
            expect(names.slice(0, 2)).to.deep.equal(['01-hall', '03-hall']);
            expect(all).to.include.members(['modules/03-hall.yaml', 'modules/03-hall.es.yaml']);
          },
        ],
        [
          '/outline',
          { name: '01-hall', action: 'down' },
          (names) => expect(names.indexOf('01-hall')).to.equal(before.names.length - 1),
        ],
        [
          '/outline',
          { name: '01-hall', action: 'remove' },
          (names, all) => {
            expect(names).not.to.include('01-hall');
            expect(all).not.to.include('modules/01-hall.yaml').and.not.to.include('modules/01-hall.es.yaml');
          },
        ],
      ];
      for (const [path, form, check] of steps) {
        const answer = await post(path, form);
        expect(answer.status, JSON.stringify(form)).to.equal(303);
        check(await modulesOf(), await paths());
        expect((await post('/undo', { action: undoOf(answer) })).status).to.equal(303);
        expect(await course()).to.equal(before.text);
        expect(await paths()).to.deep.equal(before.paths);
      }
      const copy = await post('/outline', { name: '01-hall', action: 'duplicate' });
      expect(copy.status).to.equal(303);
      const { data } = await files().read(ann.actor, draft, 'modules/03-hall.yaml');
      expect(data).to.include({ id: 'hall-talk-2' });
    });

    describe('what a course says of itself', () => {
      const card = { summary: 'Two halls.\r\nOne bell.', audience: 'Deputies\r\n\r\n Sergeants ', keywords: 'hallway' };
      const about = { base: '1', title: 'The long hallway', ...card, notice: 'Ask counsel.' };

      it('is on the page as a form, and is written field by field, the title of the draft with it', async () => {
        const page = await ann.browser.get(`/author/drafts/${draft}`).set('accept', 'text/html');
        expect(page.text).to.contain('About the course').and.contain('A small course that the specs read.');
        const before = await course();
        expect((await post('/course', about)).headers['location']).to.contain('notice=course');
        expect(await course()).to.equal(
          before
            .replace('The hallway', 'The long hallway')
            .replace('A small course that the specs read.', '|-\n  Two halls.\n  One bell.')
            .replace('  - School resource officers', '  - Deputies\n  - Sergeants')
            .replace(/notice: \|\n.*\n/, 'notice: |\n  Ask counsel.\n'),
        );
        const [row] = await world.authoring.drafts.heads.list(ann.actor);
        expect(row?.title).to.equal('The long hallway');
      });

      it('keeps what others wrote beside it, and is refused by the name of the field where they wrote in it', async () => {
        const edits = [{ op: 'set', at: ['summary'], value: 'Words of a colleague.' }];
        const edit = { editId: 'colleague-2', path: 'course.yaml', base: 1, edits };
        await ann.browser.post(`/author/drafts/${draft}/edits`).send(edit).expect(200);
        const refused = await post('/course', about).set('accept', 'text/html');
        expect(refused.status).to.equal(409);
        expect(refused.text).to.contain('id="course-summary-fault"').and.contain('One bell.');
        expect(await course())
          .to.contain('Words of a colleague.')
          .and.contain('title: The hallway');
      });

      it('leaves a text as it is whose unseen signs the page shows as spaces', async () => {
        const edits = [{ op: 'set', at: ['title'], value: 'The\u0007hall' }];
        const edit = { editId: 'unseen-signs', path: 'course.yaml', base: 1, edits };
        await ann.browser.post(`/author/drafts/${draft}/edits`).send(edit).expect(200);
        await post('/course', { ...about, base: '2', title: 'The hall' }).expect(303);
        const { data } = await files().read(ann.actor, draft, 'course.yaml');
        expect(data).to.deep.include({ title: 'The\u0007hall', keywords: ['hallway'] });
      });

      it('is refused by the name of every field that is empty or too long, and keeps what was typed', async () => {
        const wrong = { ...about, title: 'x'.repeat(401), summary: ' ', audience: '\n', keywords: 'x'.repeat(401) };
        const { status, body } = await post('/course', { ...wrong, notice: 'bell \u0007' });
        expect(status).to.equal(422);
        const fields = body.issues.map(({ path }: { path: string }) => path);
        expect(fields).to.have.members(['title', 'summary', 'audience', 'keywords', 'notice']);
        const page = await post('/course', wrong).set('accept', 'text/html');
        expect(page.text).to.contain('Say in two sentences what it is about.').and.contain('Ask counsel.');
        expect(page.text).not.to.contain('id="module-title-fault"');
      });
    });

    describe('parts of the course', () => {
      it('are added with a module to begin with, under ids of their own, and taken back to the byte', async () => {
        const before = { text: await course(), paths: await paths() };
        const answer = await post('/parts', { title: 'First' });
        expect(answer.headers['location']).to.contain('notice=part');
        expect(await course()).to.equal(
          `${before.text}  - id: first-2\n    title: First\n    modules:\n      - 03-first\n`,
        );
        expect((await files().read(ann.actor, draft, 'modules/03-first.yaml')).issues).to.deep.equal([]);
        await post('/undo', { action: undoOf(answer) }).expect(303);
        expect(await course()).to.equal(before.text);
        expect(await paths()).to.deep.equal(before.paths);
      });

      it('are renamed and keep their ids; no title is refused in the form of the part', async () => {
        const before = await course();
        await post('/parts/rename', { part: 'first', title: 'Before the bell' }).expect(303);
        expect(await course()).to.equal(before.replace('First part', 'Before the bell'));
        const refused = await post('/parts/rename', { part: 'first', title: ' ' }).set('accept', 'text/html');
        expect(refused.status).to.equal(422);
        expect(refused.text).to.contain('id="part-0-title-fault"');
        expect((await post('/parts/rename', { part: 'nowhere', title: 'x' })).status).to.equal(404);
        expect((await post('/parts', { title: ' ' }).set('accept', 'text/html')).text).to.contain(
          'id="new-part-title-fault"',
        );
      });

      it('keep one module: the last is neither removed nor moved out, and the page says why', async () => {
        await post('/outline', { name: '02-test', action: 'remove' }).expect(303);
        await post('/parts', { title: 'Second' }).expect(303);
        const before = await course();
        for (const action of ['remove', 'down']) {
          const refused = await post('/outline', { name: '01-hall', action });
          expect([refused.status, refused.body.code], action).to.deep.equal([409, 'PART_NEEDS_MODULE']);
        }
        const page = await post('/outline', { name: '01-hall', action: 'remove' }).set('accept', 'text/html');
        expect(page.text).to.contain('A part keeps at least one module. Add another first.').and.contain('Add a part');
        expect(await course()).to.equal(before);
      });

      it('are asked for where the course has none', async () => {
        const edits = [{ op: 'remove', at: ['parts'] }];
        const edit = { editId: 'no-part-left', path: 'course.yaml', base: 1, edits };
        await ann.browser.post(`/author/drafts/${draft}/edits`).send(edit).expect(200);
        const shown = await ann.browser.get(`/author/drafts/${draft}`).set('accept', 'text/html');
        expect(shown.text).to.contain('The course has no part yet. Add one: modules stand in parts.');
        await post('/parts', { title: 'Begin' }).expect(303);
        expect(await course()).to.match(/parts:\n {2}- id: begin\n {4}title: Begin\n {4}modules:\n {6}- 03-begin\n$/);
      });
    });

    it('offers the newest action that can be taken back, by name, until it is', async () => {
      const offered = async () => {
        const { text } = await ann.browser.get(`/author/drafts/${draft}`).set('accept', 'text/html');
        const [, action = '', words = ''] = /name="action" value="(\w{26})"><button[^>]*>([^<]*)</.exec(text) ?? [];
        return { action, words };
      };
      expect((await offered()).words).to.equal('');
      await post('/outline', { name: '02-test', action: 'remove' }).expect(303);
      world.clock.goOn(60_000);
      await post('/parts/rename', { part: 'first', title: 'Halls' }).expect(303);
      world.clock.goOn(1000);
      await post('/modules', { part: 'first', title: 'Above the gym' }).expect(303);
      expect((await offered()).words).to.equal('Undo: the module “Above the gym” was added');
      const write = async (path: string, at: (string | object)[], value: string) => {
        const { revision: base } = await files().read(ann.actor, draft, path);
        const edit = { editId: `colleague-${value}`, path, base, edits: [{ op: 'set', at, value }] };
        await ann.browser.post(`/author/drafts/${draft}/edits`).send(edit).expect(200);
      };
      await write('modules/02-above-the-gym.yaml', ['summary'], 'Words');
      expect((await offered()).words, 'the other is written in').to.equal('Undo: a part got the title “Halls”');
      await write('course.yaml', ['parts', { id: 'first' }, 'title'], 'Gyms');
      const removed = await offered();
      expect(removed.words).to.match(/^Undo: the module “.+” was removed$/);
      await post('/undo', { action: removed.action }).expect(303);
      expect(await modulesOf()).to.include('02-test');
      expect((await post('/undo', { action: removed.action })).body.code).to.equal('NOTHING_TO_UNDO');
      expect((await offered()).words).to.equal('');
      world.clock.goOn(1000);
      await post('/outline', { name: '01-hall', action: 'down' }).expect(303);
      expect((await offered()).words).to.match(/^Undo: the module “.+” was moved$/);
    });

    it('overwrites nothing when an action is taken back after somebody else wrote there', async () => {
      const answer = await post('/outline', { name: '01-hall', action: 'remove' });
      const at = ['parts'];
      const edit = { editId: 'somebody-else', path: 'course.yaml', base: 2, edits: [{ op: 'set', at, value: [] }] };
      await ann.browser.post(`/author/drafts/${draft}/edits`).send(edit).expect(200);
      const back = await post('/undo', { action: undoOf(answer) });
      expect(back.status).to.equal(409);
      expect(back.body.code).to.equal('UNDO_CONFLICT');
      expect(await modulesOf()).to.deep.equal([]);
      expect(await paths()).not.to.include('modules/01-hall.yaml');
    });

    it('keeps what was written in a module that was added, when the adding is taken back', async () => {
      const part = /parts:\n {2}- id: (\S+)/.exec(await course())?.[1];
      const answer = await post('/modules', { title: 'Above the gym', part });
      const path = 'modules/03-above-the-gym.yaml';
      const edits = [{ op: 'set', at: ['summary'], value: 'Words of a colleague.' }];
      await ann.browser
        .post(`/author/drafts/${draft}/edits`)
        .send({ editId: 'colleague-1', path, base: 1, edits })
        .expect(200);
      const back = await post('/undo', { action: undoOf(answer) });
      expect(back.status).to.equal(409);
      expect(back.body.code).to.equal('UNDO_CONFLICT');
      expect(await paths()).to.include(path);
      expect(await modulesOf()).to.include('03-above-the-gym');
    });

    it('leaves as a zip of its source and comes back as the same files in another agency', async () => {
      const { body } = await ann.browser.get(`/author/drafts/${draft}/source.zip`).buffer(true).parse(bytes);
      const other = await world.author();
      const sent = await other.browser.post('/author/drafts/import').attach('package', body as Buffer, 'hall.zip');
      expect(sent.status).to.equal(303);
      const id = String(sent.headers['location']).split('/').at(-1) ?? '';
      const mine = await world.authoring.drafts.tree(ann.actor, draft);
      const theirs = await world.authoring.drafts.tree(other.actor, id);
      const folder = mine.paths.find((path) => path.endsWith('course.yaml'))?.split('/')[0] ?? '';
      const inFolder = mine.paths.filter((path) => path.startsWith(`${folder}/`));
      expect(theirs.paths.filter((path) => path !== 'skills.yaml')).to.deep.equal(inFolder);
      for (const path of inFolder) expect(theirs.read(path).equals(mine.read(path)), path).to.equal(true);
    });

    it('is made of no zip that leads outside, holds a script, is no YAML, or is no course: nothing is stored', async () => {
      const good = Object.fromEntries(
        Object.entries(FIXTURE).filter(([path]) => path.startsWith('hall/') && !path.includes('media/')),
      );
      const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
      const cases: [Record<string, string>, RegExp][] = [
        [{ 'a.txt': 'x' }, /no course\.yaml/],
        [{ ...good, 'hall/media/x.svg': svg }, /script/],
        [{ ...good, 'hall/modules/09-bad.yaml': 'a: [' }, /09-bad\.yaml, line 1/],
        [{ ...good, 'hall/modules/09-bad.yaml': 'a: &x 1' }, /anchor/],
        [{ ...good, 'hall/media/x.png': svg.replace(/<script.*script>/, '') }, /not what its ending says/],
        [{ ...good, 'other/modules/01-a.yaml': 'a: 1' }, /more than one course/],
        [{ ...good, 'hall/run.exe': 'MZ' }, /no place for such a file/],
        [{ ...good, 'hall/media/x.html': '<script>' }, /no files of this kind/],
        [{ ...good, '../out.yaml': 'a: 1' }, /leads out/],
      ];
      const before = (await world.authoring.drafts.heads.list(ann.actor)).length;
      for (const [entries, words] of cases) {
        const zip = rawZip(Object.entries(entries).map(([name, data]) => ({ name, data })));
        const answer = await ann.browser.post('/author/drafts/import').attach('package', zip, 'x.zip');
        expect(answer.status, String(words)).to.equal(422);
        expect(answer.body.message).to.match(words);
      }
      const page = ann.browser.post('/author/drafts/import').set('accept', 'text/html');
      expect((await page.attach('package', Buffer.from('no zip'), 'x.zip')).text).to.contain('id="package-fault"');
      expect((await world.authoring.drafts.heads.list(ann.actor)).length).to.equal(before);
    });

    it('takes every kind of file that an upload takes', async () => {
      const good = Object.entries(FIXTURE).filter(([path]) => path.startsWith('hall/') && !path.includes('media/'));
      const plan = ['hall/media/plan.pdf', '%PDF-1.7\n%%EOF\n'] as const;
      const box = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 6"><rect width="8" height="6"/></svg>';
      const drawn = ['hall/media/box.svg', `<?xml version="1.0"?>\n<!-- drawn by hand -->\n${box}`] as const;
      const zip = rawZip([...good, plan, drawn].map(([name, data]) => ({ name, data })));
      const sent = await ann.browser.post('/author/drafts/import').attach('package', zip, 'hall.zip');
      expect(sent.status).to.equal(303);
      const id = String(sent.headers['location']).split('/').at(-1) ?? '';
      const rows = await world.authoring.drafts.mediaRows(ann.actor, id);
      expect(rows.map(({ path, mediaType }) => [path, mediaType])).to.deep.equal([
        ['media/box.svg', 'image/svg+xml'],
        ['media/plan.pdf', 'application/pdf'],
      ]);
      const tree = await world.authoring.drafts.tree(ann.actor, id);
      const kept = tree.read(tree.paths.find((path) => path.endsWith('media/box.svg')) ?? '').toString();
      expect(kept, 'a drawing is written anew').to.contain('<rect').and.not.contain('drawn by hand');
    });

    it('begins from the template as a course that keeps to the schema, and tells only what is still to write', async () => {
      const answer = await ann.browser
        .post('/author/drafts')
        .type('form')
        .send({ from: 'template', title: 'Über "den" Gang: <b>' });
      expect(answer.status).to.equal(303);
      const id = String(answer.headers['location']).split('/').at(-1) ?? '';
      const opened = await files().read(ann.actor, id, 'course.yaml');
      expect(opened.data).to.include({ id: 'uber-den-gang-b', title: 'Über "den" Gang: <b>' });
      expect(opened.issues).to.deep.equal([]);
      expect((await files().read(ann.actor, id, 'modules/01-first-module.yaml')).issues).to.deep.equal([]);
      const page = await ann.browser.get(`/author/drafts/${id}`).set('accept', 'text/html').expect(200);
      expect(page.text).to.contain('Über &quot;den&quot; Gang: &lt;b&gt;');
    });
  });
});

type Parser = Parameters<ReturnType<Browser['get']>['parse']>[0];

/** The body as it came. */
const bytes: Parser = (res, done) => {
  const chunks: Buffer[] = [];
  res.on('data', (chunk: Buffer) => chunks.push(chunk));
  res.on('end', () => done(null, Buffer.concat(chunks)));
};
