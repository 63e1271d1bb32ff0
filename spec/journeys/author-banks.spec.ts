import { expect } from 'chai';
import sharp from 'sharp';
import type { Page } from 'playwright-core';
import { newContext } from '../support/browser.ts';
import { lookAt } from '../support/look-at.ts';
import { startSite, type Site, type SitePerson } from '../support/site.ts';

const VTT = 'WEBVTT\n\n00:01.000 --> 00:03.000\nThe bell rings.\n';
const MP4 = Buffer.concat([Buffer.from('\0\0\0\u0018ftypmp42\0\0\0\0mp42isom', 'latin1'), Buffer.alloc(2000, 7)]);
const GIFT = `// [id:gift-one] [tag:from elsewhere]
::One:: Who speaks first? { =[plain]You, with his name # It opens a door. ~Nobody # He waits. ~The crowd # It never does. }

Match them {=a -> b =c -> d}
`;

describe('an author with a question bank and media', function () {
  this.timeout(240_000);

  let site: Site;
  let author: SitePerson;
  let picture: Buffer;
  before(async () => {
    site = await startSite();
    author = await site.addPerson({ roles: ['instructor'] });
    picture = await sharp({ create: { width: 1400, height: 700, channels: 3, background: '#22365a' } })
      .jpeg()
      .toBuffer();
  });
  after(() => site.remove());

  for (const phone of [false, true]) {
    const size = phone ? 'phone' : 'desktop';

    it(`sees what a test draws, writes, retires, brings in and hands on questions, and uploads what everyone can use (${size})`, async () => {
      const page = await (await newContext({ phone })).newPage();
      // A phone shows every page at its tightest; on a desktop the two with the most in them are looked at.
      const look = async (name: string): Promise<void> => {
        if (phone || ['bank-item', 'media'].includes(name)) await lookAt(page, `${name}-${size}`);
      };
      await site.signIn(page, author);

      await page.goto(`${site.base}/author/drafts`);
      await page.getByLabel('Begin with').selectOption('library:student');
      await page.getByLabel('Title').fill(`Walk ${size}`);
      await page.getByRole('button', { name: 'Make the draft' }).click();
      await page.getByRole('heading', { level: 1, name: `Walk ${size}` }).waitFor();
      const outline = page.url();

      await page.getByRole('link', { name: 'Question banks' }).click();
      await page.getByRole('heading', { level: 1, name: 'Question banks' }).waitFor();
      await look('banks');
      await page.getByRole('link', { name: 'The student: question bank' }).click();
      await page
        .getByText(/Draws 20, at least 6 of them situations\. \d tries without a repeated question\./)
        .waitFor();
      await page.getByText('The bank has no objective').waitFor({ state: 'detached' });
      await look('bank');

      const draw = page.locator('details', { hasText: 'Change what it draws' }).last();
      await draw.locator('summary').click();
      await draw.getByLabel('Questions in a try').fill('99');
      const objective = page.locator('details', { hasText: 'Change: ' }).first();
      await objective.locator('summary').click();
      await look('bank-change');
      await draw.getByRole('button', { name: 'Draw by these numbers' }).click();
      await page.getByText(/Draws 99/).waitFor();
      await page
        .getByText(/more needed/)
        .first()
        .waitFor();
      await draw.locator('summary').click();
      await draw.getByLabel('Questions in a try').fill('60');
      await draw.getByRole('button', { name: 'Draw by these numbers' }).click();
      await page.getByText(/Draws 60/).waitFor();
      await objective.locator('summary').click();
      await objective.getByRole('button', { name: /^Remove it/ }).click();
      await page.getByText(/Questions serve this objective: /).waitFor();
      await objective.getByLabel('Short name').fill('renamed-here');
      await objective.getByRole('button', { name: /^Change it/ }).click();
      await page.getByText('The objective is changed, in every question that serves it too.').waitFor();

      await page.getByRole('link', { name: 'Add a question' }).click();
      await page.getByRole('textbox', { name: 'Question', exact: true }).fill('What do you say **first**?');
      for (const number of [1, 2, 3]) {
        await page.getByRole('textbox', { name: `Option ${number}`, exact: true }).fill(`Words ${number}`);
        await page.getByLabel(`Why option ${number} is right or wrong`).fill(`Because of ${number}.`);
      }
      await look('bank-item');
      await page.getByRole('radio', { name: 'Option 2 is right' }).check();
      await page.getByLabel('Tags').fill('first words');
      await page.getByRole('button', { name: 'Save the question' }).click();
      await page.getByText('The question is saved.').waitFor();
      await page.getByLabel('Tag').selectOption('first words');
      await page.getByRole('button', { name: 'Show' }).click();
      await page.getByText(/^1 of \d+ questions are shown\.$/).waitFor();
      await page.getByRole('button', { name: /^Retire/ }).click();
      await page.getByText('The question is retired').waitFor();
      const bank = page.url().replace(/\?.*$/, '');

      await page.getByRole('link', { name: 'Import' }).click();
      await page
        .getByLabel('File of questions')
        .setInputFiles({ name: 'moodle.txt', mimeType: 'text/plain', buffer: Buffer.from(GIFT) });
      await page.getByRole('button', { name: 'Look at the file' }).click();
      await page.getByText('Read as GIFT: 1 new, 0 replaced').waitFor();
      await page.getByText('Line 4, Left out').waitFor();
      await look('bank-import');
      await page.getByRole('button', { name: 'Take them into the bank' }).click();
      await page.getByText('The questions are in the bank.').waitFor();
      await page.goto(`${bank}?tag=from+elsewhere`);
      await page.getByRole('link', { name: 'Who speaks first?' }).waitFor();
      const download = page.waitForEvent('download');
      await page.getByRole('link', { name: 'CSV' }).click();
      expect((await download).suggestedFilename()).to.equal('student.csv');

      await page.goto(outline);
      await page.getByRole('link', { name: 'Media' }).click();
      await uploadPicture(page, look);
      await uploadVideo(page);
      await look('media');

      await page.getByRole('button', { name: /^Remove ?: bell\.mp4$/ }).click();
      await page.getByText('The file is removed.').waitFor();
      await page.getByRole('button', { name: /^Bring back ?: bell\.mp4$/ }).click();
      await page.getByText('The file is back.').waitFor();
      await page.getByRole('link', { name: /^Words ?: main-hall\.jpg$/ }).click();
      await page.getByLabel('What the picture tells').fill('A long, empty hall');
      await look('media-words');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('A long, empty hall').waitFor();
      await page.context().close();
    });
  }

  async function uploadPicture(page: Page, look: (name: string) => Promise<void>): Promise<void> {
    const file = page.getByLabel('File', { exact: true });
    await file.setInputFiles({ name: 'Main Hall.jpg', mimeType: 'image/jpeg', buffer: picture });
    expect(await page.getByLabel('Captions, pasted').isVisible()).to.equal(false);
    await page.getByRole('button', { name: 'Upload' }).click();
    await page.getByText('Say what the picture tells, or that it only decorates.').waitFor();
    await look('media-problem');
    expect(await page.evaluate(() => document.activeElement?.id)).to.equal('alt');
    await page.getByRole('textbox', { name: 'What it tells' }).fill('A long hall');
    await page.getByRole('button', { name: 'Upload' }).click();
    await page.getByText('The file is in the draft.').waitFor();
    await page.getByText('1400 × 700 pixels').waitFor();
    await page.getByText('2 smaller copies').waitFor();
  }

  async function uploadVideo(page: Page): Promise<void> {
    await page
      .getByLabel('File', { exact: true })
      .setInputFiles({ name: 'bell.mp4', mimeType: 'video/mp4', buffer: MP4 });
    await page
      .getByLabel('Captions, as a file')
      .setInputFiles({ name: 'bell.vtt', mimeType: 'text/vtt', buffer: Buffer.from(VTT) });
    await page.getByRole('button', { name: 'Upload' }).click();
    await page.getByRole('link', { name: 'bell.en.vtt', exact: true }).waitFor();
    await page.getByRole('link', { name: 'bell.en.md', exact: true }).waitFor();
  }
});
