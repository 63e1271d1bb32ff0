import type { XmlElement } from '../../../standards/index.ts';
import { createMarkdown } from '../../markdown.ts';
import { IssueList } from './exchange-issue.ts';
import { isQti, xmlText } from './qti-names.ts';

const markdown = createMarkdown();
markdown.validateLink = (address) => /^(https?:\/\/|mailto:|#|media\/)/.test(address);

/** XHTML of a prose field, for the text of an item; all of it is text and a few elements without style or script. */
export function writeProse(prose: string): string {
  // The renderer escapes what it writes, and a control character cannot be escaped in XML.
  return markdown.render(xmlSafe(prose)).trim();
}

/** Markdown of what stands in an element; pictures and the like are left out with a warning. */
export function readProse(element: XmlElement, issues: IssueList): string {
  return blocksOf(element.pieces, issues).join('\n\n');
}

/** Markdown that says a plain text as it is: signs that Markdown would read are escaped. */
export function plainProse(text: string): string {
  return text
    .split(/\n[ \t]*\n\s*/)
    .map((part) => paragraph([part], NO_ISSUES))
    .filter((part) => part !== '')
    .join('\n\n');
}

const NO_ISSUES = new IssueList();

function xmlSafe(text: string): string {
  return xmlText(text).replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => PLAIN[name] ?? '');
}

const PLAIN: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

type Piece = string | XmlElement;

const BLOCKS = new Set(
  'p div section article ul ol li dl dt dd blockquote pre h1 h2 h3 h4 h5 h6 table tbody thead tfoot tr td th figure figcaption'.split(
    ' ',
  ),
);

const isBlock = (piece: XmlElement): boolean =>
  BLOCKS.has(piece.name) || isQti(piece, 'contentBody') || isQti(piece, 'rubricBlock');

function blocksOf(pieces: readonly Piece[], issues: IssueList): string[] {
  const blocks: string[] = [];
  let open: Piece[] = [];
  const close = (): void => {
    const text = paragraph(open, issues);
    if (text !== '') blocks.push(text);
    open = [];
  };
  for (const piece of pieces) {
    if (typeof piece === 'string' || !isBlock(piece)) {
      open.push(piece);
      continue;
    }
    close();
    blocks.push(...blockOf(piece, issues));
  }
  close();
  return blocks;
}

function blockOf(element: XmlElement, issues: IssueList): string[] {
  const { name, children, line } = element;
  if (name === 'ul' || name === 'ol') {
    const items = children.filter((child) => child.name === 'li').map((child) => blocksOf(child.pieces, issues));
    const isLoose = children.some((child) => child.children.some((one) => one.name === 'p'));
    const first = Number(element.attributes.find((one) => one.name === 'start')?.value ?? 1);
    const marks = items.map((_, at) => (name === 'ul' ? '- ' : `${(Number.isInteger(first) ? first : 1) + at}. `));
    const entries = items.map((blocks, at) => indent(blocks.join(isLoose ? '\n\n' : '\n'), marks[at] ?? '- '));
    return entries.length === 0 ? [] : [entries.join(isLoose ? '\n\n' : '\n')];
  }
  if (name === 'blockquote') {
    const inner = blocksOf(element.pieces, issues).join('\n\n');
    return inner === ''
      ? []
      : [
          inner
            .split('\n')
            .map((text) => `> ${text}`.trimEnd())
            .join('\n'),
        ];
  }
  if (name === 'table') issues.warn(line, 'TEXT_TABLE', 'A table becomes paragraphs, one for each cell.');
  return blocksOf(element.pieces, issues);
}

function indent(text: string, mark: string): string {
  const [first = '', ...rest] = text.split('\n');
  return [`${mark}${first}`, ...rest.map((line) => (line === '' ? '' : ' '.repeat(mark.length) + line))].join('\n');
}

/** One run of text: its plain form where Markdown reads nothing into it, else with signs escaped. */
function paragraph(pieces: readonly Piece[], issues: IssueList): string {
  const runs = runsOf(pieces, issues);
  const write = (sign: (text: string) => string, marks: boolean): string => trimmed(written(runs, sign, marks));
  const bare = trimmed(written(runs, asIs, false));
  if (bare === '') return '';
  const wanted = `<p>${trimmed(htmlOf(runs))}</p>`;
  const tries = [write(asIs, true), write(escapeSigns, true), write(escapeSigns, false)].map(escapeStarts);
  return [write(asIs, true), ...tries].find((text) => markdown.render(text).trim() === wanted) ?? tries[2] ?? bare;
}

function asIs(text: string): string {
  return text;
}

function trimmed(text: string): string {
  return text.replaceAll(/[ \t\r]*\n[ \t\r\n]*/g, '\n').trim();
}

type Run =
  | { readonly text: string }
  | { readonly mark: 'strong' | 'em'; readonly runs: readonly Run[] }
  | { readonly href: string; readonly runs: readonly Run[] };

function runsOf(pieces: readonly Piece[], issues: IssueList): Run[] {
  return pieces.flatMap((piece): Run[] => {
    if (typeof piece === 'string') return [{ text: piece.replaceAll(/[ \t]+/g, ' ') }];
    const { name, line } = piece;
    if (name === 'br') return [{ text: '\n' }];
    if (isBlock(piece)) return [{ text: ' ' }, ...runsOf(piece.pieces, issues), { text: ' ' }];
    if (LEFT_OUT.has(name) || isQti(piece, 'feedbackInline')) {
      if (LEFT_OUT.has(name))
        issues.warn(line, 'TEXT_LEFT_OUT', `<${name}> is left out: add it in the editor if it is needed.`);
      return [];
    }
    const runs = runsOf(piece.pieces, issues);
    if (name === 'strong' || name === 'b') return marked('strong', runs);
    if (name === 'em' || name === 'i') return marked('em', runs);
    const href = name === 'a' ? (piece.attributes.find((one) => one.name === 'href')?.value ?? '') : '';
    return href !== '' && markdown.validateLink(href) && !/[\s()<>\\]/.test(href) ? [{ href, runs }] : runs;
  });
}

const LEFT_OUT = new Set('img object video audio math svg script style iframe embed input button form'.split(' '));

/** Blanks at the ends of bold words stay outside of the signs: Markdown would not read them. */
function marked(mark: 'strong' | 'em', runs: readonly Run[]): Run[] {
  const text = plain(runs);
  if (text.trim() === '') return [{ text }];
  return [...(/^\s/.test(text) ? [{ text: ' ' }] : []), { mark, runs }, ...(/\s$/.test(text) ? [{ text: ' ' }] : [])];
}

function plain(runs: readonly Run[]): string {
  return runs.map((run) => ('text' in run ? run.text : plain(run.runs))).join('');
}

function written(runs: readonly Run[], sign: (text: string) => string, marks: boolean): string {
  return runs
    .map((run) => {
      if ('text' in run) return sign(run.text);
      const inner = written(run.runs, sign, marks);
      if ('href' in run) return `[${inner.trim()}](${run.href})`;
      const around = run.mark === 'strong' ? '**' : '*';
      return marks ? `${around}${inner.trim()}${around}` : inner;
    })
    .join('');
}

function htmlOf(runs: readonly Run[]): string {
  return runs
    .map((run) => {
      if ('text' in run) return escapeText(run.text);
      const inner = htmlOf(run.runs).trim();
      return 'href' in run
        ? `<a href="${escapeText(markdown.normalizeLink(run.href))}">${inner}</a>`
        : `<${run.mark}>${inner}</${run.mark}>`;
    })
    .join('');
}

function escapeText(text: string): string {
  return markdown.utils.escapeHtml(text);
}

function escapeSigns(text: string): string {
  return text.replaceAll(/[\\*_[\]]/g, (sign) => `\\${sign}`);
}

/** Signs at the start of a line that would begin a list or a quote. */
function escapeStarts(text: string): string {
  return text
    .replaceAll(/^( *)([-+*>])(?=\s|$)/gm, String.raw`$1\$2`)
    .replaceAll(/^( *)>/gm, String.raw`$1\>`)
    .replaceAll(/^( *\d{1,9})([.)])(?=\s|$)/gm, String.raw`$1\$2`);
}
