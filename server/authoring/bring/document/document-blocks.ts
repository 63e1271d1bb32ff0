import MarkdownIt from 'markdown-it';

/** A block as far as a document tells it. */
export type DocumentBlock =
  | { readonly type: 'text'; readonly title: string; readonly text: string }
  | { readonly type: 'image'; readonly picture: number }
  | {
      readonly type: 'question';
      readonly prompt: string;
      readonly options: readonly { readonly text: string; readonly isRight: boolean }[];
    };

/** What stands under a heading. */
export interface DocumentSection {
  readonly title: string;
  readonly blocks: readonly DocumentBlock[];
}

/** A document as a module would be made of it. */
export interface DocumentDraft {
  /** Its first heading; '' where it has none. */
  readonly title: string;
  readonly sections: readonly DocumentSection[];
}

interface Piece {
  readonly kind: 'heading' | 'text' | 'list' | 'picture';
  /** Of a heading; of a picture its number. */
  readonly level: number;
  readonly text: string;
}

/** Longest text of one block, characters; the schema takes 8,000. */
const LONGEST_TEXT = 6000;
const TASK = /^[-*+] \[([ xX])\] (.+)$/;

// Of a million brackets that never close, each must give up at the next one: words and addresses hold pairs of their own kind, and few.
const WORDS = String.raw`\[([^\][\n]*(?:\[[^\][\n]*\][^\][\n]*){0,3})\]`;
const ADDRESS = String.raw`\([^()\n]*(?:\([^()\n]*\)[^()\n]*){0,3}\)`;
const PICTURE = new RegExp(`!${WORDS}${ADDRESS}`, 'g');
const LINK = new RegExp(`${WORDS}${ADDRESS}`, 'g');
const BARE_LINK = new RegExp(String.raw`\[\]${ADDRESS}`, 'g');

/** Characters of a heading or an option that are looked at; 400 are kept. */
const LONGEST_LINE = 4000;

// What stands in the lines is taken over as it is written: only the blocks are told apart.
const markdown = new MarkdownIt('commonmark', { html: false }).disable(['inline', 'text_join']);

/**
 * Cuts a Markdown document into sections and blocks: the first heading of the first level is its title, headings of the first and
 * second level begin sections, deeper ones begin blocks; a list of boxes with a tick (`- [x]`) after a question is a question;
 * `pictures` are the numbers of those that were taken along.
 */
export function documentBlocks(source: string, pictures: ReadonlySet<number> = new Set()): DocumentDraft {
  const pieces = piecesOf(source, pictures);
  const at = pieces.findIndex(({ kind }) => kind === 'heading');
  const first = pieces[at];
  const isTitled = first !== undefined && first.level === 1 && at === 0;
  const sections: { title: string; blocks: DocumentBlock[] }[] = [];
  let blockTitle = '';
  let texts: string[] = [];
  const current = (): DocumentBlock[] => {
    if (sections.length === 0) sections.push({ title: 'Where it begins', blocks: [] });
    return sections.at(-1)?.blocks ?? [];
  };
  const close = (): void => {
    for (const text of chunksOf(texts)) {
      current().push({ type: 'text', title: blockTitle, text });
      blockTitle = '';
    }
    texts = [];
  };
  for (const { kind, level, text } of isTitled ? pieces.slice(1) : pieces) {
    if (kind === 'heading') {
      close();
      if (level <= 2) sections.push({ title: text, blocks: [] });
      blockTitle = level <= 2 ? '' : text;
      continue;
    }
    if (kind === 'picture') {
      close();
      current().push({ type: 'image', picture: level });
      continue;
    }
    const options = kind === 'list' ? optionsOf(text) : [];
    if (options.length < 2) {
      texts.push(text);
      continue;
    }
    const prompt = texts.pop() ?? '';
    close();
    current().push({ type: 'question', prompt, options });
  }
  close();
  return {
    title: isTitled ? first.text : '',
    sections: sections.filter(({ blocks }) => blocks.length > 0),
  };
}

/** The top level of a document in order; its source is taken over as it is written. */
function piecesOf(source: string, pictures: ReadonlySet<number>): Piece[] {
  const lines = source.split('\n');
  const tokens = markdown.parse(source, {});
  return tokens.flatMap((token, at): Piece[] => {
    if (token.level !== 0 || token.map === null || token.nesting === -1 || token.type === 'hr') return [];
    const [start, end] = token.map;
    if (token.type === 'heading_open') {
      const content = tokens[at + 1]?.content ?? '';
      const text = plain(content);
      const shown = picturesIn(content, pictures);
      return text === '' ? shown : [{ kind: 'heading', level: Number(token.tag.slice(1)), text }, ...shown];
    }
    const kind = token.type === 'bullet_list_open' ? 'list' : 'text';
    const isCode = token.type === 'fence' || token.type === 'code_block';
    const whole = isCode ? token.content : lines.slice(start, end).join('\n');
    const text = withoutPictures(whole).trim();
    // After the words between which they stood.
    const shown = isCode ? [] : picturesIn(whole, pictures);
    return text === '' ? shown : [{ kind, level: 0, text }, ...shown];
  });
}

function picturesIn(text: string, pictures: ReadonlySet<number>): Piece[] {
  return [...text.matchAll(/!\[\]\(picture:(\d{1,3})\)/g)].flatMap(([, number]): Piece[] => {
    const level = Number(number);
    return pictures.has(level) ? [{ kind: 'picture', level, text: '' }] : [];
  });
}

/** A picture is no part of prose: its words stay. */
function withoutPictures(text: string): string {
  const bare = text.replace(PICTURE, '$1');
  // A picture that led somewhere leaves a link without words.
  return bare.replace(BARE_LINK, '');
}

function plain(text: string): string {
  return withoutPictures(text.slice(0, LONGEST_LINE))
    .replace(LINK, '$1')
    .replace(/\\([^\w\s])/g, '$1')
    .replace(/[*_`]{1,3}/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 400);
}

function optionsOf(list: string): { text: string; isRight: boolean }[] {
  const lines = list.split('\n').filter((line) => line.trim() !== '');
  const found = lines.map((line) => TASK.exec(line.trim()));
  if (found.includes(null)) return [];
  const options = found.flatMap((match) =>
    match === null ? [] : [{ text: plain(match[2] ?? ''), isRight: match[1] !== ' ' }],
  );
  return options.some(({ isRight }) => isRight) ? options : [];
}

/** Paragraphs put together up to the length of a block; one that is longer is cut where a sentence ends. */
function chunksOf(texts: readonly string[]): string[] {
  const chunks: string[] = [];
  for (const text of texts.flatMap(cut)) {
    const last = chunks.at(-1);
    if (last !== undefined && last.length + text.length + 2 <= LONGEST_TEXT)
      chunks[chunks.length - 1] = `${last}\n\n${text}`;
    else chunks.push(text);
  }
  return chunks;
}

function cut(text: string): string[] {
  if (text.length <= LONGEST_TEXT) return [text];
  const head = text.slice(0, LONGEST_TEXT);
  const end = Math.max(head.lastIndexOf('. '), head.lastIndexOf('\n')) + 1 || LONGEST_TEXT;
  return [text.slice(0, end).trim(), ...cut(text.slice(end).trim())].filter((one) => one !== '');
}
