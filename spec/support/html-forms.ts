/** A field of a form as a page has it. */
export interface HtmlField {
  readonly name: string;
  /** `text` where anything may be typed; a number, a day, a choice, a file or a fixed value else. */
  readonly kind: 'text' | 'number' | 'date' | 'choice' | 'file' | 'fixed';
  /** What it sends where nobody touches it; null for nothing. */
  readonly value: string | null;
  /** Of several lines. */
  readonly isLong?: boolean;
  /** What may be chosen. */
  readonly options?: readonly string[];
}

/** A form that is posted. */
export interface HtmlForm {
  readonly action: string;
  readonly isMultipart: boolean;
  readonly fields: readonly HtmlField[];
}

const NAMES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'" };

/** What a reader sees for escaped text. */
export function unescapeHtml(html: string): string {
  return html.replaceAll(/&(#x?[\da-f]+|\w+);/gi, (all, name: string) => {
    if (NAMES[name] !== undefined) return NAMES[name];
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return name.startsWith('#') ? String.fromCodePoint(code) : all;
  });
}

/** The forms of a page of ours that are posted, in their order. */
export function postedForms(html: string): HtmlForm[] {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].flatMap(([, head = '', inside = '']) => {
    if (attribute(head, 'method') !== 'post') return [];
    const action = attribute(head, 'action') ?? '';
    return [{ action, isMultipart: head.includes('multipart'), fields: fieldsOf(inside) }];
  });
}

function attribute(tag: string, name: string): string | null {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? null : unescapeHtml(found);
}

function fieldsOf(html: string): HtmlField[] {
  const found = [...html.matchAll(/<(input|textarea|select)\b([^>]*)>/g)];
  return found.flatMap(([, tag = '', head = '']): HtmlField[] => {
    const name = attribute(head, 'name');
    if (name === null) return [];
    if (tag === 'select') return [{ name, kind: 'choice', ...chosenIn(insideOf(html, 'select', name)) }];
    if (tag === 'textarea')
      return [{ name, kind: 'text', value: unescapeHtml(insideOf(html, 'textarea', name)), isLong: true }];
    return [inputOf(name, head)];
  });
}

function inputOf(name: string, head: string): HtmlField {
  const type = attribute(head, 'type') ?? 'text';
  const value = attribute(head, 'value') ?? '';
  const isTicked = / checked\b| required\b/.test(head);
  if (type === 'hidden') return { name, kind: 'fixed', value };
  if (type === 'radio') return { name, kind: 'fixed', value: / checked\b/.test(head) ? value : null };
  if (type === 'checkbox') return { name, kind: 'fixed', value: isTicked ? value || 'on' : null };
  if (type === 'file') return { name, kind: 'file', value: null };
  if (type === 'date') return { name, kind: 'date', value };
  if (type === 'number' || attribute(head, 'inputmode') === 'numeric') return { name, kind: 'number', value };
  return { name, kind: 'text', value };
}

function insideOf(html: string, tag: string, name: string): string {
  return new RegExp(`<${tag}\\b[^>]*\\sname="${name}"[^>]*>(.*?)</${tag}>`, 's').exec(html)?.[1] ?? '';
}

function chosenIn(html: string): { value: string; options: string[] } {
  const all = [...html.matchAll(/<option value="([^"]*)"([^>]*)>/g)];
  const options = all.flatMap(([, value = '']) => (value === '' ? [] : [unescapeHtml(value)]));
  const chosen = all.find(([, , rest = '']) => rest.includes('selected'));
  return { value: chosen === undefined ? (options[0] ?? '') : unescapeHtml(chosen[1] ?? ''), options };
}
