import { expect } from 'chai';
import { onSqlite } from '../../support/databases.ts';
import { openDraftWorld, type BuiltAuthor, type DraftWorld } from '../../support/draft-world.ts';

const MODULE = 'modules/01-hall.yaml';
const BLOCK = ['sections', { id: 'during' }, 'blocks', { id: 'phone' }];

describe('the pages of a scenario', () => {
  onSqlite((make) => {
    let world: DraftWorld;
    let ann: BuiltAuthor;
    let draft: string;
    before(async () => {
      world = await openDraftWorld(await make());
      ann = await world.author();
      draft = await world.draft(ann);
    });

    const page = (query = '', block = 'phone'): string =>
      `/author/drafts/${draft}/modules/01-hall/scenarios/${block}${query}`;
    const open = async (path: string, by = ann) => by.browser.get(path).set('accept', 'text/html');

    it('asks to sign in, is not there for officers and other agencies, nor where there is no such scenario', async () => {
      const officer = await world.author(ann.actor.agencyId, ['officer']);
      const stranger = await world.author();
      for (const path of [
        page(),
        page('?view=map'),
        page('?play=hall'),
        `/author/drafts/${draft}/source?path=${MODULE}`,
      ]) {
        expect((await world.nobody().get(path)).status).to.equal(401);
        expect((await officer.browser.get(path)).status).to.equal(403);
        expect((await stranger.browser.get(path)).status).to.equal(404);
      }
      for (const [path, code] of [
        [page('', 'arrive'), 'SCENARIO_NOT_FOUND'],
        [page('', 'nothing'), 'SCENARIO_NOT_FOUND'],
        [page('?play=nowhere'), 'NODE_NOT_FOUND'],
        [page('?play=constructor'), 'NODE_NOT_FOUND'],
        [page().replace('01-hall', '99-gone'), 'DRAFT_FILE_NOT_FOUND'],
      ] as const) {
        const { status, body } = await ann.browser.get(path);
        expect([status, body.error?.code ?? body.code]).to.deep.equal([404, code]);
      }
      expect((await ann.browser.get(`/author/drafts/${draft}/source?path=../../secrets`)).status).to.equal(422);
    });

    it('lists every node with where its choices lead, its checks and its figures, before any script', async () => {
      const { text } = await open(page());
      for (const words of [
        'In the hall',
        'Whose phone is that?',
        '(+2, with trust)',
        'Nothing to mend.',
        '6 points: In the hall',
      ]) {
        expect(text).to.include(words);
      }
    });

    it('has the table of every way beside the map, with real links', async () => {
      const { text } = await open(page('?view=map'));
      expect(text).to.include('aria-label="Map: arrow keys');
      expect(text).to.match(/<a href="[^"]*\?node=shut#node-shut">He says nothing<\/a>/);
      expect(text.match(/<tr role="row"><td/g)).to.have.length(11);
    });

    it('shows what was written a moment ago, a dead end by its name and words as text', async () => {
      const edits = [
        { op: 'set', at: [...BLOCK, 'nodes', 'shut', 'title'], value: '<script>alert(1)</script>' },
        { op: 'set', at: [...BLOCK, 'nodes', 'gym', 'choices', { id: 'back' }, 'goto'], value: 'gym' },
        { op: 'set', at: [...BLOCK, 'nodes', 'gym', 'choices', { id: 'shout' }, 'goto'], value: 'gym' },
      ];
      await ann.browser
        .post(`/author/drafts/${draft}/edits`)
        .send({ editId: 'scenario-1', path: MODULE, base: 1, edits })
        .expect(200);
      for (const query of ['', '?view=map', '?play=hall']) {
        const { text } = await open(page(query));
        expect(text).not.to.include('<script>alert(1)');
      }
      const { text } = await open(page());
      expect(text).to.include('From “In the gym” no ending can be reached');
      expect(text).to.include('&lt;script&gt;alert(1)&lt;/script&gt;');
    });

    it('plays from a node with the choices that lead there, one way for each set of flags', async () => {
      const { text } = await open(page('?play=open-up'));
      expect(dataOf(text)).to.deep.include({ choices: ['welfare'] });
      expect(text).to.include('with trust').and.include('without any flag').and.include('Nothing is recorded.');
      const other = await open(page('?play=open-up&way=1'));
      expect(dataOf(other.text)).to.deep.include({ choices: ['demand', 'repair'] });
      expect(dataOf((await open(page('?play=hall'))).text)).to.deep.include({ choices: [] });
      expect(dataOf((await open(page('?play=shut'))).text)).to.have.property('choices').that.is.not.empty;
    });

    it('shows the source of a file, and leads from the scenario or its chosen node to the line, and back', async () => {
      const to = async (query: string): Promise<URL> => {
        const { status, headers } = await open(page(query));
        expect(status).to.equal(303);
        return new URL(headers['location'] ?? '', 'http://any.test');
      };
      const line = Number((await to('?view=source')).searchParams.get('line'));
      const source = await to('?view=source&node=gym');
      expect(source.searchParams.get('path')).to.equal(MODULE);
      const { text } = await open(`${source.pathname}${source.search}`);
      const ways = text.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&');
      expect(ways)
        .to.include(`${page('?node=gym')}"`)
        .and.include(`${page('?view=map&node=gym')}"`);
      const { body } = await ann.browser.get(`/author/drafts/${draft}/file?path=${MODULE}`);
      const lines = (body.text as string).split('\n');
      expect(lines[line - 1]).to.equal('      - id: phone');
      expect(lines[Number(source.searchParams.get('line')) - 1]).to.equal('          gym:');
      expect(text).to.include('aria-label="Source of modules/01-hall.yaml"');
    });

    it('opens a retired draft to be read, without the editor', async () => {
      const retired = await world.draft(ann);
      await ann.browser.post(`/author/drafts/${retired}/retire`).expect(303);
      const { text } = await open(page().replace(draft, retired));
      expect(text).to.include('This draft is retired').and.not.include('scenario-list-page');
    });
  });
});

function dataOf(html: string): { choices: string[] } {
  const json = /id="scenario-data">([^<]*)</.exec(html)?.[1] ?? '{}';
  return JSON.parse(json) as { choices: string[] };
}
