/// <reference lib="dom" />
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';
import { blockThirdPartyCookies, startBrowser, type ThirdPartyCookies } from './browser.ts';
import { LtiPlatform, ROLE } from './lti-platform.ts';
import { actorFor } from './people.ts';
import { PUPPET, scorm12Package } from './sco-packages.ts';
import { startSite, type Site } from './site.ts';

interface Puppet {
  readonly lms: { set(element: string, value: string): string };
}

/** How an LMS opens a course. */
export type Way = 'frame' | 'nested' | 'storage' | 'popup' | 'tab';

/** A cookie of the product that is not partitioned: a browser that blocks third-party cookies keeps it from its frames. */
const CANARY = 'canary=1; SameSite=None; Secure; Path=/';

/** The product at localhost and an LMS at 127.0.0.1, which is another site; every page blocks third-party cookies. */
export interface LtiJourney {
  readonly site: Site;
  readonly lms: LtiPlatform;
  readonly browser: Browser;
  /** Cookies of each launch that was posted to the product. */
  readonly cookies: string[];
  /** A course of one part. */
  readonly courseId: string;
  /** One of two parts. */
  readonly dividedId: string;
  readonly target: string;
  /** A fresh profile that holds the canary. */
  newContext(): Promise<BrowserContext>;
  /** A page of it that blocks third-party cookies, where nothing else is said. */
  newPage(context: BrowserContext, cookies?: ThirdPartyCookies): Promise<Page>;
  /** Opens the course in a way, in a context of its own; resolves with the frame or page in which it plays. */
  open(
    context: BrowserContext,
    way: Way,
    like?: { readonly subject?: string; readonly target?: string; readonly cookies?: ThirdPartyCookies },
  ): Promise<Frame>;
  close(): Promise<void>;
}

/** Opens both and connects them as an administrator would. */
export async function openLtiJourney(): Promise<LtiJourney> {
  const cookies: string[] = [];
  const site = await startSite({
    mount: '/training',
    outgoingAllowed: ['127.0.0.1'],
    heard(req) {
      if (req.method === 'POST' && req.url === '/training/lti/launch') cookies.push(req.headers.cookie ?? '');
    },
  });
  const browser = await startBrowser();
  const { lti } = site.app.embedding;
  const lms = new LtiPlatform({
    toolUrl: site.base,
    toolKeys: () => lti.keys.published(),
  });
  await lms.start('127.0.0.1');
  const boss = await site.addPerson({ roles: ['administrator'] });
  const one = { id: 'one', title: 'One', html: PUPPET };
  const two = { id: 'two', title: 'Two', html: PUPPET };
  const courseId = await site.addCourse(await scorm12Package('Puppet course', [one]));
  const dividedId = await site.addCourse(await scorm12Package('Two parts', [one, two]));
  await lti.connect(await actorFor(site.app, { ...boss, agencyId: site.agencyId, roles: ['administrator'] }), {
    ...lms.addresses,
    tokenAudience: null,
  });
  const target = `${site.base}/lti/courses/${courseId}`;
  return {
    site,
    lms,
    browser,
    cookies,
    courseId,
    dividedId,
    target,
    async newContext() {
      const context = await browser.newContext();
      // Set by a visit: what Playwright adds by itself to an address without encryption is sent to nobody.
      const visit = await context.newPage();
      await visit.goto(`${site.base}/help`);
      await visit.evaluate((cookie) => (document.cookie = cookie), CANARY);
      await visit.close();
      return context;
    },
    newPage,
    async open(context, way, { subject = `officer-${way}`, target: other = target, cookies: third = 'blocked' } = {}) {
      lms.always = { sub: subject };
      const page = await newPage(context, third);
      const inFrame = way !== 'popup' && way !== 'tab';
      await page.goto(`${lms.url}/${inFrame ? 'course' : 'opener'}?way=${way}&target=${encodeURIComponent(other)}`);
      if (inFrame) return playing(page);
      // A window of its own is nobody's third party.
      const [opened] = await Promise.all([context.waitForEvent('page'), page.click('#open')]);
      return playing(opened);
    },
    async close() {
      await browser.close();
      await lms.stop();
      await site.remove();
    },
  };
}

async function newPage(context: BrowserContext, cookies: ThirdPartyCookies = 'blocked'): Promise<Page> {
  const page = await context.newPage();
  if (cookies === 'blocked') await blockThirdPartyCookies(page);
  return page;
}

/** The frame of a page in which the player plays; waits for it. */
export async function playing(page: Page): Promise<Frame> {
  const isPlayer = (frame: Frame): boolean => /\/doors\/\w+\/play/.test(frame.url());
  for (let tries = 0; tries < 300; tries += 1) {
    const frame = page.frames().find(isPlayer);
    if (frame !== undefined) {
      await frame.waitForFunction(() => document.documentElement.dataset['playerState'] === 'playing');
      return frame;
    }
    await page.waitForTimeout(100);
  }
  const texts = await Promise.all(
    page.frames().map(async (frame) => `${frame.url()}: ${await frame.locator('body').innerText()}`),
  );
  throw new Error(`The player did not open:\n${texts.join('\n')}`);
}

/** Sets an element of the part that plays. */
export async function setInPart(player: Frame, name: string, value: string): Promise<void> {
  const sco = player
    .page()
    .frames()
    .find((frame) => frame.name() === 'sco');
  await sco?.evaluate(([n, v]) => (window as unknown as Puppet).lms.set(n, v), [name, value] as const);
}

/** Waits for the grade of somebody in the LMS, and tells it. */
export async function gradeOf({ lms }: LtiJourney, player: Frame, subject: string): Promise<Record<string, unknown>> {
  for (let tries = 0; tries < 300; tries += 1) {
    const all = lms.scores.filter(({ body }) => body.userId === subject && body['gradingProgress'] === 'FullyGraded');
    if (all[0] !== undefined) return { ...all[0].body, count: all.length };
    await player.page().waitForTimeout(100);
  }
  throw new Error(`No grade of ${subject} arrived: ${JSON.stringify(lms.scores)}`);
}

/** Claims of somebody who adds a course to the LMS. */
export const choosing = (lms: LtiPlatform): Record<string, unknown> => ({
  'https://purl.imsglobal.org/spec/lti/claim/message_type': 'LtiDeepLinkingRequest',
  'https://purl.imsglobal.org/spec/lti/claim/resource_link': undefined,
  'https://purl.imsglobal.org/spec/lti/claim/roles': [ROLE.instructor],
  'https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings': {
    deep_link_return_url: `${lms.url}/choices`,
    accept_types: ['ltiResourceLink'],
    accept_presentation_document_targets: ['iframe'],
  },
});
