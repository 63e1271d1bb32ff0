import { IssueList, type ExchangeIssue } from './exchange-issue.ts';
import { htmlProse } from './html-prose.ts';
import { plainProse } from './qti-prose.ts';
import type { RawItem, RawOption } from './raw-item.ts';

/** A question's text as it stands in the file, and what stood above it. */
interface Chunk {
  readonly line: number;
  readonly text: string;
  readonly marks: readonly string[];
  readonly category: string;
}

/** Reads the questions of a GIFT text that have one right answer of several; the others are told as issues. */
export function readGift(text: string): { items: RawItem[]; issues: ExchangeIssue[] } {
  const issues = new IssueList();
  const items = chunksOf(text).flatMap((chunk) => readQuestion(chunk, issues) ?? []);
  return { items, issues: issues.all };
}

/** A blank line ends a question; a comment may stand anywhere between lines. */
function chunksOf(text: string): Chunk[] {
  const chunks: Chunk[] = [];
  let category = '';
  let marks: string[] = [];
  let lines: string[] = [];
  let start = 1;
  const close = (): void => {
    if (lines.length > 0) chunks.push({ line: start, text: lines.join('\n'), marks, category });
    if (lines.length > 0) marks = [];
    lines = [];
  };
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    const bare = line.trim();
    if (bare.startsWith('//')) {
      marks.push(...[...bare.matchAll(/\[([^[\]]*)\]/g)].map(([, mark = '']) => mark));
      continue;
    }
    if (bare === '') {
      close();
      continue;
    }
    if (lines.length === 0 && bare.startsWith('$CATEGORY:')) {
      category = bare.slice('$CATEGORY:'.length).trim();
      continue;
    }
    if (lines.length === 0) start = index + 1;
    lines.push(line);
  }
  close();
  return chunks;
}

function readQuestion({ line, text, marks, category }: Chunk, issues: IssueList): RawItem | null {
  const titled = /^\s*::((?:\\.|[^\\:]|:(?!:))*)::/s.exec(text);
  const rest = text.slice(titled?.[0].length ?? 0);
  const open = findSign(rest, '{');
  const close = findSign(rest, '}');
  if (open < 0) {
    issues.error(line, 'GIFT_KIND', 'It has no answers in braces: only questions with one right answer are taken.');
    return null;
  }
  if (close < open) {
    issues.error(line, 'GIFT_BRACES', 'The braces around its answers are not closed: a blank line ends a question.');
    return null;
  }
  const answers = rest.slice(open + 1, close);
  const after = rest.slice(close + 1).trim();
  const { options, general } = optionsOf(answers, line, issues);
  if (options === null) return null;
  const prompt = rest.slice(0, open).trim() + (after === '' ? '' : ` _____ ${after}`);
  const marked = (name: string): string[] =>
    marks.filter((mark) => mark.startsWith(name)).map((mark) => mark.slice(name.length).trim());
  const tags = marked('tag:');
  const told = (name: string): string => tags.find((tag) => tag.startsWith(`${name}:`))?.slice(name.length + 1) ?? '';
  const ids = told('options').split(' ');
  return {
    file: '',
    line,
    id: marked('id:')[0] ?? unescape(titled?.[1] ?? '').trim(),
    objective: category.split('/').at(-1)?.trim() ?? '',
    kind: told('kind'),
    difficulty: told('difficulty'),
    isRetired: told('state') === 'retired',
    tags: tags.filter((tag) => !/^(?:kind|difficulty|state|options):/.test(tag)),
    prompt: proseOf(prompt, '', line, issues),
    options: options.map((option, at) => ({ ...option, id: ids[at] ?? '' })),
    rationale: general === null ? '' : proseOf(general, '', line, issues),
  };
}

function optionsOf(
  answers: string,
  line: number,
  issues: IssueList,
): { options: RawOption[] | null; general: string | null } {
  const refuse = (why: string): { options: null; general: null } => {
    issues.error(line, 'GIFT_KIND', `${why}: only questions with one right answer of several are taken.`);
    return { options: null, general: null };
  };
  const at = findSign(answers, '####');
  const general = at < 0 ? null : answers.slice(at + 4);
  const parts = splitAnswers(at < 0 ? answers : answers.slice(0, at));
  if (answers.trim() === '') return refuse('It is an essay');
  if (answers.trim().startsWith('#')) return refuse('It asks for a number');
  if (parts.length === 0) return refuse('It is true or false');
  if (!parts.some(({ sign }) => sign === '~')) {
    const isMatch = parts.every(({ text }) => text.includes('->'));
    return refuse(isMatch ? 'It asks to match' : 'It asks for a short answer');
  }
  const weights = parts.map(({ text }) => /^\s*%(-?[\d.]+)%/.exec(text)?.[1]);
  const isRight = parts.map(({ sign }, index) => {
    const weight = weights[index];
    return weight === undefined ? sign === '=' : Number(weight) === 100;
  });
  if (weights.some((weight) => Number(weight ?? 0) > 0 && Number(weight) < 100))
    return refuse('It gives part of the points');
  const options = parts.map(({ text }, index): RawOption => {
    const bare = text.replace(/^\s*%-?[\d.]+%/, '');
    const hash = findSign(bare, '#');
    const words = hash < 0 ? bare : bare.slice(0, hash);
    const why = hash < 0 ? '' : proseOf(bare.slice(hash + 1), '', line, issues);
    return { id: '', text: plainOf(words, line, issues), isRight: isRight[index] ?? false, why };
  });
  return { options, general };
}

/** Answers by the sign that begins each. */
function splitAnswers(text: string): { sign: '=' | '~'; text: string }[] {
  const parts: { sign: '=' | '~'; text: string }[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    const last = parts.at(-1);
    if (sign === '=' || sign === '~') parts.push({ sign, text: '' });
    else if (last !== undefined) last.text += sign === '\\' ? text.slice(at, at + 2) : sign;
    if (sign === '\\') at += 1;
  }
  return parts;
}

/** Position of a sign that no backslash stands before; -1 where there is none. */
function findSign(text: string, sign: string): number {
  for (let at = 0; at < text.length; at += 1) {
    if (text.startsWith(sign, at)) return at;
    if (text.charAt(at) === '\\') at += 1;
  }
  return -1;
}

function unescape(text: string): string {
  return text.replaceAll(/\\([\\:#={}~n])/g, (_, sign: string) => (sign === 'n' ? '\n' : sign));
}

/** Markdown of a text by the format that it says it is in. */
function proseOf(written: string, otherwise: string, line: number, issues: IssueList): string {
  const [, format = otherwise, rest = ''] = /^\s*(?:\[(html|moodle|plain|markdown)\])?(.*)$/s.exec(written) ?? [];
  const text = unescape(rest).trim();
  if (format === 'markdown') return text;
  return format === 'html' || (format !== 'plain' && /<\/?[a-z][^<>]*>/i.test(text))
    ? htmlProse(text, line, issues)
    : plainProse(text);
}

function plainOf(written: string, line: number, issues: IssueList): string {
  const [, format = '', rest = ''] = /^\s*(?:\[(html|moodle|plain|markdown)\])?(.*)$/s.exec(written) ?? [];
  const text = unescape(rest);
  const isHtml = format === 'html' || (format === '' && /<\/?[a-z][^<>]*>/i.test(text));
  const words = isHtml
    ? htmlProse(text, line, issues)
        .replaceAll(/\\([\\*_[\]])/g, '$1')
        .replaceAll('**', '')
    : text;
  return words.replaceAll(/[ \t\r\n]+/g, ' ').trim();
}
