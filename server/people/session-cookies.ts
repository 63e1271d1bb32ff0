import type { Request, Response } from 'express';
import { clearCookie, contextOf, readCookie, setCookie, type Platform } from '../platform/index.ts';
import { readKnownBrowser, writeKnownBrowser } from './known-browser.ts';
import type { Browser, SignedIn } from './sign-in-service.ts';

const YEAR = 365 * 24 * 60 * 60_000;

/** The two cookies of an installation; on one host the prefix of the tables keeps two installations apart. */
export function createSessionCookies({ config, secrets }: Platform) {
  const session = `${config.tablePrefix}session`;
  const known = `${config.tablePrefix}known`;

  /** Session token of the browser, null where it holds none. */
  function tokenOf(req: Request): string | null {
    const token = readCookie(req, session);
    return token !== null && /^[A-Za-z0-9_-]{43}$/.test(token) ? token : null;
  }

  return {
    tokenOf,

    /** What the services need to know of the browser. */
    browserOf: (req: Request): Browser => ({
      ip: contextOf(req).ip,
      userAgent: req.get('user-agent') ?? '',
      heldToken: tokenOf(req),
      knownCookie: readCookie(req, known),
    }),

    /** Gives the browser its session and remembers that it knows the person. */
    keep(res: Response, { token, knownCookie }: SignedIn): void {
      setCookie(res, session, token, { maxAgeMs: config.sessionMaxMs });
      setCookie(res, known, knownCookie, { maxAgeMs: YEAR });
    },

    /** Remembers that the browser belongs to the person, without signing anybody in. */
    remember(req: Request, res: Response, personId: string): void {
      const before = readKnownBrowser(secrets, readCookie(req, known));
      setCookie(res, known, writeKnownBrowser(secrets, before, personId), { maxAgeMs: YEAR });
    },

    /** Takes the session back; the browser still knows the person. */
    forget(res: Response): void {
      clearCookie(res, session);
    },
  };
}

/** See `createSessionCookies`. */
export type SessionCookies = ReturnType<typeof createSessionCookies>;
