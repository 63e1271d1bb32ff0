import type { Frame, Page } from 'playwright-core';
import type { Site, SitePerson } from './site.ts';

/** Opens a course from its page and waits until a content object is on the screen. */
export async function openCourse(
  page: Page,
  site: Pick<Site, 'base' | 'register'>,
  courseId: string,
  query = '',
): Promise<void> {
  const registration = await site.register(page, courseId);
  await page.goto(`${site.base}/play/${registration}${query}`);
  await whenPlaying(page);
}

/** Opens a course of one module of ours; its frame, once it stands. */
export async function moduleFrame(page: Page, site: Pick<Site, 'base' | 'register'>, courseId: string): Promise<Frame> {
  await openCourse(page, site, courseId);
  const frame = await scoFrame(page);
  await frame.locator('.body').waitFor();
  return frame;
}

/** Waits for the state `playing`. */
export async function whenPlaying(page: Page, timeout = 30_000): Promise<void> {
  await whenState(page, 'playing', timeout);
}

/** Waits for a player state. */
export async function whenState(page: Page, state: string, timeout = 30_000): Promise<void> {
  const isThere = page.waitForFunction((wanted) => document.documentElement.dataset['playerState'] === wanted, state, {
    timeout,
  });
  await isThere.catch(async (cause: unknown) => {
    const panel = await page.textContent('#panel').catch(() => 'no player');
    throw new Error(`The player is ${await playerState(page)} and not ${state}: ${panel?.trim()}`, { cause });
  });
}

/** Waits until the activity `id` (or, with `not`, another one) is on the stage and playing. */
export async function whenCurrent(page: Page, id: string, is: 'is' | 'not' = 'is', timeout = 30_000): Promise<void> {
  await page.waitForFunction(
    ([wanted, how]) => {
      const now = document.querySelector<HTMLElement>('[data-activity][aria-current]')?.dataset['activity'];
      const isThere = how === 'is' ? now === wanted : now !== undefined && now !== wanted;
      return isThere && document.documentElement.dataset['playerState'] === 'playing';
    },
    [id, is] as const,
    { timeout },
  );
}

/** Waits until everything is on the server. */
export async function whenSaved(page: Page, timeout = 30_000): Promise<void> {
  await page.waitForFunction(() => document.documentElement.dataset['saveState'] === 'saved', undefined, { timeout });
}

/** The player's state now. */
export function playerState(page: Page): Promise<string> {
  return page.evaluate(() => document.documentElement.dataset['playerState'] ?? '');
}

/** The save state now. */
export function saveState(page: Page): Promise<string> {
  return page.evaluate(() => document.documentElement.dataset['saveState'] ?? '');
}

/** The frame of the content object, once its script has run. */
export async function scoFrame(page: Page): Promise<Frame> {
  for (let tries = 0; tries < 200; tries += 1) {
    const frame = page.frame({ name: 'sco' });
    const isReady = frame
      ? await frame.evaluate(() => 'lms' in window || document.readyState === 'complete').catch(() => false)
      : false;
    if (frame && isReady && !frame.url().startsWith('about:')) return frame;
    await page.waitForTimeout(50);
  }
  throw new Error('No content object came up in the frame named sco.');
}

/** The stored run-time record of the only SCO of a person's last attempt. */
export async function storedRecord(
  site: Pick<Site, 'rows'>,
  person: Pick<SitePerson, 'id'>,
): Promise<Record<string, string>> {
  const [row] = await site.rows<{ cmi_json: string }>(
    `select t.cmi_json from sb_sco_tracks t join sb_attempts a on a.id = t.attempt_id
     join sb_registrations r on r.id = a.registration_id where r.person_id = ? order by a.number desc, t.updated_at desc`,
    [person.id],
  );
  return JSON.parse(row?.cmi_json ?? '{}') as Record<string, string>;
}
