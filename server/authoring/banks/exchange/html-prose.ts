import { readXml } from '../../../packages/index.ts';
import type { IssueList } from './exchange-issue.ts';
import { plainProse, readProse } from './qti-prose.ts';

const NAMED: Readonly<Record<string, string>> = {
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  hellip: '…',
  copy: '©',
  reg: '®',
  deg: '°',
};

/** Markdown of a piece of HTML as other systems write it; what is not well-formed loses its tags and keeps its words. */
export function htmlProse(html: string, line: number, issues: IssueList): string {
  const xml = html
    .replaceAll(/&([a-z]+);/gi, (entity, name: string) =>
      ['amp', 'lt', 'gt', 'quot', 'apos'].includes(name) ? entity : (NAMED[name] ?? `&amp;${name};`),
    )
    .replaceAll(/<(br|img|hr)\b([^<>]*?)\/?>/gi, '<$1$2/>');
  const read = readXml(Buffer.from(`<div>${xml}</div>`, 'utf8'), 'html');
  // Lines of the piece are counted from where it stands in the file.
  if ('root' in read) return readProse({ ...read.root, text: '' }, issues);
  issues.warn(line, 'TEXT_HTML', 'Its HTML is not well-formed: the words are taken, the tags are not.');
  return plainProse(html.replaceAll(/<[^<>]*>/g, ' '));
}
