import type { RequestHandler, Router } from 'express';
import { createRouter, type Platform } from '../../platform/index.ts';
import type { Skill } from '../toolbox/skills.ts';
import { createCalendars } from './calendar-service.ts';
import { createCalendarStore } from './calendar-store.ts';
import { registerNoticeRounds } from './notice-job.ts';
import { createNoticeMailStore } from './notice-mail-store.ts';
import { defineNoticeModels } from './notice-model.ts';
import { calendarRoutes, noticeRoutes, unreadNotices } from './notice-routes.ts';
import { createNotices, type Notices } from './notice-service.ts';
import { createNoticeStore } from './notice-store.ts';

/** What people are told, by page, mail and calendar. */
export interface NoticeDesk {
  readonly routes: Router;
  /** Fills the frame of pages; mounted after `signedIn`. */
  readonly unread: RequestHandler;
  /** Tells people what another room asks to be told, in its transaction; each once by (person, kind, subject). */
  readonly tell: Notices['tell'];
}

/** Makes notices, their mail and calendars on one platform. */
export function createNoticeDesk(platform: Platform, { skills }: { readonly skills: readonly Skill[] }): NoticeDesk {
  const { database } = platform;
  const models = defineNoticeModels(database);
  const store = createNoticeStore(database, models);
  const notices = createNotices(platform, store, skills);
  const calendars = createCalendars(platform, createCalendarStore(database, models), store);
  registerNoticeRounds(platform, notices, createNoticeMailStore(database, models));
  const routes = createRouter();
  routes.use(noticeRoutes(platform, { notices, calendars }));
  routes.use(calendarRoutes({ notices, calendars }));
  return { routes, unread: unreadNotices({ notices }), tell: notices.tell };
}
