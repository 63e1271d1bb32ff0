import { expect } from 'chai';
import { moduleForms } from '../../../server/authoring/editor/describe-form.ts';
import type { BlockLook } from '../../../server/authoring/editor/look-at-block.ts';
import {
  isSourceList,
  isSourceMap,
  newBlock,
  type BlockForm,
  type SourceValue,
} from '../../../server/standards/module/index.ts';
import { forEachDatabase } from '../../support/databases.ts';
import { openDraftWorld, type BuiltAuthor, type DraftWorld } from '../../support/draft-world.ts';

const MODULE = 'modules/01-hall.yaml';

const HOSTILE: Readonly<Record<string, string>> = {
  script: '</textarea></script><script>alert(1)</script><img src=x onerror=alert(1)>',
  handlebars: '{{constructor}} {{{json page}}} {{> layouts/app}} ${7*7}',
  'anchors and tags of YAML': '&a !!js/function "x": *a\n--- \n%YAML 1.1\n- ? : |',
  'a comment and an end of YAML': '# not a comment: [{\n...\n',
  'control characters': 'bell \u0007 null-like \u001b[31m next \u0085 separator \u2028 end',
  'right-to-left overrides': '\u202Etxt.exe\u202C \u2066isolate\u2069',
  'a formula': '=HYPERLINK("https://example.org","x")',
  'a dangerous link': '[x](javascript:alert(1)) [y](data:text/html,<script>alert(1)</script>)',
  'blanks and a lone surrogate’s neighbour': '  two before, three after   \n\n \t tab 🚸',
};

/** The block with every empty text of its form replaced. */
function filled(value: SourceValue, text: string): SourceValue {
  if (value === '') return text;
  if (isSourceList(value)) return value.map((entry) => filled(entry, text));
  if (!isSourceMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, filled(child, text)]));
}

describe('hostile texts in the forms of the editor', () => {
  forEachDatabase((make) => {
    let world: DraftWorld;
    let ann: BuiltAuthor;
    before(async () => {
      world = await openDraftWorld(await make());
      ann = await world.author();
    });

    for (const [name, text] of Object.entries(HOSTILE)) {
      it(`are stored as typed and shown as text: ${name}`, async () => {
        const draft = await world.draft(ann);
        const block = (form: BlockForm): SourceValue =>
          filled(newBlock(form, `x-${form.type}`, { objective: '', bank: '' }), text);
        const blocks = moduleForms().blocks.map(block);
        const at = ['sections', { id: 'before' }, 'blocks'];
        const edits = blocks.map((value) => ({ op: 'insert', at, before: null, value }));
        const request = { editId: 'hostile-1', path: MODULE, base: 1, edits };
        await ann.browser.post(`/author/drafts/${draft}/edits`).send(request).expect(200);
        const { body } = await ann.browser.get(`/author/drafts/${draft}/file?path=${MODULE}`).expect(200);
        const stored = (body as { data: { sections: { blocks: SourceValue[] }[] } }).data.sections[0]?.blocks ?? [];
        expect(stored.slice(-blocks.length)).to.deep.equal(blocks);
        const answer = await ann.browser
          .post(`/author/drafts/${draft}/modules/01-hall/looks`)
          .send({ blocks })
          .expect(200);
        const { looks } = answer.body as { looks: BlockLook[] };
        expect(looks).to.have.length(blocks.length);
        for (const { block: look } of looks) {
          expect(JSON.stringify(htmlIn(look))).not.to.match(
            /<(?:script|img|iframe)|onerror=[^&]*>|href=\\"(?:javascript|data):/i,
          );
        }
        const page = await ann.browser
          .get(`/author/drafts/${draft}/modules/01-hall`)
          .set('accept', 'text/html')
          .expect(200);
        expect(page.text).not.to.match(/<script>alert|<img src=x/);
      });
    }

    it('refuse a megabyte in words: the page keeps what was typed', async () => {
      const draft = await world.draft(ann);
      const edit = { op: 'set', at: ['title'], value: 'x'.repeat(1_000_000) };
      const request = { editId: 'hostile-2', path: MODULE, base: 1, edits: [edit] };
      const answer = await ann.browser.post(`/author/drafts/${draft}/edits`).send(request);
      expect(answer.status).to.equal(422);
      expect(answer.body.message).to.match(/too large|larger than/i);
    });
  });
});

/** Every piece of HTML in a compiled block: what the page takes as it is. */
function htmlIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    typeof child === 'string'
      ? ['html', 'back', 'transcript', 'scene', 'hint'].includes(key)
        ? [child]
        : []
      : htmlIn(child),
  );
}
