import { sha256Hex } from '../../platform/index.ts';
import { isSourceList, isSourceMap, type SourceValue } from '../../standards/module/index.ts';
import type { DraftFileRow } from '../drafts/draft-model.ts';
import { readData } from '../drafts/read-source.ts';

type Text = Pick<DraftFileRow, 'path' | 'text'>;

/** The texts that teach what a module teaches: its own, its translations, and the banks that it draws from with theirs. */
export function lawTexts<File extends Text>(module: File, files: readonly File[]): File[] {
  const stems = new Set([stemOf(module.path)]);
  for (const bank of banksIn(readData(module.path, module.text))) stems.add(`banks/${bank}`);
  return files.filter(({ path }) => stems.has(stemOf(path)));
}

/** Hash of these texts, in whatever order they come. */
export function lawHash(texts: readonly Text[]): string {
  const pairs = texts.map(({ path, text }) => [path, text] as const);
  return sha256Hex(JSON.stringify(pairs.sort(([one], [other]) => (one < other ? -1 : 1))));
}

/** `modules/01-hall` of `modules/01-hall.es.yaml`. */
function stemOf(path: string): string {
  return path.replace(/(?:\.[^./]+)?\.yaml$/, '');
}

function banksIn(value: SourceValue): string[] {
  if (isSourceList(value)) return value.flatMap(banksIn);
  if (!isSourceMap(value)) return [];
  const own = typeof value['bank'] === 'string' ? [value['bank']] : [];
  return [...own, ...Object.values(value).flatMap(banksIn)];
}
