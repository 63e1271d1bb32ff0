import { decodePercent } from './manifest-xml.ts';

/** Where a resource is found: `path` in the package, or an absolute URL as written; `parameters` begins with `?` or `#`. */
export interface ResolvedHref {
  readonly path: string;
  readonly parameters: string;
  readonly isExternal: boolean;
  /** The path climbs out of the package and must not be used. */
  readonly isOutside: boolean;
}

const ABSOLUTE_URL = /^(?:[a-z][a-z0-9+.-]+:|\/\/)/i;

/**
 * Resolves an href against the `xml:base` values of its ancestors, outermost first: backslashes become slashes, `%20` is
 * decoded, `.` and `..` are walked (CAM 2.3.2.6 in SCORM 1.2, CAM 3.4.1.9 in 2004).
 */
export function resolveHref(href: string, bases: readonly string[] = []): ResolvedHref {
  const parts = [...bases, href].map((part) => part.trim()).filter((part) => part !== '');
  const start = parts.findLastIndex((part) => ABSOLUTE_URL.test(part));
  if (start >= 0) return { path: parts.slice(start).join(''), parameters: '', isExternal: true, isOutside: false };
  const cut = href.trim().search(/[?#]/);
  const parameters = cut < 0 ? '' : href.trim().slice(cut);
  const last = cut < 0 ? href.trim() : href.trim().slice(0, cut);
  const segments: string[] = [];
  let isOutside = false;
  for (const segment of joined(bases, last)) {
    if (segment === '..' && segments.length === 0) isOutside = true;
    else if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return { path: segments.join('/'), parameters, isExternal: false, isOutside };
}

/** Every base is taken for a folder, also without the slash at its end that the standard asks for (CAM 3.4.1.1). */
function joined(bases: readonly string[], last: string): string[] {
  return [...bases, last].flatMap((part) => decodePercent(part.trim().replaceAll('\\', '/')).split('/'));
}

/**
 * Joins the parameters of an item to the query and fragment of its resource (CAM 3.4.1.5 of SCORM 1.2 and its algorithm in
 * CAM 3.4.1.5 of SCORM 2004): leading `?` and `&` are dropped, a `#` replaces nothing, a query is continued with `&`.
 */
export function joinParameters(ofHref: string, ofItem: string): string {
  let added = ofItem.trim().replace(/^[?&]+/, '');
  if (added === '') return ofHref;
  const [query, fragment] = splitFragment(ofHref);
  if (added.startsWith('#')) return fragment === '' ? query + added : ofHref;
  let end = fragment;
  const [addedQuery, addedFragment] = splitFragment(added);
  added = addedQuery;
  if (end === '') end = addedFragment;
  return `${query === '' ? '?' : `${query}&`}${added}${end}`;
}

function splitFragment(text: string): [string, string] {
  const hash = text.indexOf('#');
  return hash < 0 ? [text, ''] : [text.slice(0, hash), text.slice(hash)];
}
