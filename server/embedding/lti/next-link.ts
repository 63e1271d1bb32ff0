import { AppError } from '../../platform/index.ts';

/**
 * The next page of a list: `Link: <…>; rel="next"` (RFC 8288), from where the list itself is; null at the end. Throws AppError
 * `LTI_PAGE_ELSEWHERE`: our token goes to no other site.
 */
export function nextLink(header: string | string[] | undefined, from: string): string | null {
  const links = [header ?? []].flat().join(',');
  for (const [, target = '', parameters = ''] of links.matchAll(/<([^>]*)>([^<]*)/g)) {
    const isNext = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,]+))/i.exec(parameters);
    if (!(isNext?.[1] ?? isNext?.[2] ?? '').split(/\s+/).includes('next') || !URL.canParse(target, from)) continue;
    const url = new URL(target, from);
    if (url.origin !== new URL(from).origin) {
      throw new AppError('LTI_PAGE_ELSEWHERE', 422, 'The LMS goes on with its list on another site.');
    }
    return url.href;
  }
  return null;
}
