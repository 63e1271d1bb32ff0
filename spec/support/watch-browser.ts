/// <reference lib="dom" />
import type { BrowserContext, Response } from 'playwright-core';

/** Where pages may lead. */
export interface Bounds {
  /** Address of the plugin. */
  readonly base: string;
  readonly contentOrigin: string;
  /** Pages of the host itself that may be opened. */
  readonly own: readonly string[];
}

/** Everything that a browser has met where it should not have. */
export interface Watch {
  /** Names what was wrong; waits for what is still being looked at. */
  faults(): Promise<readonly string[]>;
  /** Number of requests that were looked at. */
  readonly requests: number;
}

const below = (url: string, base: string): boolean => url === base || url.startsWith(`${base}/`);

/** Watches all pages of a context: requests, redirects and cookies outside of the bounds, refused content, broken scripts. */
export async function watchBrowser(context: BrowserContext, { base, contentOrigin, own }: Bounds): Promise<Watch> {
  const faults: string[] = [];
  const pending: Promise<void>[] = [];
  let requests = 0;
  const path = new URL(base).pathname;
  const isInside = (url: string): boolean => {
    const { protocol, origin, pathname } = new URL(url);
    if (protocol === 'data:' || protocol === 'blob:' || protocol === 'about:') return true;
    return below(url.replace(/[?#].*$/, ''), base) || origin === contentOrigin || own.includes(origin + pathname);
  };

  async function look(response: Response): Promise<void> {
    const headers = await response.headersArray();
    for (const { name, value } of headers) {
      const key = name.toLowerCase();
      if (key === 'location' && !isInside(new URL(value, response.url()).href)) {
        faults.push(`${response.url()} redirects to ${value}`);
      }
      const isOurs = key === 'set-cookie' && below(response.url().replace(/[?#].*$/, ''), base);
      if (isOurs && !/;\s*Path=([^;]*)/i.exec(value)?.[1]?.startsWith(path)) {
        faults.push(`${response.url()} sets ${value}`);
      }
    }
  }

  await context.exposeBinding('tellViolation', ({ frame }, words: string) => {
    faults.push(`${frame.url()} violates ${words}`);
  });
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
      const told = window as unknown as { tellViolation(words: string): void };
      told.tellViolation(`${effectiveDirective} by ${blockedURI}`);
    });
  });
  context.on('request', (request) => {
    requests += 1;
    if (!isInside(request.url())) faults.push(`asks for ${request.url()}`);
  });
  context.on('response', (response) => {
    // The browser may have gone on before the headers were asked for.
    pending.push(
      look(response).catch((error: unknown) => void (context.pages().length > 0 && faults.push(String(error)))),
    );
  });
  context.on('console', (message) => {
    if (/content security policy/i.test(message.text())) faults.push(message.text());
  });
  context.on('weberror', (error) => faults.push(String(error.error())));

  return {
    async faults() {
      await Promise.all(pending);
      return faults;
    },
    get requests() {
      return requests;
    },
  };
}
