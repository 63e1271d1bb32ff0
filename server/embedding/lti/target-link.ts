/** What a launch opens: a course or one module of it; null courseId for an address that leaves the choice to the message. */
export interface Target {
  readonly courseId: string | null;
  readonly module: string | null;
}

/** Address of the launch without a course. */
export const launchUrl = (publicUrl: string): string => `${publicUrl}/lti/launch`;

/** Address that a link in an LMS opens. */
export function targetLink(publicUrl: string, courseId: string, module: string | null): string {
  const query = module === null ? '' : `?module=${encodeURIComponent(module)}`;
  return `${publicUrl}/lti/courses/${courseId}${query}`;
}

/** Reads an address back; null for one that this tool has never given out. */
export function targetOf(publicUrl: string, address: string): Target | null {
  const base = new URL(publicUrl);
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const path = base.pathname.replace(/\/+$/, '');
  if (url.origin !== base.origin || !url.pathname.startsWith(`${path}/lti/`)) return null;
  const rest = url.pathname.slice(path.length);
  if (rest === '/lti/launch') return { courseId: null, module: null };
  const [, courseId] = /^\/lti\/courses\/([0-9a-z]{26})$/.exec(rest) ?? [];
  return courseId === undefined ? null : { courseId, module: url.searchParams.get('module') };
}
