import { randomUUID } from 'node:crypto';
import express, { type Request, type Response, type Router } from 'express';

/** Somebody who works here, as the intranet knows people. */
export interface Colleague {
  /** Number on the badge: never given to somebody else. */
  readonly badge: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly rank: string;
  readonly email: string;
  readonly office: 'sheriff' | 'police';
  readonly groups: readonly string[];
}

const staffOf =
  (office: Colleague['office'], domain: string) =>
  (badge: string, rank: string, givenName: string, familyName: string, groups: readonly string[]): Colleague => {
    const email = `${givenName}.${familyName}@${domain}`.toLowerCase();
    return { badge, rank, givenName, familyName, email, office, groups };
  };
const deputy = staffOf('sheriff', 'harlow.example');
const constable = staffOf('police', 'wexley.example');

/** The directory of this intranet. */
export const COLLEAGUES: readonly Colleague[] = [
  deputy('1041', 'Dep.', 'Maria', 'Reyes', ['schools']),
  deputy('0772', 'Sgt.', 'Dan', 'Whitlock', ['field-training']),
  deputy('0310', 'Lt.', 'Ann', 'Okafor', ['command']),
  deputy('9001', '', 'Priya', 'Nair', ['schools', 'field-training', 'command', 'systems']),
  constable('2218', 'Ofc.', 'Luis', 'Ortega', ['schools']),
  constable('2003', 'Sgt.', 'June', 'Abara', ['field-training']),
  constable('2001', 'Chief', 'Sam', 'Lindqvist', ['command', 'systems']),
];

const COOKIE = /(?:^|;\s*)station_session=([\w-]+)/;
const sessions = new Map<string, Colleague>();

/** Who is signed in at the intranet. */
export function currentColleague(req: Request): Colleague | null {
  const [, session = ''] = COOKIE.exec(req.headers.cookie ?? '') ?? [];
  return sessions.get(session) ?? null;
}

/**
 * The intranet as it was before any training came to it: a home page and a sign-in, which here is a list of people to choose
 * from and elsewhere the single sign-on of the county. `prefix` is the path under which a proxy shows all of it.
 */
export function stationRoutes(prefix = ''): Router {
  const router = express.Router();

  router.get('/', (req, res) => {
    const name = currentColleague(req)?.givenName ?? 'stranger';
    page(res, `<h1>Intranet</h1><p>Good morning, ${name}.</p><a href="${prefix}/sign-in">Sign in</a>`);
  });

  router.get('/sign-in', (req, res) => {
    const next = nextOf(req);
    const people = COLLEAGUES.map(({ badge, email }) => `<option value="${badge}">${email}</option>`);
    page(
      res,
      `<h1>Sign in</h1><form method="post" action="${prefix}/sign-in?next=${encodeURIComponent(next)}">
       <select name="badge">${people.join('')}</select><button>Sign in</button></form>`,
    );
  });

  router.post('/sign-in', express.urlencoded({ extended: false }), (req, res) => {
    const { badge } = req.body as { badge?: string };
    const colleague = COLLEAGUES.find((one) => one.badge === badge);
    if (colleague === undefined) {
      res.status(422).send('Nobody has this badge.');
      return;
    }
    const session = randomUUID();
    sessions.set(session, colleague);
    res.cookie('station_session', session, { path: prefix || '/', httpOnly: true, sameSite: 'lax' });
    res.redirect(303, nextOf(req) || `${prefix}/`);
  });

  return router;
}

/** The page that asked for a sign-in: a path of this site, or nothing. */
function nextOf(req: Request): string {
  const { next } = req.query;
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : '';
}

function page(res: Response, body: string): void {
  res.type('html').send(`<!doctype html><html lang="en"><title>Intranet</title>${body}</html>`);
}
