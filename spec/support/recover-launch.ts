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

/** A launch, its officer and its token. */
interface TokenHolder {
  readonly launchId: string;
  readonly officer: BuiltPerson;
  token: string;
  /** A new token was asked for and no answer came: the server may have made one, so that the old one is unknown to it. */
  isTokenInDoubt?: boolean;
}

/** Asks for a new token; false where the server is away just now. */
export async function renewToken(base: string, holder: TokenHolder): Promise<boolean> {
  holder.isTokenInDoubt = true;
  const token = await recoverLaunch(base, holder);
  if (token === null) return false;
  holder.token = token;
  holder.isTokenInDoubt = false;
  return true;
}

/** Whether a refusal of the token is one that a new token answers. */
export function asksForToken(code: string | null, { isTokenInDoubt }: Pick<TokenHolder, 'isTokenInDoubt'>): boolean {
  return code === 'LAUNCH_TOKEN_EXPIRED' || (code === 'LAUNCH_TOKEN_UNKNOWN' && isTokenInDoubt === true);
}

/**
 * What the page does with a launch that was silent for too long, as it happens on a busy machine: signs in and asks for a new
 * token. Resolves with it; null where the server is away.
 */
async function recoverLaunch(base: string, { launchId, officer }: TokenHolder): Promise<string | null> {
  const cookie = await signInTo(base, officer);
  if (cookie === null) return null;
  const headers = { cookie, origin: base, accept: 'application/json' };
  const answer = await fetch(`${base}/launches/${launchId}/recover`, { method: 'POST', headers }).catch(() => null);
  if (answer === null || answer.status >= 500) return null;
  const text = await answer.text().catch(() => null);
  if (text === null) return null;
  const token = /"token":"([^"]+)"/.exec(text)?.[1];
  if (token === undefined) throw new Error(`The launch was not recovered: ${answer.status} ${text}`);
  return token;
}
