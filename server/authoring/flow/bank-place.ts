import { isSourceList, isSourceMap, type SourceValue } from '../../standards/module/index.ts';
import { readData } from '../drafts/read-source.ts';

type Files = Readonly<Record<string, string>>;

/** A question of a bank that a test of a published version drew. */
export interface DrawnItem {
  /** Id of the module. */
  readonly module: string;
  /** As results name it: id of the test's block and of the item, `exam_b07`. */
  readonly item: string;
}

/** Bank and id of a drawn item, as the source of its version says; null where no test of the module draws it. */
export function bankPlaceOf(files: Files, { module, item }: DrawnItem): { bank: string; item: string } | null {
  for (const [path, text] of Object.entries(files)) {
    const data = /^modules\/[^.]+\.yaml$/.test(path) ? readData(path, text) : null;
    if (textIn(data, 'id') !== module) continue;
    for (const block of listIn(data, 'sections').flatMap((section) => listIn(section, 'blocks'))) {
      const start = `${textIn(block, 'id')}_`;
      const bank = textIn(block, 'bank');
      if (textIn(block, 'type') !== 'test' || !item.startsWith(start)) continue;
      const id = item.slice(start.length);
      if (hasItem(files, bank, id)) return { bank, item: id };
    }
  }
  return null;
}

/** True while a bank has a question of this id, retired or not. */
export function hasItem(files: Files, bank: string, item: string): boolean {
  const path = `banks/${bank}.yaml`;
  const text = files[path];
  return text !== undefined && listIn(readData(path, text), 'items').some((one) => textIn(one, 'id') === item);
}

function textIn(value: SourceValue, key: string): string {
  const found = isSourceMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return typeof found === 'string' ? found : '';
}

function listIn(value: SourceValue, key: string): readonly SourceValue[] {
  const found = isSourceMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return isSourceList(found) ? found : [];
}
