import type { BuiltPerson } from './people.ts';

/** Signs in; resolves with the session's cookie, null where the server is away or asks to wait. */
export async function signInTo(base: string, { email, password }: BuiltPerson): Promise<string | null> {
  const headers = { origin: base, accept: 'application/json' };
  const body = new URLSearchParams({ email, password });
  const asking = fetch(`${base}/login`, { method: 'POST', headers, body, redirect: 'manual' });
  const answer = await asking.catch(() => null);
  // Many sign in at once when a server is back: those who are told to wait come again.
  if (answer === null || answer.status >= 500 || answer.status === 429) return null;
  const cookies = answer.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
  if (cookies.length === 0) throw new Error(`Nobody was signed in: ${answer.status} ${await answer.text()}`);
  return cookies.join('; ');
}

/**
 * What the page does with a launch that was silent for too long, as it happens on a busy machine: signs in and asks for a new
 * token. Resolves with it; null where the server is away.
 */
export async function recoverLaunch(base: string, launchId: string, officer: BuiltPerson): Promise<string | null> {
  const cookie = await signInTo(base, officer);
  if (cookie === null) return null;
  const headers = { cookie, origin: base, accept: 'application/json' };
  const answer = await fetch(`${base}/launches/${launchId}/recover`, { method: 'POST', headers }).catch(() => null);
  if (answer === null || answer.status >= 500) return null;
  const text = await answer.text();
  const token = /"token":"([^"]+)"/.exec(text)?.[1];
  if (token === undefined) throw new Error(`The launch was not recovered: ${answer.status} ${text}`);
  return token;
}
