import { UNTOUCHED } from '../../../server/agencies/index.ts';
import type { OpenBank } from '../../../server/authoring/banks/bank-service.ts';
import { bankListView, bankView } from '../../../server/authoring/banks/bank-view.ts';
import type { ImportPlan } from '../../../server/authoring/banks/import-plan.ts';
import { importView, itemView } from '../../../server/authoring/banks/item-view.ts';
import { looseBank } from '../../../server/authoring/banks/loose-bank.ts';
import type { DraftRow } from '../../../server/authoring/drafts/draft-model.ts';
import type { BankItem } from '../../../server/standards/module/index.ts';
import { samplePage, type Sample } from '../sample.ts';

const AT = new Date('2026-11-23T16:42:00Z');
const ID = '01jd6w3v5w8y2m4n6p8q0r2s4t';
const FILTER = { objective: '', tag: '', kind: '', difficulty: '', state: '', page: 1 } as const;

const draft: DraftRow = {
  id: ID,
  agencyId: ID,
  folder: 'first-bell',
  title: 'First bell',
  revision: 4,
  courseId: null,
  state: 'open',
  createdBy: ID,
  createdAt: AT,
  updatedAt: AT,
};
const item: BankItem = {
  id: 'b01',
  objective: 'calm',
  kind: 'scenario',
  difficulty: 'hard',
  tags: ['first words'],
  prompt: 'A boy stands in the lunch line and does not move. What do you say first?',
  options: [
    { id: 'order', text: 'Move it.', correct: false, why: 'An order before a name.' },
    { id: 'name', text: 'His name, and a question', correct: true, why: 'It opens a door.' },
    { id: 'hand', text: 'Nothing', correct: false, why: 'He has to know what you want.' },
  ],
  rationale: 'Tells a first word from a first order.',
  retired: false,
};
const data = {
  title: 'The final',
  objectives: [
    { id: 'calm', text: 'Choose calm words', module: 'gate' },
    { id: 'law', text: 'Name the limits of a search', module: 'gate' },
  ],
  items: [item, { id: 'b02', objective: 'law', kind: 'knowledge', prompt: 'Half a question', retired: true }],
};
const bank = looseBank(JSON.parse(JSON.stringify(data)) as Parameters<typeof looseBank>[0]);
const draws = [{ module: '02-test', title: 'Final test', block: 'exam', total: 4, scenario: 0.5 }];
const opened: OpenBank = { draft, id: 'final', revision: 7, data: {}, bank, draws, modules: [{ id: 'gate', title: 'At the gate' }] };
const empty: OpenBank = { ...opened, bank: looseBank({}), draws: [] };
const many: OpenBank = { ...opened, bank: { ...bank, items: Array.from({ length: 120 }, () => bank.items[0]!) } };
const retired: OpenBank = { ...opened, draft: { ...draft, state: 'retired' } };
const refused = { typed: { prompt: 'Mine', right: '2' }, faults: { prompt: 'Write something here.', right: 'Say which.', option_1: 'Too long.' } };
const plan: ImportPlan = {
  read: {
    format: 'gift',
    items: [],
    issues: [
      { file: '', line: 3, severity: 'error', code: 'GIFT_KIND', message: 'It asks to match.' },
      { file: 'items/b.xml', line: 9, severity: 'warning', code: 'ITEM_ID', message: 'The id “B 1” becomes “b-1”.' },
    ],
  },
  sha256: 'a'.repeat(64),
  added: Array.from({ length: 101 }, () => item),
  replaced: [item],
  kept: ['b02'],
};
const wish = { objective: 'calm', same: 'replace' } as const;
const page = samplePage('Question banks');

export const samples: Sample[] = [
  { view: 'authoring/banks', state: 'with a bank, refused', model: { page, ...bankListView({ draft, banks: [{ id: 'final', bank, draws }] }, { typed: {}, faults: { id: 'Taken.' } }) } },
  { view: 'authoring/banks', state: 'none, retired', model: { page, ...bankListView({ draft: retired.draft, banks: [] }, UNTOUCHED) } },
  { view: 'authoring/bank', state: 'with items and what is missing', model: { page, ...bankView(opened, { ...FILTER, state: 'all', tag: 'first words' }, UNTOUCHED) } },
  { view: 'authoring/bank', state: 'empty, refused', model: { page, ...bankView(empty, FILTER, { typed: {}, faults: { text: 'Say it.' } }) } },
  { view: 'authoring/bank', state: 'second of three pages', model: { page, ...bankView(many, { ...FILTER, page: 2 }, UNTOUCHED) } },
  { view: 'authoring/bank', state: 'retired, nothing fits', model: { page, ...bankView(retired, { ...FILTER, tag: 'none' }, UNTOUCHED) } },
  { view: 'authoring/bank-item', state: 'new, refused', model: { page, ...itemView(opened, null, refused, null) } },
  {
    view: 'authoring/bank-item',
    state: 'two wrote at one place',
    model: { page, ...itemView(opened, bank.items[0]!, refused, { by: 'Ben Ray', when: 'today', where: 'prompt', theirs: 'Theirs' }) },
  },
  { view: 'authoring/bank-item', state: 'retired', model: { page, ...itemView(retired, bank.items[1]!, UNTOUCHED, null) } },
  { view: 'authoring/bank-import', state: 'nothing chosen, refused', model: { page, ...importView(opened, { typed: {}, faults: { file: 'Choose a file.' } }, null) } },
  { view: 'authoring/bank-import', state: 'looked at', model: { page, ...importView(opened, UNTOUCHED, { plan, wish }) } },
  {
    view: 'authoring/bank-import',
    state: 'nothing to take, retired',
    model: { page, ...importView(retired, UNTOUCHED, { plan: { ...plan, added: [], replaced: [] }, wish }) },
  },
];
