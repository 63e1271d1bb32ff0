import { expect } from 'chai';
import { formatSource, memoryTree, readCourses } from '../../../server/authoring/index.ts';
import { mediaText, readMediaText } from '../../../server/authoring/media-source.ts';
import { forEachDatabase } from '../../support/databases.ts';
import { openDraftWorld, type BuiltAuthor, type DraftWorld } from '../../support/draft-world.ts';
import { rawZip } from '../../support/zips.ts';
import { checked, FIXTURE } from '../course-fixture.ts';

const FILE = 'hall/media/media.yaml';
const HALL = 'media/hall.svg';
const HEADER = '# yaml-language-server: $schema=../../media.schema.json';

describe('what media say in a source', () => {
  it('is one text in the order of names, whatever is typed, and reads back as the same words', () => {
    const hostile = 'a: "b" #c\u0001 {{x}} <b>\u202E';
    const rows = [
      { path: 'media/z.svg', alt: hostile, credit: '' },
      { path: 'media/sub/a.png', alt: 'yes', credit: '*alias' },
      { path: 'media/m.w480.webp', alt: '', credit: '' },
    ];
    const text = mediaText('hall', rows) ?? '';
    expect(text).to.equal(formatSource(FILE, text));
    expect(text).to.equal(mediaText('hall', rows.toReversed()));
    const words = readMediaText(Buffer.from(text));
    expect(typeof words === 'string' ? words : [...words.values()]).to.deep.equal([rows[1], rows[0]]);
    expect(mediaText('hall', rows.slice(2))).to.equal(null);
  });

  it('is of files that are there, each with fields that are known, in the canonical order', () => {
    const issues = (text: string) =>
      checked({ ...FIXTURE, [FILE]: `${HEADER}\n${text}` })
        .filter(({ file }) => file === FILE)
        .map(({ code, line }) => `${code} ${line}`);
    expect(issues('media:\n  hall.svg:\n    alt: A hall.\n')).to.deep.equal([]);
    expect(issues('media:\n  none.svg:\n    alt: A hall.\n')).to.deep.equal(['MEDIA_UNKNOWN 3']);
    expect(issues('media:\n  hall.svg:\n    author: A hall.\n')).to.deep.equal(['SCHEMA 4']);
    expect(issues('media:\n  hall.svg:\n    credit: Us\n    alt: A hall.\n')).to.deep.equal(['NOT_FORMATTED 4']);
    expect(issues('media:\n  ../x.svg:\n    alt: A hall.\n')).to.deep.equal(['SCHEMA 3']);
    const [course] = readCourses(memoryTree(FIXTURE), 'hall').courses;
    expect(course?.media).not.to.include('media/media.yaml');
  });

  forEachDatabase((make) => {
    let world: DraftWorld;
    let ann: BuiltAuthor;
    before(async () => {
      world = await openDraftWorld(await make());
      ann = await world.author();
    });
    after(() => world.authoring.apart.close());

    it('is taken over from files, written where it is changed, and travels in the zip, to the byte', async () => {
      const draft = await world.draft(ann);
      const fileOf = async (id: string) => (await world.authoring.drafts.tree(ann.actor, id)).read(FILE).toString();
      const row = async (id: string) =>
        (await world.authoring.drafts.mediaRows(ann.actor, id)).find(({ path }) => path === HALL);
      expect(await row(draft)).to.include({ credit: 'Drawn by the harbor office, 2026.' });
      expect(await fileOf(draft)).to.equal(FIXTURE[FILE]);
      const words = { path: HALL, alt: 'A hall: long', credit: 'The county' };
      await ann.browser.post(`/author/drafts/${draft}/media/words`).type('form').send(words).expect(303);
      const changed = [HEADER, 'media:', '  hall.svg:', "    alt: 'A hall: long'", '    credit: The county', ''];
      expect(await fileOf(draft)).to.equal(changed.join('\n'));
      const { body } = await ann.browser.get(`/author/drafts/${draft}/source.zip`).buffer(true).responseType('blob');
      const sent = await ann.browser.post('/author/drafts/import').attach('package', body as Buffer, 'hall.zip');
      expect(sent.status).to.equal(303);
      const copy = String(sent.headers['location']).split('/').at(-1) ?? '';
      expect(await row(copy)).to.include({ alt: 'A hall: long', credit: 'The county' });
    });

    it('is refused by line where a zip says it of nothing, or in words of its own', async () => {
      const course = Object.entries(FIXTURE).filter(([path]) => path.startsWith('hall/') && path !== FILE);
      for (const [text, words] of [
        ['media:\n  none.svg:\n    alt: x\n', /media\/none\.svg, which is not there/],
        ['media:\n  hall.svg:\n    by: x\n', /no such field/],
        ['media: &a 1', /anchor/],
      ] as const) {
        const entries = [...course, [FILE, text] as const].map(([name, data]) => ({ name, data }));
        const answer = await ann.browser.post('/author/drafts/import').attach('package', rawZip(entries), 'x.zip');
        expect(answer.status).to.equal(422);
        expect(answer.text).to.match(words);
      }
    });
  });
});
