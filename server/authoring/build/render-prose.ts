import type { Token } from 'markdown-it';
import { createMarkdown } from '../markdown.ts';
import { escapeXml } from './xml-text.ts';

const SOUND = /\.(?:mp3|m4a|ogg|oga|wav)$/;

const markdown = createMarkdown();
markdown.validateLink = (address) => /^(https:\/\/|mailto:|#[a-z][a-z0-9-]*$|media\/)/.test(address);
const linkOpen = markdown.renderer.rules['link_open'];
markdown.renderer.rules['link_open'] = (tokens, at, options, env, self) => {
  const token = tokens[at];
  // Another site opens beside the course: nobody should leave it by reading a source.
  if (token !== undefined && String(token.attrGet('href')).startsWith('https:')) {
    token.attrSet('target', '_blank');
    token.attrSet('rel', 'noopener noreferrer');
  }
  // A file of the course is handed over: following it in the module's own frame would end the module.
  if (token !== undefined && isMedia(token)) token.attrSet('download', '');
  return linkOpen?.(tokens, at, options, env, self) ?? self.renderToken(tokens, at, options);
};

markdown.renderer.rules['link_close'] = (tokens, at, options, _env, self) => {
  const closed = self.renderToken(tokens, at, options);
  // A link holds no other link, so the last one that opened is the one that closes here.
  const opened = tokens.slice(0, at).findLastIndex(({ type }) => type === 'link_open');
  const link = tokens[opened];
  if (link === undefined || !isMedia(link) || !SOUND.test(String(link.attrGet('href')))) return closed;
  const name = tokens
    .slice(opened, at)
    .map(({ content }) => content)
    .join('');
  const attributes = `src="${escapeXml(String(link.attrGet('href')))}" aria-label="${escapeXml(name)}"`;
  return `${closed} <audio controls preload="none" ${attributes}></audio>`;
};

function isMedia(link: Token): boolean {
  return String(link.attrGet('href')).startsWith('media/');
}

/** Files of the course that rendered prose links to: `media/plan.pdf`. */
export function linkedMedia(html: string): string[] {
  return [...html.matchAll(/ href="(media\/[^"]+)"/g)].map(([, href = '']) => decodeLink(href));
}

function decodeLink(href: string): string {
  const path = href.replaceAll('&amp;', '&');
  try {
    return decodeURI(path);
  } catch (error) {
    if (error instanceof URIError) return path;
    throw error;
  }
}

/** HTML of a prose field; raw HTML in it is text, and a link that is neither https, mail nor inside of the module stays text. */
export function renderProse(prose: string): string {
  return markdown.render(prose).trim();
}

/** HTML of a field that may be absent; '' where it is. */
export function renderOptional(prose: string | undefined): string {
  return prose === undefined ? '' : renderProse(prose);
}
