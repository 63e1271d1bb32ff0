import MarkdownIt, { type MarkdownIt as Markdown, type Token } from 'markdown-it';

/** The small Markdown of prose fields: paragraphs, bold, italic, links, lists, quotes. HTML is text like any other. */
export function createMarkdown(): Markdown {
  return new MarkdownIt('zero').enable(['emphasis', 'link', 'list', 'blockquote', 'escape']);
}

const markdown = createMarkdown();
// The checker wants to see links as they are written, those too that the renderer would refuse.
markdown.validateLink = () => true;
markdown.normalizeLink = (address) => address;

/** What a person reads of a prose field: one text for each paragraph, list item or quote. */
export function paragraphsOf(prose: string): string[] {
  return inlineOf(prose).map((children) =>
    children.map(({ type, content }) => (type === 'softbreak' || type === 'hardbreak' ? ' ' : content)).join(''),
  );
}

/** Addresses of the links in a prose field, as written. */
export function linksOf(prose: string): string[] {
  return inlineOf(prose)
    .flat()
    .filter(({ type }) => type === 'link_open')
    .map((token) => String(token.attrGet('href') ?? ''));
}

function inlineOf(prose: string): Token[][] {
  return markdown
    .parse(prose, {})
    .filter(({ type }) => type === 'inline')
    .map(({ children }) => children ?? []);
}
