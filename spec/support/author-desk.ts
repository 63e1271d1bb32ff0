/// <reference lib="dom" />
import { Readable } from 'node:stream';
import type { Page } from 'playwright-core';
import { mediaKey } from '../../server/authoring/drafts/media-place.ts';
import { newId, sha256Hex } from '../../server/platform/index.ts';
import type { Site, SitePerson } from './site.ts';

/** File of the module that the template begins with. */
export const FIRST_MODULE = '01-first-module';

interface DraftText {
  readonly text: string;
  readonly revision: number;
}

/** What is decided on the page Publish. */
export interface ReleaseWishes {
  readonly running?: 'finish' | 'offer';
  readonly certificates?: 'stand' | 'kept' | 'void' | 'ask';
  readonly reason?: string;
}

/** Makes a draft from the template as an instructor does, on a page that is signed in; resolves with its id. */
export async function makeDraft(site: Site, page: Page, title: string): Promise<string> {
  await page.goto(`${site.base}/author/drafts`);
  await page.selectOption('[name=from]', 'template');
  await page.fill('[name=title]', title);
  await page.click('button:text-is("Make the draft")');
  await page.waitForURL(/\/author\/drafts\/\w{26}$/);
  return page.url().split('/').at(-1) ?? '';
}

/** Changes a file of a draft in its source, as the page Source sends it; `change` is to change something. */
export async function rewriteFile(
  page: Page,
  outline: string,
  path: string,
  change: (text: string) => string,
): Promise<void> {
  const address = `${outline}/file?path=${path}`;
  const { text: before, revision } = (await (await page.request.get(address)).json()) as DraftText;
  const text = change(before);
  if (text === before) throw new Error(`Nothing would change in ${path}.`);
  const data = { editId: `desk-${newId()}`, base: revision, text };
  const answer = await page.request.put(address, { data, headers: { 'sec-fetch-site': 'same-origin' } });
  if (answer.status() !== 200) throw new Error(`${path} was not taken: ${await answer.text()}`);
}

/** Approves all law of a draft by the page Review; whoever made the draft, or wrote in it, asks somebody else. */
export async function approveLaw(page: Page, outline: string): Promise<void> {
  await page.goto(`${outline}/review`);
  for (const box of await page.locator('input[name="modules"]').all()) await box.check();
  await page.fill('#law-reviewer', 'Counsel of the county');
  await page.click('button:text-is("Approve what is ticked")');
  await page.waitForURL(/notice=approved/);
}

/** Publishes a draft by its page, with what is decided about officers who run and who are certified; resolves with the course id. */
export async function publishDraft(page: Page, outline: string, wishes: ReleaseWishes = {}): Promise<string> {
  await page.goto(`${outline}/publish`);
  if (wishes.running !== undefined) await page.selectOption('#running', wishes.running);
  if (wishes.certificates !== undefined) await page.selectOption('#certificates', wishes.certificates);
  if (wishes.certificates === 'void') await page.check('#sure');
  if (wishes.reason !== undefined) await page.fill('#reason', wishes.reason);
  await page.click('button:text-is("Check, build and publish")');
  await page.waitForURL(/notice=published/, { timeout: 60_000 });
  const href = await page.getAttribute('a:text-is("The course in the catalog")', 'href');
  return href?.split('/').at(-1) ?? '';
}

/** Opens the editor of a module and waits for its script. */
export async function openEditor(site: Site, page: Page, draft: string, module = FIRST_MODULE): Promise<void> {
  await page.goto(`${site.base}/author/drafts/${draft}/modules/${module}`);
  await page.waitForSelector('#editor[data-ready]');
}

/** Waits until all that was typed is with the server. */
export async function whenDraftSaved(page: Page): Promise<void> {
  await page.waitForSelector('#save-state[data-state="saved"]', { timeout: 15_000 });
}

/** The text of a module as the server has it. */
export async function moduleText(site: Site, draft: string, module = FIRST_MODULE): Promise<string> {
  const rows = await site.rows<{ text: string }>('SELECT text FROM sb_draft_files WHERE draft_id = ? AND path = ?', [
    draft,
    `modules/${module}.yaml`,
  ]);
  return rows[0]?.text ?? '';
}

/** Puts media into a draft as an upload would. */
export async function addMedia(
  { app, agencyId }: Site,
  { id: uploadedBy }: SitePerson,
  draftId: string,
  files: Readonly<Record<string, { readonly type: string; readonly text: string }>>,
): Promise<void> {
  const rows = await Promise.all(
    Object.entries(files).map(async ([path, { type, text }]) => {
      const bytes = Buffer.from(text);
      const sha256 = sha256Hex(bytes);
      await app.platform.storage.put(mediaKey(agencyId, sha256), Readable.from([bytes]));
      const size = { width: null, height: null, alt: '', credit: '' };
      const upload = { uploadedBy, uploadedAt: new Date(), removedAt: null };
      return { id: newId(), agencyId, draftId, path, sha256, bytes: bytes.length, mediaType: type, ...size, ...upload };
    }),
  );
  await app.platform.database.write((tx) => app.authoring.drafts.store.insertMedia(tx, rows));
}

/** Presses Tab until the focus is on an element; by keyboard alone, as somebody without a mouse. */
export async function tabTo(page: Page, selector: string, key: 'Tab' | 'Shift+Tab' = 'Tab', most = 250): Promise<void> {
  for (let press = 0; press < most; press += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`The keyboard does not come to ${selector}.`);
}

/** Fills what is required and empty in the form of the editor, from the field that has the focus to the last one. */
export async function fillForm(page: Page, words: (label: string, count: number) => string): Promise<number> {
  let count = 0;
  for (let press = 0; press < 120; press += 1) {
    const field = await page.evaluate(() => {
      const active = document.activeElement;
      if (active === null || active.closest('#side form[aria-labelledby=form-heading]') === null) return null;
      const label = active.closest('.field')?.querySelector('label')?.textContent ?? '';
      const isText = active.matches('textarea, input:not([type=radio], [type=checkbox])');
      const kind = active instanceof HTMLSelectElement ? 'select' : isText ? 'text' : 'other';
      const value = active instanceof HTMLSelectElement || active instanceof HTMLTextAreaElement ? active.value : '';
      return { label, kind, isEmpty: value === '', isRequired: !label.includes('(optional)') };
    });
    if (field === null) return count;
    if (field.isRequired && field.isEmpty && field.kind === 'text') {
      count += 1;
      const text = words(field.label, count);
      if (text !== '') await page.keyboard.type(text);
    }
    if (field.isRequired && field.isEmpty && field.kind === 'select') await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
  }
  throw new Error('The form has no end.');
}
