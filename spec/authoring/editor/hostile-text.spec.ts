import { expect } from 'chai';
import { z } from 'zod';
import { moduleForms } from '../../../server/authoring/editor/describe-form.ts';
import type { BlockLook } from '../../../server/authoring/editor/look-at-block.ts';
import {
  BLOCK_SCHEMAS,
  isSourceList,
  isSourceMap,
  moduleSource,
  type FormField,
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
  'control characters': 'bell \u0007 nul \u0000 escape \u001b[31m next \u0085 separator \u2028 end',
  'right-to-left overrides': '\u202Etxt.exe\u202C \u2066isolate\u2069',
  'a formula': '=HYPERLINK("https://example.org","x")',
  'a dangerous link': '[x](javascript:alert(1)) [y](data:text/html,<script>alert(1)</script>)',
  'half of a pair': 'half \uD800 of a pair',
  'blanks and a lone surrogate’s neighbour': '  two before, three after   \n\n \t tab 🚸',
};

type Fields = Readonly<Record<string, SourceValue>>;

/** What a schema of our source files describes, with the text wherever a text may stand. */
const partOf = z.object({
  type: z.string().optional(),
  const: z.unknown().optional(),
  get properties() {
    return z.record(z.string(), partOf).optional();
  },
  get items() {
    return partOf.optional();
  },
  get anyOf() {
    return z.array(partOf).optional();
  },
  additionalProperties: z.unknown().optional(),
});
type Part = z.infer<typeof partOf>;
const schemaOf = (schema: z.ZodType): Part =>
  partOf.parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));

function poisoned(part: Part, text: string): SourceValue {
  if (typeof part.const === 'string') return part.const;
  if (part.anyOf !== undefined) return poisoned(part.anyOf.find(({ type }) => type !== 'null') ?? {}, text);
  if (part.type === 'boolean') return true;
  if (part.type === 'number' || part.type === 'integer') return 1;
  if (part.type === 'array') return [poisoned(part.items ?? {}, text)];
  if (part.properties !== undefined) {
    return Object.fromEntries(Object.entries(part.properties).map(([key, one]) => [key, poisoned(one, text)]));
  }
  if (part.type !== 'object') return text;
  const inside = partOf.safeParse(part.additionalProperties);
  return { en: poisoned(inside.data ?? {}, text), es: poisoned(inside.data ?? {}, text) };
}

/** A block whose every text is the text, the address alone is its own. */
const blockOf = (schema: z.ZodType, text: string): Fields => {
  const fields = poisoned(schemaOf(schema), text);
  if (!isSourceMap(fields) || typeof fields['type'] !== 'string') throw new Error('A block has fields.');
  return { ...fields, id: `x-${fields['type']}` };
};

/** Kinds of fields in which somebody types; the others are chosen, ticked or numbers. */
const TYPED = new Set(['line', 'prose', 'url', 'day', 'media', 'refer', 'words']);

/** Places of a form whose text is not the hostile one: nobody has filled them. */
function untouched(fields: readonly FormField[], value: SourceValue | undefined, text: string, at: string): string[] {
  const given = isSourceMap(value) ? value : {};
  return fields.flatMap((field): string[] => {
    const place = `${at}.${field.key}`;
    const inside = given[field.key];
    if (field.kind === 'group') return untouched(field.fields, inside, text, place);
    if (field.kind === 'entries') return untouched(field.fields, isSourceList(inside) ? inside[0] : {}, text, place);
    if (field.kind === 'topics' || field.kind === 'elsewhere')
      return JSON.stringify(inside ?? '').length > 2 ? [] : [place];
    if (!TYPED.has(field.kind)) return [];
    return (isSourceList(inside) ? inside[0] : inside) === text ? [] : [place];
  });
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
        const blocks = BLOCK_SCHEMAS.map((schema) => blockOf(schema, text));
        const at = ['sections', { id: 'before' }, 'blocks'];
        const module = moduleFields(text);
        const edits = [
          ...Object.entries(module).map(([key, value]) => ({ op: 'set', at: [key], value })),
          { op: 'set', at: ['sections', { id: 'before' }, 'title'], value: text },
          ...blocks.map((value) => ({ op: 'insert', at, before: null, value })),
        ];
        const request = { editId: 'hostile-1', path: MODULE, base: 1, edits };
        await ann.browser.post(`/author/drafts/${draft}/edits`).send(request).expect(200);
        const { body } = await ann.browser.get(`/author/drafts/${draft}/file?path=${MODULE}`).expect(200);
        const { data } = body as { data: { sections: { title: string; blocks: SourceValue[] }[] } };
        const [section] = data.sections;
        expect(section?.blocks.slice(-blocks.length)).to.deep.equal(blocks);
        expect(section?.title).to.equal(text);
        expect(data).to.deep.include(module);
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

    it('fill every text that a form describes', () => {
      const { blocks, module } = moduleForms();
      const made = new Map(BLOCK_SCHEMAS.map((schema) => blockOf(schema, 'typed')).map((one) => [one['type'], one]));
      const lacking = blocks.flatMap(({ type, fields }) => untouched(fields, made.get(type), 'typed', type));
      lacking.push(
        ...untouched(module, moduleFields('typed'), 'typed', 'module').filter((at) => at !== 'module.sections'),
      );
      expect(lacking).to.deep.equal([]);
      expect(blocks.length).to.equal(made.size);
    });

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

/** The fields of a module beside its name and its sections. */
function moduleFields(text: string): Fields {
  const fields = poisoned(schemaOf(moduleSource), text);
  if (!isSourceMap(fields)) throw new Error('A module has fields.');
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !['id', 'sections', 'kind'].includes(key)));
}

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
