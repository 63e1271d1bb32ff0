import { AppError } from '../../platform/index.ts';
import { isSourceMap, type SourceValue } from '../../standards/module/index.ts';
import type { Issue, Path } from '../issue.ts';
import { readYaml, type YamlFile } from '../read-yaml.ts';
import { sayIssues } from '../say-issue.ts';
import { kindOf } from '../source-kinds.ts';

/** What is wrong with a value of a file, with its place as keys and positions too. */
export interface FileIssue extends Issue {
  readonly at: Path;
}

/** A text as YAML; throws AppError `SOURCE_INVALID` (422) with every fault and its line. */
export function readSource(path: string, text: string): { file: YamlFile; data: SourceValue } {
  const { file, issues } = readYaml(path, Buffer.from(text, 'utf8'));
  if (file === null) {
    const [first] = issues;
    const told = issues.map(({ code, message, line }) => ({ code, message, path, line }));
    throw new AppError('SOURCE_INVALID', 422, first?.message ?? 'This is not YAML.', {
      help: `Line ${first?.line ?? 1}. Nothing was saved: your text is still in the page.`,
      issues: told,
    });
  }
  if (!isPlain(file.value)) throw new AppError('SOURCE_INVALID', 422, 'The file holds something that is no value.');
  return { file, data: file.value };
}

/** Files of which the values are kept, the last used last: while somebody writes, the same texts are read again and again. */
const MOST_KEPT = 40;
const kept = new Map<string, SourceValue>();

/** The values of a text, see {@link readSource}. */
export function readData(path: string, text: string): SourceValue {
  const known = kept.get(text);
  const data = known ?? readSource(path, text).data;
  kept.delete(text);
  kept.set(text, data);
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) break;
    kept.delete(oldest);
  }
  return data;
}

/** Tags and anchors are refused before: nothing but plain values is left, whatever they say. */
function isPlain(value: unknown): value is SourceValue {
  return typeof value !== 'function' && typeof value !== 'symbol' && typeof value !== 'bigint' && value !== undefined;
}

/** What the schema of the file's kind says against it, in words. */
export function schemaIssues(path: string, folder: string, { placeOf, value }: YamlFile): FileIssue[] {
  const parsed = kindOf(`${folder}/${path}`)?.schema.safeParse(value);
  if (parsed === undefined || parsed.success) return [];
  return sayIssues(parsed.error.issues, value).map(({ path: at, message }) => ({
    file: path,
    severity: 'error',
    code: 'SCHEMA',
    message,
    at,
    ...placeOf(at),
  }));
}

/** Title that a course file says; null where it says none. */
export function titleOf(data: SourceValue): string | null {
  const title = isSourceMap(data) ? data['title'] : null;
  const words =
    typeof title === 'string'
      ? title
          .replaceAll(/\p{Cc}|\p{Surrogate}/gu, ' ')
          .trim()
          .slice(0, 400)
      : '';
  return words === '' ? null : words;
}
