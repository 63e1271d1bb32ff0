import type { Request, RequestHandler, Response, Router } from 'express';
import {
  contextOf,
  createRouter,
  frameOf,
  respond,
  route,
  sameOrigin,
  say,
  type Platform,
} from '../../platform/index.ts';
import { actorOf, noticeOf } from '../../people/index.ts';
import type { Calendars } from './calendar-service.ts';
import type { Notices } from './notice-service.ts';
import { noticesView } from './notice-view.ts';

interface Parts {
  readonly notices: Notices;
  readonly calendars: Calendars;
}

const CURRENT = '/notices';
const NOTICES: Readonly<Record<string, string>> = {
  read: 'All notices are marked as read.',
  ended: 'The calendar address works no more.',
};

/** Notices of the signed-in person, and the calendar. */
export function noticeRoutes({ views }: Platform, { notices, calendars }: Parts): Router {
  const router = createRouter();
  const { get, post } = route(router);

  async function show(req: Request, res: Response, link: string | null): Promise<void> {
    const actor = actorOf(req);
    const hasFeed = link !== null || (await calendars.hasFeed(actor));
    const model = noticesView(actor, await notices.list(actor), { hasFeed, link });
    const said = noticeOf(req, NOTICES);
    const notice = said === undefined ? undefined : { kind: 'ok', text: say(actor.locale, said) };
    const page = frameOf(req, { title: say(actor.locale, 'Notices'), current: CURRENT, notice });
    respond(res).html(views.render('training/notices', { page, ...model }));
  }

  get('/notices', async (req, res) => show(req, res, null));

  post('/notices/read', sameOrigin(), async (req, res) => {
    await notices.readAll(actorOf(req));
    respond(res).redirect('/notices?notice=read');
  });

  post('/notices/calendar', sameOrigin(), async (req, res) => {
    await show(req, res, await calendars.make(actorOf(req)));
  });

  post('/notices/calendar/end', sameOrigin(), async (req, res) => {
    await calendars.end(actorOf(req));
    respond(res).redirect('/notices?notice=ended');
  });

  post('/notices/:id/open', sameOrigin(), async (req, res) => {
    respond(res).redirect(await notices.open(actorOf(req), String(req.params['id'])));
  });

  return router;
}

/** `GET /calendar/:token.ics`: read by programs that know the address and nothing else. */
export function calendarRoutes({ calendars }: Parts): Router {
  const router = createRouter();
  route(router).get('/calendar/:file', async (req, res) => {
    const token = String(req.params['file']).replace(/\.ics$/, '');
    const file = await calendars.read(token, contextOf(req).ip);
    res.set({ 'Content-Type': 'text/calendar; charset=utf-8', 'Cache-Control': 'private, no-store' });
    res.send(file);
  });
  return router;
}

/** Counts the unread notices of who opens a page, for the corner of its frame; mounted once, after `signedIn`. */
export function unreadNotices({ notices }: Pick<Parts, 'notices'>): RequestHandler {
  return (req, _res, next) => {
    const isPage = req.method === 'GET' && req.accepts(['json', 'html']) === 'html';
    if (!isPage) {
      next();
      return;
    }
    const run = async (): Promise<void> => {
      try {
        const { frame } = contextOf(req);
        if (frame.person !== null) frame.unread = await notices.unread(actorOf(req));
      } catch (error) {
        next(error);
        return;
      }
      next();
    };
    void run();
  };
}
