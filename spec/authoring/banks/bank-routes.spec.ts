import { expect } from 'chai';
import { writeCsv } from '../../../server/authoring/banks/exchange/write-csv.ts';
import { writeQti } from '../../../server/authoring/banks/exchange/write-qti.ts';
import { bankSource, type BankSource } from '../../../server/standards/module/index.ts';
import { parse } from 'yaml';
import { forEachDatabase } from '../../support/databases.ts';
import { openDraftWorld, type BuiltAuthor, type DraftWorld } from '../../support/draft-world.ts';
import { buildBank, buildItem } from './exchange-items.ts';

const PATH = 'banks/final.yaml';
const HOSTILE = [
  '<script>alert(1)</script>',
  '{{x}}',
  '=1+1',
  '\u202egnp',
  '&a *a !!js/x',
  "'; DROP TABLE x; --",
  '- a\n- b',
  '# x',
  '__proto__',
];

/** The form of an item as a browser sends it. */
const form = (fields: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  base: '1',
  objective: 'open',
  kind: 'knowledge',
  difficulty: 'easy',
  tags: 'first, second',
  prompt: 'What now?',
  option_1: 'One',
  why_1: 'It is one.',
  option_2: 'Two',
  why_2: 'It is two.',
  option_3: 'Three',
  why_3: 'It is three.',
  right: '2',
  rationale: '',
  ...fields,
});

describe('question banks of a draft', () => {
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

    const page = (path = ''): string => `/author/drafts/${draft}/banks${path}`;
    const send = (path: string, body: object = {}, { browser }: Pick<BuiltAuthor, 'browser'> = ann) =>
      browser.post(page(path)).type('form').send(body);
    const textOf = async (path = PATH): Promise<string> =>
      (await world.authoring.drafts.files.read(ann.actor, draft, path)).text;
    const bank = async (): Promise<BankSource> => bankSource.parse(parse(await textOf()));
    const html = async (path: string): Promise<string> =>
      (await ann.browser.get(page(path)).set('accept', 'text/html').expect(200)).text;
    const upload = (bytes: Buffer | string, fields: Readonly<Record<string, string>> = {}) => {
      const request = ann.browser.post(page('/final/import'));
      for (const [name, value] of Object.entries(fields)) request.field(name, value);
      return request.attach('file', Buffer.from(bytes), 'questions.txt').set('accept', 'text/html');
    };
    const answer = ({ status, body }: { status: number; body: { code?: string } }): string =>
      `${status} ${body.code ?? ''}`.trim();

    it('asks to sign in, is not there for officers and other agencies, and changes nothing of a retired draft', async () => {
      expect((await send('/final/items', form(), { browser: world.nobody() })).status).to.equal(401);
      const officer = await world.author(ann.actor.agencyId, ['officer']);
      expect((await officer.browser.get(page('/final'))).status).to.equal(403);
      const stranger = await world.author();
      for (const path of [
        '',
        '/final',
        '/final/items/new',
        '/final/items/i1',
        '/final/import',
        '/final/export?format=csv',
      ])
        expect((await stranger.browser.get(page(path))).status, path).to.equal(404);
      for (const path of [
        '',
        '/final/items',
        '/final/items/i1',
        '/final/items/i1/retire',
        '/final/objectives',
        '/final/import/take',
      ])
        expect((await send(path, form(), stranger)).status, path).to.equal(404);
      await world.authoring.drafts.heads.retire(ann.actor, draft);
      expect(answer(await send('/final/items', form()))).to.equal('409 DRAFT_RETIRED');
      expect(answer(await send('', { id: 'more', title: 'More' }))).to.equal('409 DRAFT_RETIRED');
    });

    it('shows items by objective and state, the blueprint, and which test draws', async () => {
      const { items, objectives } = await bank();
      const text = await html('/final');
      expect(text).to.include('Used by').and.include('Draws ').and.include(objectives[0]!.text);
      const first = items[0]!;
      const one = await html(`/final?objective=${first.objective}`);
      expect(one).to.include(`/items/${first.id}"`).and.include(`of ${items.length} questions are shown`);
      expect(await html('/final?tag=none')).to.include('No question fits what you chose');
      expect((await ann.browser.get(page('/none'))).status).to.equal(404);
    });

    it('adds an item, changes one line for one field, and none where nothing was changed', async () => {
      const objective = (await bank()).objectives[0]!.id;
      expect((await send('/final/items', form({ objective }))).status).to.equal(303);
      const added = (await bank()).items.at(-1)!;
      expect(added).to.deep.include({ objective, difficulty: 'easy', tags: ['first', 'second'], prompt: 'What now?' });
      expect(added.options.map(({ id, correct }) => `${id} ${correct}`)).to.deep.equal([
        'a false',
        'b true',
        'c false',
      ]);
      const before = await textOf();
      const same = form({ objective, base: '2', oid_1: 'a', oid_2: 'b', oid_3: 'c' });
      expect((await send(`/final/items/${added.id}`, same)).status).to.equal(303);
      expect(await textOf()).to.equal(before);
      expect((await send(`/final/items/${added.id}`, { ...same, why_3: 'It is too many.' })).status).to.equal(303);
      const [old, now] = [before.split('\n'), (await textOf()).split('\n')];
      expect(now.filter((line, at) => line !== old[at])).to.deep.equal(['        why: It is too many.']);
    });

    it('says which field is wrong, and keeps what was typed', async () => {
      const { status, text } = await send(
        '/final/items',
        form({ option_3: '', why_3: '', tags: 'a:b', prompt: '' }),
      ).set('accept', 'text/html');
      expect(status).to.equal(422);
      expect(text)
        .to.include('Write at least three options')
        .and.include('value="a:b"')
        .and.include('Write something here');
      const none = await send('/final/items', form({ right: '' })).set('accept', 'text/html');
      expect(none.text).to.include('role="alert"');
      expect((await bank()).items.every(({ prompt }) => prompt !== 'What now?')).to.equal(true);
      expect((await send('/final/items/none', form())).status).to.equal(404);
    });

    it('keeps hostile texts as they were typed and shows them as text', async () => {
      const objective = (await bank()).objectives[0]!.id;
      for (const prompt of HOSTILE)
        expect((await send('/final/items', form({ objective, prompt, rationale: prompt }))).status).to.equal(303);
      const prompts = (await bank()).items.slice(-HOSTILE.length).map(({ prompt }) => prompt.trimEnd());
      expect(prompts).to.deep.equal(HOSTILE);
      const text = await html('/final?state=all&page=9');
      expect(text).to.include('&lt;script&gt;alert(1)').and.not.include('<script>alert(1)');
    });

    it('shows both versions where somebody else changed the same field, and keeps the one that is saved again', async () => {
      const ben = await world.author(ann.actor.agencyId, ['instructor'], { givenName: 'Ben', familyName: 'Ray' });
      const { id, objective, kind, options } = (await bank()).items[0]!;
      const fields = Object.fromEntries(
        options.flatMap((option, at) => [
          [`option_${at + 1}`, option.text],
          [`why_${at + 1}`, option.why],
          [`oid_${at + 1}`, option.id],
        ]),
      );
      const right = String(options.findIndex(({ correct }) => correct) + 1);
      const mine = {
        ...form({ objective, kind, difficulty: '', tags: '', right }),
        option_1: '',
        option_2: '',
        option_3: '',
        ...fields,
      };
      expect((await send(`/final/items/${id}`, { ...mine, prompt: 'Theirs' }, ben)).status).to.equal(303);
      const clash = await send(`/final/items/${id}`, { ...mine, prompt: 'Mine' }).set('accept', 'text/html');
      expect(clash.status).to.equal(409);
      expect(clash.text)
        .to.include('Ben Ray')
        .and.include('Theirs')
        .and.include('>Mine</textarea>')
        .and.include('name="base" value="2"');
      expect((await bank()).items[0]!.prompt.trim()).to.equal('Theirs');
      expect((await send(`/final/items/${id}`, { ...mine, base: '2', prompt: 'Mine' })).status).to.equal(303);
      expect((await bank()).items[0]!.prompt.trim()).to.equal('Mine');
    });

    it('retires an item and brings it back, its lines as they were', async () => {
      const before = await textOf();
      const [item] = (await bank()).items;
      expect((await send(`/final/items/${item!.id}/retire`)).status).to.equal(303);
      expect((await bank()).items[0]!.retired).to.equal(true);
      expect(await html('/final')).to.not.include(`/items/${item!.id}"`);
      expect(await html('/final?state=retired')).to.include(`/items/${item!.id}/restore`);
      await send(`/final/items/${item!.id}/restore`);
      expect(await textOf()).to.equal(before);
    });

    it('makes a bank and its objectives', async () => {
      expect((await send('', { id: 'more', title: 'More: "questions"' })).status).to.equal(303);
      expect(answer(await send('', { id: 'more', title: 'Again' }))).to.equal('409 BANK_THERE');
      expect(answer(await send('', { id: '../x', title: 'x' })).slice(0, 3)).to.equal('422');
      const objective = { id: 'calm', text: 'Choose calm words', module: 'hall-talk' };
      expect((await send('/more/objectives', objective)).status).to.equal(303);
      expect(answer(await send('/more/objectives', objective))).to.equal('409 OBJECTIVE_THERE');
      expect((await send('/more/items', form({ objective: 'calm' }))).status).to.equal(303);
      expect(bankSource.parse(parse(await textOf('banks/more.yaml')))).to.deep.include({ title: 'More: "questions"' });
    });

    it('names a bank and an objective by what they are called where nobody gives a short name', async () => {
      const named = async (path: string, body: object) => (await send(path, body)).headers['location'];
      const title = 'Finál Test: 2027';
      expect(await named('', { id: '', title })).to.include('/banks/final-test-2027?notice=made');
      expect(await named('', { title })).to.include('/banks/final-test-2027-2?notice=made');
      // Words without a letter that an id may have.
      expect(await named('', { id: ' ', title: '试题' })).to.include('/banks/bank?notice=made');
      const long = `Choose calm words ${'and wait '.repeat(20)}`;
      for (const text of ['Choose calm words', 'Choose calm words!', long]) {
        const status = (await send('/final-test-2027/objectives', { id: '', text, module: 'hall-talk' })).status;
        expect(status).to.equal(303);
      }
      const ids = [...(await textOf('banks/final-test-2027.yaml')).matchAll(/^ +- id: (\S+)/gm)].map(([, id]) => id);
      expect(ids.slice(0, 2)).to.deep.equal(['choose-calm-words', 'choose-calm-words-2']);
      expect(ids[2]).to.match(/^choose-calm-words-and-wait-[a-z-]+$/);
    });

    it('says what a file would do, changes nothing, and does it after a yes', async () => {
      const before = await textOf();
      const { objectives, items } = await bank();
      const objective = objectives[0]!.id;
      const bytes = await writeQti(buildBank([buildItem({ id: 'new-one' }), buildItem({ id: items[0]!.id })]), '2.1');
      const looked = await upload(bytes, { objective, same: 'replace' });
      expect(looked.status).to.equal(200);
      expect(looked.text).to.include('Read as QTI: 1 new, 1 replaced').and.include('ITEM_OBJECTIVE');
      expect(await textOf()).to.equal(before);
      const sha256 = /name="sha256" value="([0-9a-f]{64})"/.exec(looked.text)?.[1] ?? '';
      expect(answer(await send('/final/import/take', { sha256: 'a'.repeat(64), objective, same: 'replace' }))).to.equal(
        '409 IMPORT_GONE',
      );
      expect((await send('/final/import/take', { sha256, objective, same: 'replace' })).status).to.equal(303);
      const after = await bank();
      expect(after.items).to.have.length(items.length + 1);
      expect(after.items[0]!.prompt.trim()).to.equal(buildItem().prompt);
      expect(after.items.at(-1)).to.deep.include({ id: 'new-one', objective });
      expect(answer(await send('/final/import/take', { sha256, objective, same: 'replace' }))).to.equal(
        '409 IMPORT_GONE',
      );
    });

    it('keeps what is there where the file has the same ids, names faults by line, and takes 200 items at once', async () => {
      const rows = Array.from({ length: 200 }, (_, at) => buildItem({ id: `n${at}` }));
      const looked = await upload(writeCsv(buildBank(rows)));
      const sha256 = /name="sha256" value="([0-9a-f]{64})"/.exec(looked.text)?.[1] ?? '';
      expect((await send('/final/import/take', { sha256 })).status).to.equal(303);
      expect((await bank()).items.filter(({ id }) => /^n\d+$/.test(id))).to.have.length(200);
      expect((await upload(writeCsv(buildBank(rows)))).text).to.include('0 new, 0 replaced, 200 kept');
      const bad = await upload('What? {=a ~b}\n\nWhich? {T}\n');
      expect(bad.text).to.include('Line 1, Left out').and.include('Line 3, Left out').and.not.include('Take them');
      const bomb = await upload('<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>');
      expect(bomb.text).to.include('XML_DOCTYPE');
      expect((await upload('')).status).to.equal(422);
      expect((await upload(Buffer.alloc(2 * 1024 * 1024 + 1, 'a'))).status).to.equal(413);
    });

    it('hands the bank on in every format, and brings the same items back', async () => {
      for (const format of ['qti21', 'qti30', 'gift', 'csv']) {
        const sent = await ann.browser
          .get(page(`/final/export?format=${format}`))
          .buffer(true)
          .parse((res, done) => {
            const chunks: Buffer[] = [];
            res.on('data', (chunk: Buffer) => chunks.push(chunk));
            res.on('end', () => done(null, Buffer.concat(chunks)));
          });
        expect(sent.headers['content-disposition']).to.match(/^attachment; filename="final\./);
        expect((await upload(sent.body as Buffer)).text).to.include(
          `${(await bank()).items.length} kept as they are. Nothing is left out`,
        );
      }
      expect((await ann.browser.get(page('/final/export?format=exe'))).status).to.equal(422);
    });
  });
});
