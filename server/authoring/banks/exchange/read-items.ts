import { decodeText } from './decode-text.ts';
import type { ExchangeIssue } from './exchange-issue.ts';
import { readCsv } from './read-csv.ts';
import { readGift } from './read-gift.ts';
import { readQti } from './read-qti.ts';
import { readSmallZip } from './read-small-zip.ts';
import { settleItems, type SettledItem, type TakingBank } from './settle-items.ts';
import type { RawItem } from './raw-item.ts';

/** Most items that one import takes. */
const MOST_ITEMS = 1_000;
/** Issues that a page can show; the rest is counted. */
const MOST_ISSUES = 200;

/** What a file would bring into a bank. */
export interface ItemsRead {
  readonly format: ItemFormat;
  readonly items: readonly SettledItem[];
  /** In the order of files and lines. */
  readonly issues: readonly ExchangeIssue[];
}

/** Formats by what the bytes are, not by the file's name. */
export type ItemFormat = 'qti' | 'gift' | 'csv';

/** Reads a file of questions: a QTI package or item, GIFT or CSV. Nothing is believed of its name. */
export async function readItems(bytes: Buffer, bank: TakingBank): Promise<ItemsRead> {
  const { format, raws, issues } = await rawItems(bytes);
  const settled = settleItems(raws.slice(0, MOST_ITEMS), bank);
  const all = [...issues, ...settled.issues];
  if (raws.length > MOST_ITEMS) all.push(whole('TOO_MANY', `Only the first ${MOST_ITEMS} questions are taken.`));
  if (raws.length === 0 && all.length === 0) all.push(whole('NO_ITEMS', 'There is no question in this file.'));
  const shown = all.sort((a, b) => byCode(a.file, b.file) || a.line - b.line).slice(0, MOST_ISSUES);
  if (all.length > shown.length)
    shown.push(whole('MORE_ISSUES', `There are ${all.length - shown.length} more findings like these.`));
  return { format, items: settled.items, issues: shown };
}

async function rawItems(bytes: Buffer): Promise<{ format: ItemFormat; raws: RawItem[]; issues: ExchangeIssue[] }> {
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') {
    const { files, issue } = await readSmallZip(bytes);
    if (issue !== null) return { format: 'qti', raws: [], issues: [issue] };
    const { items, issues } = readQti(files);
    return { format: 'qti', raws: items, issues };
  }
  const text = decodeText(bytes).replace(/^\ufeff/, '');
  if (text.trimStart().startsWith('<')) {
    const { items, issues } = readQti(new Map([['', bytes]]));
    return { format: 'qti', raws: items, issues };
  }
  const [first = ''] = text.trimStart().split(/[\r\n]/, 1);
  const isSheet = /\bprompt\b/i.test(first) && /[,;\t]/.test(first) && !/[{}]/.test(first);
  const { items, issues } = isSheet ? readCsv(text) : readGift(text);
  return { format: isSheet ? 'csv' : 'gift', raws: items, issues };
}

function whole(code: string, message: string): ExchangeIssue {
  return { file: '', line: 1, severity: 'warning', code, message };
}

function byCode(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
