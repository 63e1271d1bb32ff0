/// <reference lib="dom" />
import { expect } from 'chai';
import { mkdir } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { axeViolations } from './axe.ts';

/** With `SHOTS=<folder>` each page that a journey looks at is kept there as a picture. */
const SHOTS = process.env['SHOTS'];
/** The narrowest screen that pages are made for; below the other width a page takes the form of a phone. */
const [NARROW, PHONE] = [320, 700];

/** A page as it stands, in light and dark: no violation of WCAG 2.2 A and AA, nothing wider than the screen, on phones down to 320 px too. */
export async function lookAt(page: Page, name: string): Promise<void> {
  const size = page.viewportSize();
  const faults: string[] = [];
  for (const colorScheme of ['dark', 'light'] as const) {
    // A page at rest: colours change in steps where motion is welcome.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    faults.push(...(await axeViolations(page)).map((fault) => `${colorScheme}: ${fault}`));
    await keep(page, `${name}-${colorScheme}`);
  }
  faults.push(...(await sideways(page)));
  if (size !== null && size.width < PHONE) {
    await page.setViewportSize({ ...size, width: NARROW });
    faults.push(...(await sideways(page)));
    await keep(page, `${name}-${NARROW}`);
    await page.setViewportSize(size);
  }
  expect({ name, faults }).to.deep.equal({ name, faults: [] });
}

/** Neither the page nor a card in it scrolls sideways on a phone; on a wide screen a table may. */
async function sideways(page: Page): Promise<string[]> {
  return page.evaluate((phone) => {
    const places =
      innerWidth < phone
        ? [document.documentElement, ...document.querySelectorAll('.scroll, .tabbar')]
        : [document.documentElement];
    return places
      .filter((one) => one.scrollWidth - one.clientWidth > 1)
      .map(
        (one) =>
          `${one.tagName} ${one.className} at ${innerWidth}px scrolls sideways by ${one.scrollWidth - one.clientWidth}px`,
      );
  }, PHONE);
}

async function keep(page: Page, name: string): Promise<void> {
  if (SHOTS === undefined) return;
  await mkdir(SHOTS, { recursive: true });
  await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
}
