import type { Browser, Frame, Page } from 'playwright-core';
import { scoFrame, whenCurrent, whenPlaying, whenSaved, whenState } from '../player.ts';
import type { ServedBytes } from '../served-bytes.ts';
import type { Site, SitePerson } from '../site.ts';
import type { GivenAnswer } from './answer-secrets.ts';

/** A course of ours, open for an officer in the player of our own server. */
export interface OwnVisit {
  readonly page: Page;
  /** Opens a module from the contents; its frame, once it stands. */
  open(id: string): Promise<Frame>;
  /** What the server keeps of a module of this officer: its run-time record, and its result. */
  stored(id: string): Promise<StoredModule>;
  close(): Promise<void>;
}

/** What the server keeps of a module. */
export interface StoredModule {
  readonly record: Record<string, string>;
  readonly score: number | null;
  readonly completion: string;
  readonly success: string;
}

interface Row {
  readonly cmi_json: string;
  readonly score_raw: number | null;
  readonly completion: string;
  readonly success: string;
}

/** Signs an officer in and opens a course at its contents. */
export async function visitOwn(
  site: Site,
  browser: Browser,
  { person, courseId, language = 'en' }: { person: SitePerson; courseId: string; language?: 'en' | 'es' },
): Promise<OwnVisit> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await site.signIn(page, person);
  if (language !== 'en') await readIn(page, site, language);
  const registration = await site.register(page, courseId);
  await page.goto(`${site.base}/play/${registration}?open=contents`);
  await whenState(page, 'choosing');
  return {
    page,
    async open(id) {
      await page.locator(`[data-activity="${id}"]`).click();
      await whenCurrent(page, id);
      await whenPlaying(page);
      for (let tries = 0; tries < 100; tries += 1) {
        const frame = await scoFrame(page);
        if (frame.url().endsWith(`/${id}.html`)) {
          await frame.locator('.body').waitFor();
          return frame;
        }
        await page.waitForTimeout(50);
      }
      throw new Error(`${id} did not come up.`);
    },
    async stored(id) {
      await whenSaved(page);
      const [row] = await site.rows<Row>(
        `select t.cmi_json, t.score_raw, t.success, t.completion from sb_sco_tracks t join sb_attempts a on a.id = t.attempt_id
         join sb_registrations r on r.id = a.registration_id where r.person_id = ? and t.sco_id = ?`,
        [person.id, id],
      );
      if (row === undefined) throw new Error(`Nothing is stored of ${id}.`);
      const record: Record<string, string> = JSON.parse(row.cmi_json);
      return { record, score: row.score_raw, completion: row.completion, success: row.success };
    },
    close: () => context.close(),
  };
}

/** Changes the language of somebody's pages. */
export async function readIn(page: Page, { base }: Pick<Site, 'base'>, language: string): Promise<void> {
  await page.goto(`${base}/account`);
  await page.check(`input[name=locale][value=${language}]`);
  const form = page.locator('form', { has: page.locator('input[name=locale]') });
  await form.getByRole('button').first().click();
  await page.waitForLoadState();
}

/** The answers that came to the server. */
export function answersGiven(bytes: ServedBytes): GivenAnswer[] {
  return bytes
    .heard()
    .filter(({ method, url }) => method === 'POST' && url.endsWith('/answers'))
    .map(({ at, body }) => ({ ...(JSON.parse(body) as Omit<GivenAnswer, 'at'>), at }));
}
