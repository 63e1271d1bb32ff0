import type { Request, Response } from 'express';
import { contextOf, readCookie } from '../../platform/index.ts';

const MINUTES_10_S = 600;

/**
 * What binds a browser to a sign-in. `Partitioned` is sent in frames where third-party cookies are blocked, and needs `Secure`
 * (so https, or localhost); `SameSite=None` because the answer is a form that the LMS posts.
 */
export function setLaunchCookie(res: Response, key: string, secret: string): void {
  const { base } = contextOf(res.req);
  const rules = `Path=${base}/lti; Max-Age=${MINUTES_10_S}; HttpOnly; Secure; SameSite=None; Partitioned`;
  res.append('Set-Cookie', `${key}=${secret}; ${rules}`);
}

/** What this browser keeps under a key; null where it keeps nothing. */
export const launchCookie = (req: Request, key: string): string | null => readCookie(req, key);
