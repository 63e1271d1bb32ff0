import { isSourceList, isSourceMap } from './apply-edits.ts';
import type { SourceValue } from './draft-edit.ts';

/** A value as people read it, without the marks of a file: text as it is, a list by lines, a map as “Word: value” lines. */
export function sayValue(
  value: SourceValue,
  wordOf: (key: string, holder: string) => string = (key) => key,
  holder = '',
): string {
  if (value === null) return '(none)';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'object') return String(value);
  if (isSourceList(value)) {
    const entries = value.map((entry) => sayValue(entry, wordOf, holder));
    return entries.join(value.some((entry) => typeof entry === 'object') ? '\n' : ', ');
  }
  if (!isSourceMap(value)) return '';
  return Object.entries(value)
    .map(([key, field]) => {
      const said = sayValue(field, wordOf, key);
      return `${wordOf(key, holder)}:${said.includes('\n') ? `\n${indented(said)}` : ` ${said}`}`;
    })
    .join('\n');
}

const indented = (text: string): string => text.replaceAll(/^/gm, '  ');
