import { expect } from 'chai';
import sharp from 'sharp';
import { forEachDatabase } from '../support/databases.ts';
import { openHostileDesk, type HostileDesk } from '../support/hostile-desk.ts';
import { CONTROLS, HOSTILE_LINE, HOSTILE_LINES, NUL, RAW } from '../support/hostile-texts.ts';
import { postedForms, unescapeHtml, type HtmlField, type HtmlForm } from '../support/html-forms.ts';
import { wordsStored } from '../support/words-stored.ts';

/** What stands for texts that are a number, a short name, a host or a list: their own words are refused by name. */
const PLAIN: Readonly<Record<string, (count: number) => string>> = {
  allowedHosts: () => 'media.example.org',
  id: (count) => `short-${count}`,
  points0: () => '1',
  points1: () => '1',
  score: () => '50',
  tags: (count) => `tag-${count}`,
  'topics-0': (count) => `<script>alert(1) {{x}} ${count}`,
};

/** Lists, an entry a line; each line of a rubric begins with its points. */
const WRITTEN: Readonly<Record<string, (text: string) => string>> = {
  criteria: (text) => `4 ${text}`,
  audience: (text) => text,
  keywords: (text) => text,
};

/** Words of a film, which a picture has not. */
const LEFT_OUT = ['/media captions', '/media transcript'];

/** Shown where this desk has nobody: the reason stands on the check page of each certificate. */
const ELSEWHERE = ['/publish reason'];

/** What a person would choose beside the texts, by the end of the form's address; null for no tick. */
const CHOSEN: readonly (readonly [RegExp, Readonly<Record<string, string | null>>])[] = [
  [/\/items(\/i1)?$/, { right: '1' }],
  [/\/approve$/, { modules: 'modules/01-hall.yaml' }],
  [/\/media\/words$/, { decorative: null }],
  [/\/handouts$/, { minutes: '5' }],
  [/\/publish$/, { certificates: 'kept' }],
];

/** Forms that bring a file; the rest of the page is the same. */
const BRINGS: readonly (readonly [
  RegExp,
  (round: number) => Promise<{ name: string; field: string; bytes: Buffer }>,
])[] = [
  [
    /\/documents$/,
    async () => ({ field: 'package', name: 'notes.md', bytes: Buffer.from(`# ${HOSTILE_LINE}\n\n${HOSTILE_LINES}\n`) }),
  ],
  [/\/media$/, async (round) => ({ field: 'file', name: `hall-${round}.png`, bytes: await picture(round) })],
  [/\/handouts$/, async () => ({ field: 'package', name: 'book.pdf', bytes: await pdf() })],
];

const picture = (round: number): Promise<Buffer> =>
  sharp({ create: { width: 40 + round, height: 30, channels: 3, background: '#22365a' } })
    .png()
    .toBuffer();

async function pdf(): Promise<Buffer> {
  const { default: Pdf } = await import('pdfkit');
  const { buffer } = await import('node:stream/consumers');
  const made = new Pdf();
  made.text('Walk the halls.');
  made.end();
  return buffer(made);
}

interface Typed {
  readonly form: string;
  readonly field: string;
  readonly text: string;
}

forEachDatabase((make, dialect) => {
  describe('hostile texts in every form of authors and graders', function () {
    this.timeout(240_000);
    let desk: HostileDesk;
    let count = 0;
    const kept: Typed[] = [];
    const refused = new Set<string>();

    before(async () => (desk = await openHostileDesk(await make())));
    after(() => desk.site.app.close());

    async function* forms(): AsyncGenerator<HtmlForm> {
      for (const page of desk.pages) {
        for (const reader of [desk.browser, desk.asReviewer(page)]) {
          if (reader === null) continue;
          const { text, type } = await desk.read(page, reader);
          if (type !== 'text/html') continue;
          for (const form of postedForms(text)) {
            const isText = form.fields.some(({ kind }) => kind === 'text');
            if (isText && desk.writerOf(form.action) === reader) yield form;
          }
        }
      }
    }

    async function send(form: HtmlForm, values: ReadonlyMap<string, string>, round: number) {
      const request = desk.writerOf(form.action).post(form.action).set('accept', 'application/json');
      const { status, text, body } = form.isMultipart
        ? await attached(request, form, values, round)
        : await request.type('form').send(Object.fromEntries(values));
      return {
        status,
        text: text ?? JSON.stringify(body),
        body: body as { issues?: { path?: string }[]; field?: string },
      };
    }

    async function attached(
      request: ReturnType<HostileDesk['browser']['post']>,
      form: HtmlForm,
      values: ReadonlyMap<string, string>,
      round: number,
    ) {
      for (const [name, value] of values) void request.field(name, value);
      const file = await BRINGS.find(([end]) => end.test(form.action))?.[1](round);
      return file === undefined ? request : request.attach(file.field, file.bytes, file.name);
    }

    const valueOf = (field: HtmlField, typed: ReadonlyMap<string, string>, form: HtmlForm): string | null => {
      const chosen = CHOSEN.find(([end]) => end.test(form.action))?.[1];
      const row = /^skill-\d+-(\d)$/.exec(field.name)?.[1];
      if (row !== undefined) return field.options?.[Number(row)] ?? '';
      if (chosen !== undefined && field.name in chosen) return chosen[field.name] ?? null;
      return typed.get(field.name) ?? field.value;
    };

    /** Fills every text of a form and sends it; what is refused by name is filled plainly and sent again. */
    async function fill(form: HtmlForm, textFor: (field: HtmlField) => string, round: number): Promise<void> {
      const typed = new Map(
        form.fields.flatMap((field): [string, string][] => {
          const name = `${form.action} ${field.name}`;
          const isText = field.kind === 'text' && !LEFT_OUT.some((end) => name.endsWith(end));
          return isText ? [[field.name, textFor(field)]] : [];
        }),
      );
      const plain = new Set<string>();
      for (let turn = 0; turn < 20; turn += 1) {
        const values = new Map<string, string>(form.action.endsWith('/answer') ? [['answer', 'changes']] : []);
        for (const field of form.fields) {
          const value = valueOf(field, typed, form);
          const written = value !== null && typed.get(field.name) === value ? WRITTEN[field.name]?.(value) : undefined;
          if (value !== null && !(field.kind === 'fixed' && values.has(field.name)))
            values.set(field.name, written ?? value);
        }
        const { status, text, body } = await send(form, values, round);
        if (status !== 422) {
          expect(status, `${form.action}: ${text.slice(0, 400)}`).to.be.oneOf([200, 201, 303]);
          const end = form.action.replace(/\/[0-9a-z]{26}/g, '/:id');
          for (const [field, said] of typed) if (!plain.has(field)) kept.push({ form: end, field, text: said });
          for (const field of plain) refused.add(`${end} ${field}`);
          return;
        }
        const named = (body.issues?.map(({ path = '' }) => path) ?? [body.field ?? '']).map(
          (path) => path.split('.')[0] ?? '',
        );
        const again = [...typed.keys()].filter((field) => named.includes(field) && !plain.has(field));
        expect(again, `${form.action} names the field: ${text.slice(0, 400)}`).not.to.be.empty;
        for (const field of again) {
          plain.add(field);
          typed.set(field, PLAIN[field]?.((count += 1)) ?? `plain ${(count += 1)}`);
        }
      }
      throw new Error(`${form.action} refuses plain texts.`);
    }

    /** Fills every form of every page; what was kept is stored as typed, and stands on some page as text. */
    async function fillAll(round: number, textFor: (field: HtmlField) => string): Promise<void> {
      kept.length = 0;
      await desk.retitle(textFor({ name: 'title', kind: 'text', value: '' }));
      await desk.askForReview();
      for await (const form of forms()) await fill(form, textFor, round);
      const stored = await wordsStored(desk);
      const plainly = (text: string): string => text.replaceAll('\r\n', '\n');
      const lost = kept.filter(({ text }) => !stored.has(text) && !stored.has(plainly(text)));
      expect(lost.map(sayTyped), 'stored as typed').to.deep.equal([]);
      const seen = await shown();
      const unseen = kept.filter(
        (one) => !seen.includes(oneLine(one.text)) && !ELSEWHERE.some((end) => sayTyped(one).endsWith(end)),
      );
      expect(unseen.map(sayTyped), 'shown as text').to.deep.equal([]);
    }

    /** Everything that the pages say, and those that they lead to; none of it would run. */
    async function shown(): Promise<string> {
      let seen = '';
      const pages = new Set(desk.pages);
      for (const page of pages) {
        const { text, type, status } = await desk.read(page);
        expect(status, page).to.be.below(500);
        if (type !== 'text/html') continue;
        expect(RAW.exec(text)?.[0], page).to.equal(undefined);
        seen += unescapeHtml(text);
        for (const [, link = ''] of text.matchAll(/href="([^"]*\/(?:items\/[\w-]+|marks\/\w{26}))"/g)) pages.add(link);
      }
      return oneLine(seen);
    }

    const number = (): string => ` ${(count += 1)}`;

    it('are stored as typed and shown as text: one line', async () => {
      await fillAll(1, () => HOSTILE_LINE + number());
      expect(kept.length).to.be.at.least(45);
      expect([...refused].map((name) => name.replace('/training', ''))).to.have.members(OF_THEIR_OWN);
    });

    // What the database could do to them is shown by one line.
    if (dialect === 'sqlite')
      it('are stored as typed and shown as text: many lines', async () => {
        const isMany = ({ isLong, name }: HtmlField): boolean => isLong === true && !(name in WRITTEN);
        await fillAll(2, (field) => (isMany(field) ? HOSTILE_LINES : HOSTILE_LINE) + number());
      });

    it('with signs that nobody sees are stored as typed or refused by the name of the field', async () => {
      await fillAll(3, () => CONTROLS + number());
    });

    it('with NUL are refused by the name of a field', async () => {
      for await (const form of forms()) {
        const { status, text, body } = await send(
          form,
          touched(form, () => NUL),
          4,
        );
        expect(status, form.action).to.equal(422);
        const named = [body.field, ...(body.issues ?? []).map(({ path }) => path)];
        expect(
          form.fields.some(({ name }) => named.includes(name)),
          text,
        ).to.equal(true);
      }
    });

    if (dialect === 'sqlite')
      it('of a megabyte are refused in words', async () => {
        for await (const form of forms()) {
          for (const large of form.fields.filter(({ kind }) => kind === 'text')) {
            const typed = touched(form, ({ name, value }) =>
              name === large.name ? 'x'.repeat(1_000_000) : (value ?? ''),
            );
            const { status, text } = await send(form, typed, 5);
            expect(status, `${form.action} ${large.name}`).to.be.oneOf([413, 422]);
            expect(text, form.action).to.match(/larger|too large|at most|too many/i);
          }
        }
      });

    /** The form with its texts filled and nothing chosen. */
    const touched = (form: HtmlForm, textFor: (field: HtmlField) => string): Map<string, string> =>
      new Map(form.fields.flatMap((field) => (field.kind === 'text' ? [[field.name, textFor(field)]] : [])));
  });
});

/** Signs that nobody sees stand as blanks where a title is one line of a list. */
const oneLine = (text: string): string => text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
const sayTyped = ({ form, field }: Typed): string => `${form} ${field}`;

/** Refused with words that say what is wanted instead. */
const OF_THEIR_OWN = [
  '/author/versions/:id/limits allowedHosts',
  '/author/versions/:id/counts topics-0',
  '/author/drafts/:id/banks id',
  '/author/drafts/:id/banks/final/objectives id',
  '/author/drafts/:id/banks/final/objectives/change id',
  '/author/drafts/:id/banks/final/items tags',
  '/author/drafts/:id/banks/final/items/i1 tags',
  '/courses/:id/results/grading/:id/:id points0',
  '/courses/:id/results/grading/:id/:id points1',
  '/attempts/:id/score score',
];
