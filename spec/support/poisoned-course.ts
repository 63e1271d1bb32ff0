import { parse, stringify } from 'yaml';
import { BANK, COURSE, FIXTURE, MODULE, TEST } from '../authoring/course-fixture.ts';
import { bankSource, courseSource, moduleSource } from '../../server/standards/module/index.ts';
import { HOSTILE_LINE, HOSTILE_LINES } from './hostile-texts.ts';

type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain };

/** From the one that holds most to the shortest: the first that a field takes is put in. */
const TEXTS = [HOSTILE_LINES.replaceAll('\r', ''), HOSTILE_LINE, '</script>{{x}} &a "\'<b>', '</b>{{x}}'];
/** Names by which parts find each other, and addresses: another spec has those. */
const KEPT = new Set([
  'id',
  'type',
  'bank',
  'module',
  'modules',
  'objective',
  'skill',
  'bucket',
  'goto',
  'start',
  'src',
  'poster',
  'es',
  'en',
]);
const SCHEMAS: Readonly<Record<string, { safeParse(value: unknown): { success: boolean } }>> = {
  [COURSE]: courseSource,
  [MODULE]: moduleSource,
  [TEST]: moduleSource,
  [BANK]: bankSource,
};

/** The file with every text that is a text replaced; how many were. */
function poisoned(file: string): { text: string; count: number } {
  const data = parse(FIXTURE[file] ?? '') as Plain;
  const schema = SCHEMAS[file];
  let count = 0;
  const walk = (holder: Plain[] | { [key: string]: Plain }): void => {
    for (const [key, value] of Object.entries(holder)) {
      if (KEPT.has(key)) continue;
      if (typeof value === 'object' && value !== null) walk(value);
      if (typeof value !== 'string') continue;
      const put = (text: Plain): void => void Reflect.set(holder, key, text);
      const fits = TEXTS.find((text) => {
        // Each other than the rest: who orders cards tells them apart by their words.
        put(`${text} ${count}`);
        return schema?.safeParse(data).success === true;
      });
      if (fits === undefined) put(value);
      else count += 1;
    }
  };
  if (typeof data === 'object' && data !== null) walk(data);
  return { text: stringify(data), count };
}

/** The fixture course in English with every text of its files replaced, and how many there were. */
export function poisonedCourse(): { files: Record<string, string>; count: number } {
  const files = Object.fromEntries(Object.entries(FIXTURE).filter(([path]) => !path.endsWith('.es.yaml')));
  let count = 0;
  for (const file of Object.keys(SCHEMAS)) {
    const made = poisoned(file);
    files[file] = made.text;
    count += made.count;
  }
  return { files, count };
}
