import { createMarkdown } from '../markdown.ts';

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
  return linkOpen?.(tokens, at, options, env, self) ?? self.renderToken(tokens, at, options);
};

/** HTML of a prose field; raw HTML in it is text, and a link that is neither https, mail nor inside of the module stays text. */
export function renderProse(prose: string): string {
  return markdown.render(prose).trim();
}

/** HTML of a field that may be absent; '' where it is. */
export function renderOptional(prose: string | undefined): string {
  return prose === undefined ? '' : renderProse(prose);
}
