/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { existsSync } from 'node:fs';
import sparticuz from '@sparticuz/chromium';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Path of a Chromium: CHROMIUM_PATH where given, else the one that comes with the development dependencies. */
export async function chromiumPath(): Promise<string> {
  const given = process.env['CHROMIUM_PATH'];
  if (given && existsSync(given)) return given;
  return sparticuz.executablePath();
}

let shared: Promise<Browser> | null = null;

/** A browser of its own; the caller closes it. `like: 'people'` turns on what Playwright turns off by default. */
export async function startBrowser(options: { like?: 'people' | 'specs' } = {}): Promise<Browser> {
  // People's browsers keep pages in the back-forward cache and partition third-party storage; Playwright's do not.
  // Of two switches of one name Chromium takes the last, so this list replaces Playwright's.
  const people = options.like === 'people';
  const features = ['--disable-features=HttpsUpgrades,MediaRouter', '--enable-features=ThirdPartyStoragePartitioning'];
  return chromium.launch({
    executablePath: await chromiumPath(),
    headless: true,
    args: [...FLAGS, ...(people ? features : [])],
    ignoreDefaultArgs: people ? ['--disable-back-forward-cache'] : [],
  });
}

/** Whether the browser takes cookies of a site that lies in a frame of another one. */
export type ThirdPartyCookies = 'allowed' | 'blocked';

/** Some versions of the protocol require the last two, others know them no longer. */
const COOKIE_CONTROLS = {
  enableThirdPartyCookieRestriction: true,
  disableThirdPartyCookieMetadata: true,
  disableThirdPartyCookieHeuristics: true,
};

/**
 * Keeps cookies of other sites from the frames of a page, as a browser does whose settings block them; a page each, before it
 * goes anywhere. The switch --test-third-party-cookie-phaseout blocks nothing: a journey that needs this sends a cookie of its
 * own and sees that it does not arrive.
 */
export async function blockThirdPartyCookies(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCookieControls', COOKIE_CONTROLS);
}

/** One browser for all journeys of a process. */
export function sharedBrowser(): Promise<Browser> {
  shared ??= startBrowser();
  return shared;
}

/** Closes the shared browser when one was started. */
export async function closeSharedBrowser(): Promise<void> {
  const browser = shared;
  shared = null;
  if (browser) await (await browser).close();
}

// A browser that is left open keeps mocha from ending. Benches use this file without mocha, and close it themselves.
if (typeof after === 'function') after('closes the browser', closeSharedBrowser);

/** The two sizes every page is looked at. */
export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/** A fresh profile at a size. */
export async function newContext(options: { phone?: boolean; dark?: boolean } = {}): Promise<BrowserContext> {
  return (await sharedBrowser()).newContext({
    viewport: options.phone ? PHONE : DESKTOP,
    colorScheme: options.dark ? 'dark' : 'light',
    hasTouch: options.phone === true,
  });
}
