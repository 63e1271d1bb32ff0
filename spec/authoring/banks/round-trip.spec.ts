import { expect } from 'chai';
import { array, assert, asyncProperty, constantFrom, oneof, string } from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { createMarkdown } from '../../../server/authoring/markdown.ts';
import { writeCsv } from '../../../server/authoring/banks/exchange/write-csv.ts';
import { writeGift } from '../../../server/authoring/banks/exchange/write-gift.ts';
import { writeQti } from '../../../server/authoring/banks/exchange/write-qti.ts';
import { type BankItem, type BankSource, bankSource } from '../../../server/standards/module/index.ts';
import { ROOT } from '../../architecture/rooms.ts';
import { TEXTS } from '../../support/fuzz/dice.ts';
import { buildBank, buildItem, itemsOf, read, trimmed } from './exchange-items.ts';

const FORMATS: Readonly<Record<string, (bank: BankSource) => Promise<Buffer> | string>> = {
  'QTI 2.1': (bank) => writeQti(bank, '2.1'),
  'QTI 3.0': (bank) => writeQti(bank, '3.0'),
  GIFT: writeGift,
  CSV: writeCsv,
};

const HOSTILE = [
  ...TEXTS.filter((text) => text.trim() !== '' && !/[\n\r]/.test(text) && text.length <= 400),
  '=cmd|\'/c calc\'!A0', '+1+1', '@SUM(A1)', "'=1", '-1', '\uff1d1', '<script>alert(1)</script>', ']]>', '&amp;', '<!--', '{=a ~b}',
  '::t::', '####x', '// [id:x]', '$CATEGORY: x', '# x', '1. x', '- x', '> x', '**', '*a', '_a_', '[a](javascript:b)', '\\', 'a\\n', '\\~',
  '%50%a', '[html]<b>a</b>', 'a -> b', '"quoted", and; more', '\u202egnp.exe', 'tab\there', '&anchor *alias !!js',
] as const; // prettier-ignore

const markdown = createMarkdown();

/** What an officer would see: formats that carry HTML write the same Markdown in another way, and HTML shows blanks as one. */
const rendered = (prose: string): string =>
  markdown
    .render(prose)
    .trim()
    .replaceAll(/[ \t]+/g, ' ');

const shown = (item: BankItem): BankItem => ({
  ...trimmed(item),
  prompt: rendered(item.prompt),
  options: item.options.map((option) => ({
    ...option,
    text: option.text.replaceAll(/[ \t]+/g, ' ').trim(),
    why: rendered(option.why),
  })),
});

describe('items that leave in a format and come back', () => {
  for (const [name, write] of Object.entries(FORMATS)) {
    it(`keeps every field: ${name}`, async () => {
      const items = [
        buildItem(),
        buildItem({ id: 'b02', objective: 'law', kind: 'knowledge', difficulty: 'easy', tags: [], retired: true }),
      ];
      const back = await read(await write(buildBank(items)), 'calm');
      expect(back.issues).to.deep.equal([]);
      expect(itemsOf(back)).to.deep.equal(items.map(trimmed));
    });

    it(`keeps the bank of the course on the student: ${name}`, async () => {
      const text = readFileSync(join(ROOT, 'courses/student/banks/student.yaml'), 'utf8');
      const bank = bankSource.parse(parse(text));
      const bytes = Buffer.from(await write(bank));
      const { readItems } = await import('../../../server/authoring/banks/exchange/read-items.ts');
      const objectives = bank.objectives.map(({ id }) => id);
      const back = await readItems(bytes, { objectives, objective: 'none' });
      expect(back.issues).to.deep.equal([]);
      const byId = (items: readonly BankItem[]): BankItem[] => [...items].sort((a, b) => (a.id < b.id ? -1 : 1));
      expect(byId(itemsOf(back))).to.deep.equal(byId(bank.items.map(trimmed)));
    });

    it(`keeps hostile texts as texts: ${name}`, async () => {
      const items = HOSTILE.map((text, at) =>
        buildItem({
          id: `h${at}`,
          prompt: text,
          options: buildItem().options.map((option) => ({
            ...option,
            text: `${text} ${option.id}`.slice(-400),
            why: text,
          })),
          rationale: text,
        }),
      );
      const back = await read(await write(buildBank(items)));
      expect(back.issues).to.deep.equal([]);
      const clean = (item: BankItem): string => JSON.stringify(shown(item)).replaceAll('\\ufffd', '');
      for (const [at, item] of items.entries()) expect(clean(back.items[at]!.item), HOSTILE[at]).to.equal(clean(item));
    });

    it(`keeps any Markdown as it reads: ${name}`, async () => {
      const word = string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 12 }).filter((text) => text.trim() !== '');
      const run = oneof(
        word,
        word.map((text) => `**${text.trim()}**`),
        constantFrom('*so*', '[law](https://a.example/b?c=1&d)'),
      );
      const paragraph = array(run, { minLength: 1, maxLength: 6 }).map((runs) => runs.join(' '));
      const block = oneof(
        paragraph,
        array(paragraph, { minLength: 1, maxLength: 3 }).map((list) => list.map((text) => `- ${text}`).join('\n')),
        array(paragraph, { minLength: 1, maxLength: 3 }).map((list) =>
          list.map((text, at) => `${at + 3}. ${text}`).join('\n'),
        ),
        paragraph.map((text) => `> ${text}`),
      );
      const prose = array(block, { minLength: 1, maxLength: 4 }).map((blocks) => blocks.join('\n\n'));
      await assert(
        asyncProperty(prose, async (prompt) => {
          const item = buildItem({ prompt });
          const back = await read(await write(buildBank([item])));
          expect(shown(back.items[0]!.item).prompt).to.equal(shown(item).prompt);
        }),
        { numRuns: 60, seed: 7 },
      );
    });
  }
});
