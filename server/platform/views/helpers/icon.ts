import Handlebars from 'handlebars';

/** `{{icon 'alert'}}`: a decorative drawing out of the page's own symbols; the words beside it carry the meaning. */
export function icon(name: unknown): Handlebars.SafeString {
  const id = String(name).replaceAll(/[^a-z0-9-]/g, '');
  const symbol = id.startsWith('st-') ? id : `i-${id}`;
  return new Handlebars.SafeString(`<svg class="icon" aria-hidden="true" focusable="false"><use href="#${symbol}"/></svg>`);
}
