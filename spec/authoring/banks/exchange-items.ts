import { bankItem, type BankItem, type BankSource, bankSource } from '../../../server/standards/module/index.ts';
import { readItems, type ItemsRead } from '../../../server/authoring/banks/exchange/read-items.ts';

/** An item that says something in every field. */
export function buildItem(overrides: Partial<BankItem> = {}): BankItem {
  return bankItem.parse({
    id: 'b01',
    objective: 'calm',
    kind: 'scenario',
    difficulty: 'hard',
    tags: ['lunch line', 'first words'],
    prompt: 'A boy stands in the line.\nHe does not move.\n\nWhat do you say **first**?',
    options: [
      { id: 'order', text: '"Move it."', why: 'An order before a name.' },
      {
        id: 'name',
        text: 'His name, and a question',
        correct: true,
        why: 'It opens a door.\n\n- He can answer.\n- You can wait.',
      },
      { id: 'hand', text: 'Nothing: a hand on the shoulder', why: 'Hands *raise* the heat.' },
    ],
    rationale: 'Tells a first word from a first order.',
    ...overrides,
  });
}

/** A bank of two objectives. */
export function buildBank(items: readonly BankItem[]): BankSource {
  return bankSource.parse({
    id: 'final',
    title: 'The final',
    objectives: [
      { id: 'calm', text: 'Choose calm words', module: 'st-3' },
      { id: 'law', text: 'Name the limits of a search', module: 'co-2' },
    ],
    items,
  });
}

/** What a file would bring into {@link buildBank}. */
export function read(bytes: Buffer | string, objective = 'law'): Promise<ItemsRead> {
  return readItems(Buffer.from(bytes), { objectives: ['calm', 'law'], objective });
}

/** Items alone, texts without blanks at their ends. */
export function itemsOf({ items }: ItemsRead): BankItem[] {
  return items.map(({ item }) => trimmed(item));
}

/** An item with its texts as formats keep them: no line end at the end. */
export function trimmed(item: BankItem): BankItem {
  const { prompt, options, rationale } = item;
  return {
    ...item,
    prompt: prompt.trim(),
    options: options.map((option) => ({ ...option, text: option.text.trim(), why: option.why.trim() })),
    ...(rationale !== undefined && { rationale: rationale.trim() }),
  };
}

/** Issues as `CODE severity line`. */
export function told({ issues }: ItemsRead): string[] {
  return issues.map(({ code, severity, file, line }) => `${code} ${severity} ${file === '' ? '' : `${file}:`}${line}`);
}
