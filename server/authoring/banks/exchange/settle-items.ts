import { bankItem, type BankItem } from '../../../standards/module/index.ts';
import { sayPath } from '../../issue.ts';
import { IssueList, type ExchangeIssue } from './exchange-issue.ts';
import type { RawItem, RawOption } from './raw-item.ts';

/** What an import knows of the bank that takes the items. */
export interface TakingBank {
  readonly objectives: readonly string[];
  /** For items that name none of the bank's objectives. */
  readonly objective: string;
}

/** An item that a bank can take. */
export interface SettledItem {
  readonly file: string;
  readonly line: number;
  readonly item: BankItem;
}

/** The checker refuses it until the author has written the reason. */
export const REASON_TO_WRITE = 'WRITE why this option is right or wrong.';

/** Makes items of a bank out of what a file told; what cannot be one is left out and told. */
export function settleItems(
  raws: readonly RawItem[],
  bank: TakingBank,
): { items: SettledItem[]; issues: ExchangeIssue[] } {
  const taken = new Set<string>();
  const issues: ExchangeIssue[] = [];
  const items = raws.flatMap((raw, index): SettledItem[] => {
    const list = new IssueList(raw.file);
    const item = settle(raw, index, bank, taken, list);
    issues.push(...list.all);
    return item === null ? [] : [{ file: raw.file, line: raw.line, item }];
  });
  return { items, issues };
}

function settle(raw: RawItem, index: number, bank: TakingBank, taken: Set<string>, issues: IssueList): BankItem | null {
  const { line } = raw;
  const id = freeId(raw.id, `item-${index + 1}`, taken);
  if (raw.id !== '' && raw.id !== id) issues.warn(line, 'ITEM_ID', `The id “${brief(raw.id)}” becomes “${id}”.`);
  const rights = raw.options.filter(({ isRight }) => isRight).length;
  if (rights !== 1) {
    issues.error(line, 'ITEM_RIGHT', `It has ${rights} right options: an item of a bank has one.`);
    return null;
  }
  if (raw.options.length < 3 || raw.options.length > 5) {
    issues.error(line, 'ITEM_OPTIONS', `It has ${raw.options.length} options: an item of a bank has three to five.`);
    return null;
  }
  const candidate = {
    id,
    objective: objectiveOf(raw, bank, issues),
    kind: kindOf(raw, issues),
    ...difficultyOf(raw, issues),
    tags: tagsOf(raw, issues),
    prompt: raw.prompt,
    options: optionsOf(raw, issues),
    ...(raw.rationale.trim() !== '' && { rationale: raw.rationale }),
    retired: raw.isRetired,
  };
  const read = bankItem.safeParse(candidate);
  if (read.success) {
    taken.add(id);
    return read.data;
  }
  for (const { path, message } of read.error.issues.slice(0, 5)) {
    const place = sayPath(path.map((key) => (typeof key === 'symbol' ? String(key) : key)));
    issues.error(line, 'ITEM_VALUE', `${place}: ${message}.`);
  }
  return null;
}

function objectiveOf({ objective, line }: RawItem, bank: TakingBank, issues: IssueList): string {
  if (bank.objectives.includes(objective)) return objective;
  if (objective !== '')
    issues.warn(
      line,
      'ITEM_OBJECTIVE',
      `The bank has no objective “${brief(objective)}”: “${bank.objective}” is taken.`,
    );
  return bank.objective;
}

function kindOf({ kind, line }: RawItem, issues: IssueList): BankItem['kind'] {
  if (kind === 'scenario' || kind === 'knowledge') return kind;
  if (kind !== '') issues.warn(line, 'ITEM_KIND', `The kind “${brief(kind)}” is not known: “knowledge” is taken.`);
  return 'knowledge';
}

const LEVELS: Readonly<Record<string, BankItem['difficulty']>> = {
  'very easy': 'easy',
  easy: 'easy',
  medium: 'medium',
  hard: 'hard',
  difficult: 'hard',
  'very difficult': 'hard',
};

function difficultyOf({ difficulty, line }: RawItem, issues: IssueList): Pick<BankItem, 'difficulty'> {
  const word = difficulty.trim().toLowerCase();
  const level = Object.hasOwn(LEVELS, word) ? LEVELS[word] : undefined;
  if (level !== undefined) return { difficulty: level };
  if (word !== '')
    issues.warn(
      line,
      'ITEM_DIFFICULTY',
      `The difficulty “${brief(difficulty)}” is none of easy, medium, hard: left out.`,
    );
  return {};
}

function tagsOf({ tags, line }: RawItem, issues: IssueList): string[] {
  const clean = tags.map((tag) =>
    tag
      .replaceAll(/[\s,;:|[\]]+/g, ' ')
      .trim()
      .slice(0, 40)
      .trim(),
  );
  const kept = [...new Set(clean.filter((tag) => tag !== ''))].slice(0, 12);
  if (kept.join() !== tags.join()) issues.warn(line, 'ITEM_TAGS', `Its tags become: ${kept.join(', ') || 'none'}.`);
  return kept;
}

function optionsOf({ options, line }: RawItem, issues: IssueList): BankItem['options'] {
  const ids = new Set<string>();
  const missing = options.filter(({ why }) => why.trim() === '').length;
  if (missing > 0) {
    const message = `${missing} of its options say no reason: the checker asks for them until they are written.`;
    issues.warn(line, 'ITEM_REASON', message);
  }
  return options.map((option, index) => {
    const id = freeId(option.id, letter(index), ids);
    ids.add(id);
    return { id, text: option.text, correct: option.isRight, why: reasonOf(option) };
  });
}

function reasonOf({ why }: RawOption): string {
  return why.trim() === '' ? REASON_TO_WRITE : why;
}

function letter(index: number): string {
  return String.fromCharCode(97 + (index % 26));
}

/** An id of our own form that is not taken: of the words that were written, else `otherwise`. */
function freeId(written: string, otherwise: string, taken: ReadonlySet<string>): string {
  const slug = written
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[-0-9]+|-+$/g, '')
    .slice(0, 36)
    .replace(/-+$/, '');
  const exact = /^[a-z][a-z0-9-]{0,39}$/.test(written) ? written : slug;
  const base = exact === '' || exact === 'constructor' ? otherwise : exact;
  let id = base;
  for (let count = 2; taken.has(id); count += 1) id = `${base.slice(0, 36)}-${count}`;
  return id;
}

/** A text of a file as a message repeats it. */
function brief(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length <= 60 ? line : `${line.slice(0, 60)}…`;
}
