/**
 * A path below the mount that a person may be sent to after signing in; anything else becomes '/'. Only plain paths of
 * this site pass: no other host, no scheme, no backslash, no control character, and never the sign-in page again.
 */
export function safeNext(next: unknown): string {
  if (typeof next !== 'string' || next.length > 500 || !/^\/[!-~]*$/.test(next)) return '/';
  if (next.includes('\\') || /^\/(\/|%2f|%5c)/i.test(next)) return '/';
  const url = new URL(next, 'http://here.invalid');
  if (url.host !== 'here.invalid' || url.pathname.startsWith('//')) return '/';
  return /^\/(login|logout|reset)(\/|$)/.test(url.pathname) ? '/' : `${url.pathname}${url.search}`;
}
