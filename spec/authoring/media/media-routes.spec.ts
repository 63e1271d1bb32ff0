import { expect } from 'chai';
import sharp from 'sharp';
import { forEachDatabase } from '../../support/databases.ts';
import { openDraftWorld, type BuiltAuthor, type DraftWorld } from '../../support/draft-world.ts';
import { rawZip } from '../../support/zips.ts';
import { FIXTURE } from '../course-fixture.ts';

const HOSTILE = ['<script>alert(1)</script>', '{{x}}', '=1+1', '\u202egnp', "'; DROP TABLE x; --", '__proto__'];
const MB = 1024 * 1024;
const VTT = 'WEBVTT\n\n00:01.000 --> 00:03.000\nThe bell rings.\n\n00:09.000 --> 00:12.000\n<v Ann>Good morning.</v>\n';
const MP4 = Buffer.concat([Buffer.from('\0\0\0\u0018ftypmp42\0\0\0\0mp42isom', 'latin1'), Buffer.alloc(4000, 7)]);
const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 6"><script>alert(1)</script><rect width="8" height="6"/></svg>';

describe('media of a draft', () => {
  forEachDatabase((make) => {
    let world: DraftWorld;
    let ann: BuiltAuthor;
    let draft: string;
    let picture: Buffer;
    before(async () => {
      world = await openDraftWorld(await make(), { mediaLimit: 6 * MB, uploadLimit: 5 * MB });
      picture = await sharp({ create: { width: 1000, height: 500, channels: 3, background: '#22365a' } })
        .jpeg()
        .toBuffer();
    });
    beforeEach(async () => {
      ann = await world.author();
      draft = await world.draft(ann);
    });

    const page = (path = ''): string => `/author/drafts/${draft}/media${path}`;
    const upload = (
      name: string,
      bytes: Buffer | string,
      fields: Readonly<Record<string, string>> = {},
      { browser }: Pick<BuiltAuthor, 'browser'> = ann,
    ) => {
      const request = browser.post(page());
      for (const [field, value] of Object.entries(fields)) request.field(field, value);
      return request.attach('file', Buffer.from(bytes), name);
    };
    const list = async (kind = ''): Promise<Record<string, unknown>[]> =>
      (
        (await ann.browser.get(page(`/list.json?kind=${kind}`)).expect(200)).body as {
          media: Record<string, unknown>[];
        }
      ).media;
    const paths = async (): Promise<unknown[]> => (await list()).map(({ path }) => path);
    const codeOf = async (request: PromiseLike<{ status: number; body: { code?: string } }>): Promise<string> => {
      const { status, body } = await request;
      return `${status} ${body.code ?? ''}`;
    };

    it('asks to sign in, is not there for officers and other agencies, and takes nothing for a retired draft', async () => {
      expect((await upload('a.jpg', picture, { alt: 'x' }, { browser: world.nobody() })).status).to.equal(401);
      const officer = await world.author(ann.actor.agencyId, ['officer']);
      expect((await upload('a.jpg', picture, { alt: 'x' }, officer)).status).to.equal(403);
      const stranger = await world.author();
      for (const answer of [
        await upload('a.jpg', picture, { alt: 'x' }, stranger),
        await stranger.browser.get(page()),
        await stranger.browser.get(page('/file?path=media/hall.svg')),
        await stranger.browser.get(page('/list.json')),
        await stranger.browser.post(page('/remove')).type('form').send({ path: 'media/hall.svg' }),
        await stranger.browser.post(page('/delete-removed')),
      ])
        expect(answer.status).to.equal(404);
      await world.authoring.drafts.heads.retire(ann.actor, draft);
      expect(await codeOf(upload('a.jpg', picture, { alt: 'x' }))).to.equal('409 DRAFT_RETIRED');
      expect(await codeOf(ann.browser.post(page('/remove')).type('form').send({ path: 'media/hall.svg' }))).to.equal(
        '409 DRAFT_RETIRED',
      );
    });

    it('keeps a picture with what it tells and smaller copies, once however often it is sent', async () => {
      const { status, body } = await upload('Main Hall.PNG', picture, { alt: '  A long\nhall ', credit: 'Ann' });
      expect(status).to.equal(201);
      expect(body).to.deep.include({
        path: 'media/main-hall.jpg',
        kind: 'image',
        alt: 'A long hall',
        width: 1000,
        height: 500,
        removed: [],
      });
      expect((await upload('Other name.jpg', picture, { alt: 'B' })).body).to.deep.include({
        path: 'media/main-hall.jpg',
        alt: 'A long hall',
      });
      const rows = await world.authoring.drafts.mediaRows(ann.actor, draft);
      expect(
        rows.filter(({ path }) => path.startsWith('media/main')).map(({ path, width }) => `${path} ${width}`),
      ).to.deep.equal(['media/main-hall.jpg 1000', 'media/main-hall.w480.webp 480']);
      expect(await paths())
        .to.include('media/main-hall.jpg')
        .and.not.include('media/main-hall.w480.webp');
      const tree = await world.authoring.drafts.tree(ann.actor, draft);
      expect(tree.paths.filter((path) => path.includes('main-hall'))).to.have.length(2);
    });

    it('asks at once for the words that a file needs', async () => {
      expect(await codeOf(upload('a.jpg', picture))).to.equal('422 MEDIA_ALT');
      expect(await codeOf(upload('a.pdf', '%PDF-1.7'))).to.equal('422 MEDIA_ALT');
      expect(await codeOf(upload('a.mp4', MP4))).to.equal('422 MEDIA_CAPTIONS');
      expect(await codeOf(upload('a.mp4', MP4, { captions: 'no captions' }))).to.equal('422 MEDIA_CAPTIONS');
      expect(await codeOf(upload('a.wav', Buffer.from('RIFF\u0024\0\0\0WAVEfmt ', 'latin1')))).to.equal(
        '422 MEDIA_TRANSCRIPT',
      );
      expect((await upload('a.jpg', picture, { decorative: 'yes', alt: 'x' })).body).to.deep.include({ alt: '' });
      expect(await paths()).to.deep.equal([
        'media/a.jpg',
        'media/clip.en.md',
        'media/clip.en.vtt',
        'media/clip.mp4',
        'media/hall.svg',
      ]);
    });

    it('shows the form again with what was written, and the sentence beside its field', async () => {
      const { status, text } = await upload('a.mp4', MP4, { credit: 'From <the> archive' }).set('accept', 'text/html');
      expect(status).to.equal(422);
      expect(text).to.include('Add captions. Choose a WebVTT file').and.include('value="From &lt;the&gt; archive"');
    });

    it('keeps a video with captions and a transcript made of them', async () => {
      const sent = ann.browser
        .post(page())
        .attach('captionsFile', Buffer.from(VTT), 'x.vtt')
        .attach('file', MP4, 'bell.mov');
      expect((await sent).body).to.deep.include({
        path: 'media/bell.mp4',
        kind: 'video',
        captions: { en: 'media/bell.en.vtt' },
        transcript: 'media/bell.en.md',
      });
      const { text } = await ann.browser.get(page('/file?path=media/bell.en.md')).expect(200);
      expect(text).to.equal('The bell rings.\n\nAnn: Good morning.\n');
    });

    it('writes a drawing anew and says what was taken out', async () => {
      const { body } = await upload('a.svg', SVG, { alt: 'A box' });
      expect(body).to.deep.include({ path: 'media/a.svg', width: 8, height: 6, removed: ['<script>'] });
      const served = await ann.browser.get(page('/file?path=media/a.svg')).expect(200);
      expect(String(served.body)).to.not.include('script');
      expect(served.headers['content-type']).to.equal('image/svg+xml');
      expect(served.headers['content-security-policy']).to.include('sandbox').and.include("default-src 'none'");
      expect(served.headers['x-content-type-options']).to.equal('nosniff');
    });

    it('refuses what it is not, whatever its name and type say, and keeps nothing of it', async () => {
      const before = await paths();
      for (const [name, bytes] of [
        ['a.jpg', '<html><script>alert(1)</script>'],
        ['a.svg', '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>'],
        ['a.png', picture.subarray(0, 300)],
        ['a.exe', 'MZ\0\0'],
        ['', 'x'],
        ['a.jpg', ''],
      ] as const) {
        const { status, body } = await upload(name, bytes, { alt: 'x' });
        expect(`${name} ${status} ${(body as { code: string }).code}`).to.match(/422 MEDIA_(?:TYPE|BROKEN|NO_FILE)$/);
      }
      expect((await ann.browser.post(page()).type('form').send({ alt: 'x' })).status).to.equal(422);
      expect((await upload('a.jpg', picture, { alt: 'x' }).set('sec-fetch-site', 'cross-site')).status).to.equal(403);
      expect(await paths()).to.deep.equal(before);
      const kept = [];
      for await (const key of world.platform.storage.list(`drafts/${ann.actor.agencyId}/`)) kept.push(key);
      expect(kept).to.have.length(before.length);
    });

    it('keeps words as they were written, however hostile, and the path free of them', async () => {
      for (const [at, alt] of HOSTILE.entries()) {
        const { body } = await upload(`${alt}.svg`, SVG.replace('8 6', `8 ${at + 1}`), { alt });
        expect(body).to.deep.include({ alt });
        expect((body as { path: string }).path).to.match(/^media\/[a-z0-9-]+\.svg$/);
      }
      const { text } = await ann.browser.get(page()).set('accept', 'text/html').expect(200);
      expect(text).to.include('&lt;script&gt;alert(1)').and.not.include('<script>alert');
    });

    it('finds what nothing uses, removes it, brings it back and deletes it for good', async () => {
      await upload('spare.jpg', picture, { alt: 'x' });
      const shown = async () => (await ann.browser.get(page()).set('accept', 'text/html')).text;
      const text = await shown();
      expect(text)
        .to.match(/<li>A talk in the hall: [^<]+<\/li>/)
        .and.not.include('<li>modules/01-hall');
      expect(text).to.include('One file is not used').and.include('Used in 1 place');
      const send = (name: string) =>
        ann.browser
          .post(page(`/${name}`))
          .type('form')
          .send({ path: 'media/spare.jpg' });
      expect((await send('remove')).status).to.equal(303);
      expect(await paths()).to.not.include('media/spare.jpg');
      expect(await world.authoring.drafts.mediaRows(ann.actor, draft)).to.have.length(4);
      expect((await send('restore')).status).to.equal(303);
      expect(await paths()).to.include('media/spare.jpg');
      await send('remove');
      expect(await shown()).to.match(
        /<details><summary>Delete all of these for good.+Delete 1 file for good<\/button>/,
      );
      expect((await ann.browser.post(page('/delete-removed'))).status).to.equal(303);
      expect((await send('restore')).status).to.equal(404);
      const kept = [];
      for await (const key of world.platform.storage.list(`drafts/${ann.actor.agencyId}/`)) kept.push(key);
      expect(kept).to.have.length(4);
    });

    it('changes the words of a file, and says that a picture needs some', async () => {
      const send = (body: object) =>
        ann.browser
          .post(page('/words'))
          .type('form')
          .send({ path: 'media/hall.svg', ...body });
      expect(await codeOf(send({ alt: '' }))).to.equal('422 MEDIA_ALT');
      expect((await send({ alt: 'A hall', credit: 'C' })).status).to.equal(303);
      const [row] = (await list('image')).filter(({ path }) => path === 'media/hall.svg');
      expect(row).to.deep.include({ alt: 'A hall' });
      expect(
        await codeOf(ann.browser.post(page('/words')).type('form').send({ path: 'media/none.svg', alt: 'x' })),
      ).to.equal('404 MEDIA_NOT_FOUND');
      expect((await ann.browser.get(page('/file?path=../../etc/passwd'))).status).to.equal(422);
    });

    it('holds no more than the agency’s room, and says so', async () => {
      const video = (letter: string): Buffer => Buffer.concat([MP4, Buffer.alloc(4 * MB, letter)]);
      expect((await upload('one.mp4', video('a'), { captions: VTT })).status).to.equal(201);
      const full = await upload('two.mp4', video('b'), { captions: VTT });
      expect(`${full.status} ${(full.body as { code: string }).code}`).to.equal('413 MEDIA_FULL');
      expect((full.body as { help: string }).help).to.include('6.0 MB');
      expect((await upload('huge.mp4', Buffer.alloc(5 * MB + 1), { captions: VTT })).status).to.equal(413);
      const files = Object.entries(FIXTURE).filter(([path]) => path.startsWith('hall/') && !path.includes('media/'));
      const zip = rawZip([
        ...files.map(([name, data]) => ({ name, data })),
        { name: 'hall/media/hall.svg', data: FIXTURE['hall/media/hall.svg'] ?? '' },
        { name: 'hall/media/two.mp4', data: video('c') },
      ]);
      const brought = ann.browser.post('/author/drafts/import').attach('package', zip, 'hall.zip');
      expect(await codeOf(brought)).to.equal('413 MEDIA_FULL');
      expect(await paths())
        .to.include('media/one.mp4')
        .and.not.include('media/two.mp4');
      const kept: string[] = [];
      for await (const key of world.platform.storage.list(`drafts/${ann.actor.agencyId}/`)) kept.push(key);
      expect(kept).to.have.length(7);
      // What the refused zip had alike with the draft is still there.
      await ann.browser.get(page('/file?path=media/hall.svg')).expect(200);
    });

    it('serves the part that a player asks for', async () => {
      const { body } = await upload('one.mp4', MP4, { captions: VTT });
      const address = page(`/file?path=${(body as { path: string }).path}`);
      const ask = (range: string) => ann.browser.get(address).set('range', range);
      const part = await ask('bytes=4-7').expect(206);
      expect(part.headers['content-range']).to.equal(`bytes 4-7/${MP4.length}`);
      expect(Buffer.from(part.body as Buffer).toString()).to.equal('ftyp');
      expect((await ask('bytes=-5').expect(206)).headers['content-length']).to.equal('5');
      expect((await ask('bytes=999999-').expect(416)).headers['content-range']).to.equal(`bytes */${MP4.length}`);
      const { headers } = await ann.browser.get(address).expect(200);
      await ann.browser
        .get(address)
        .set('if-none-match', headers['etag'] ?? '')
        .expect(304);
    });
  });
});
