import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import { AppError, contextOf } from '../platform/index.ts';
import type { Actor } from './actor-policy.ts';
import { mayOpenPath } from './role-pages-policy.ts';
import type { People } from './create-people.ts';
import { navigationOf } from './frame-view.ts';
import type { PersonRow } from './person-model.ts';
import { fullNameOf, initialsOf } from './person-view.ts';

/** The signed-in person; null when nobody is. */
export function maybeActor(req: Request): Actor | null {
  const { actor } = contextOf(req);
  return isActor(actor) ? actor : null;
}

/**
 * The signed-in person; throws AppError `SIGN_IN_FIRST` (401), which `signInFirst` turns into the sign-in page, and
 * `NOT_ALLOWED` (403) for a director or partner on a page that is not named for them.
 */
export function actorOf(req: Request): Actor {
  const actor = maybeActor(req);
  if (actor === null)
    throw new AppError('SIGN_IN_FIRST', 401, 'Please sign in first.', { help: 'Then come back here.' });
  if (!mayOpenPath(actor, pathOf(req))) throw closedTo(actor);
  return actor;
}

/** Finds out who is signed in and fills the frame of the pages; mounted once, after `enter`. */
export function signedIn(people: People): RequestHandler {
  const find = async (req: Request): Promise<void> => {
    const person = await people.personOf(req);
    const actor = person === null ? null : await people.actors.of(person);
    if (person !== null && actor !== null) fillFrame(req, person, actor);
  };
  return (req, _res, next) => {
    const run = async (): Promise<void> => {
      try {
        await find(req);
      } catch (error) {
        next(error);
        return;
      }
      next();
    };
    void run();
  };
}

/**
 * Error handler before the last: a person who opens a page goes to the sign-in page, ours or the host's, and comes back after
 * it. Whom the host has signed in and who has no place here is told so: the host would send the person back at once.
 */
export function signInFirst(people: People): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    const isPage = req.method === 'GET' && req.accepts(['json', 'html']) === 'html' && !res.headersSent;
    const address = error instanceof AppError && error.code === 'SIGN_IN_FIRST' && isPage ? addressFor(req) : null;
    if (address === null) next(error);
    else res.set('Cache-Control', 'no-store').redirect(303, address);
  };

  function addressFor(req: Request): string | null {
    const { base, target } = contextOf(req);
    if (people.hasOwnAccounts) return `${base}/login?next=${encodeURIComponent(target)}`;
    return people.isHostUser(req) ? null : people.signInAddress(base + target);
  }
}

/** Below the mount, without the query. */
function pathOf(req: Request): string {
  const [path = '/'] = contextOf(req).target.split('?');
  return path;
}

function closedTo({ organisationType }: Actor): AppError {
  const isDistrict = organisationType === 'district';
  return new AppError('NOT_ALLOWED', 403, 'Your role does not include this page.', {
    help: isDistrict
      ? 'You are signed in for a district. Under your name you choose an agency, where you belong to one too.'
      : 'You take courses beside an officer: what is yours is under My training.',
  });
}

function fillFrame(req: Request, person: PersonRow, actor: Actor): void {
  const context = contextOf(req);
  context.actor = actor;
  const { frame } = context;
  frame.lang = actor.locale;
  frame.theme = person.theme === 'light' || person.theme === 'dark' ? person.theme : 'system';
  frame.person = {
    name: fullNameOf(person),
    initials: initialsOf(person),
    organisation: actor.agencyName,
    roles: actor.roles.map((role) => ({ key: role, label: role, isCurrent: true })),
  };
  frame.navigation = navigationOf(actor).map(({ path, label, icon }) => ({ href: path, label, icon }));
}

function isActor(value: unknown): value is Actor {
  return typeof value === 'object' && value !== null && 'personId' in value;
}
