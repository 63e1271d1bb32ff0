/// <reference lib="dom" />
import type { Frame, Page } from 'playwright-core';
import { newContext } from '../browser.ts';
import type { ApiCall, ModuleHost } from './module-host.ts';

interface HostWindow {
  readonly calls: ApiCall[];
  record(): Record<string, string>;
  keep(): void;
}

/** A module open on the bare host page. */
export interface ModuleVisit {
  readonly page: Page;
  readonly frame: Frame;
  /** Errors that the page threw. */
  readonly errors: string[];
  calls(): Promise<ApiCall[]>;
  /** Last value that was taken, by element. */
  record(): Promise<Record<string, string>>;
  /** Closes the window as a person does and opens the module again in the same system; `left` sees the calls up to then. */
  reopen(left?: (calls: readonly ApiCall[]) => void): Promise<void>;
  close(): Promise<void>;
}

/** Opens a module of a host in a fresh profile. */
export async function visitModule(
  host: ModuleHost,
  id: string,
  look: { phone?: boolean; dark?: boolean } = {},
): Promise<ModuleVisit> {
  const context = await newContext(look);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  const open = async (): Promise<Frame> => {
    await page.goto(`${host.base}/host.html?page=${id}.html`);
    const element = await page.waitForSelector('#sco');
    const frame = await element.contentFrame();
    if (frame === null) throw new Error('The module has no frame.');
    await frame.locator('.body').waitFor();
    return frame;
  };
  const visit = {
    page,
    frame: await open(),
    errors,
    calls: () => page.evaluate(() => (window as unknown as HostWindow).calls),
    record: () => page.evaluate(() => (window as unknown as HostWindow).record()),
    async reopen(left?: (calls: readonly ApiCall[]) => void) {
      await page.evaluate(() => {
        const frame = document.querySelector<HTMLIFrameElement>('#sco');
        frame?.contentWindow?.dispatchEvent(new PageTransitionEvent('pagehide'));
        (window as unknown as HostWindow).keep();
      });
      left?.(await visit.calls());
      visit.frame = await open();
    },
    close: () => context.close(),
  };
  return visit;
}
