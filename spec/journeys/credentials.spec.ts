import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Page } from 'playwright-core';
import { newId } from '../../server/platform/index.ts';
import { OWN_POLICY } from '../../server/training/judging/completion-input.ts';
import { emitVerdictReached } from '../../server/training/judging/verdict-events.ts';
import { defineVerdictModels, type VerdictRow } from '../../server/training/judging/verdict-model.ts';
import { closeSharedBrowser, newContext } from '../support/browser.ts';
import { lookAt } from '../support/look-at.ts';
import { scorm12Package } from '../support/sco-packages.ts';
import { startSite, type Site, type SitePerson } from '../support/site.ts';
import { verifyTranscript } from '../support/verify-transcript.ts';

describe('what an officer takes along', function () {
  this.timeout(240_000);
  let site: Site;
  let officer: SitePerson;
  let supervisor: SitePerson;

  before(async () => {
    site = await startSite();
    officer = await site.addPerson({ roles: ['officer'] });
    supervisor = await site.addPerson({ roles: ['supervisor'] });
    const courseId = await site.addCourse(await scorm12Package('Talking with students', [{ id: 'one', title: 'One' }]));
    await complete(courseId);
    await site.app.platform.jobs.drain();
  });
  after(async () => {
    await closeSharedBrowser();
    await site?.remove();
  });

  /** The course is complete for the officer. */
  async function complete(courseId: string, reachedOn = '2026-11-20'): Promise<void> {
    const { database, outbox } = site.app.platform;
    const [version] = await site.rows<{ id: string }>('select id from sb_course_versions where course_id = ?', [
      courseId,
    ]);
    const verdict: VerdictRow = {
      id: newId(),
      agencyId: site.agencyId,
      personId: officer.id,
      courseId,
      assignmentId: null,
      enrollmentId: null,
      attemptId: newId(),
      versionId: version?.id ?? null,
      policy: JSON.stringify(OWN_POLICY),
      policySha256: 'b2'.repeat(32),
      outcome: 'complete',
      reasons: '[]',
      score: 0.92,
      engagedMs: 40 * 60_000,
      reachedOn,
      at: new Date(),
    };
    const { verdicts } = defineVerdictModels(database);
    await database.write(async (tx) => {
      await verdicts.create(verdict, { transaction: tx });
      await emitVerdictReached(outbox, tx, verdict);
    });
  }

  for (const phone of [false, true]) {
    const size = phone ? 'phone' : 'desktop';

    const look = (page: Page, name: string): Promise<void> => lookAt(page, `${name}-${size}`);

    it(`gets a certificate, which a new agency checks without an account, on a ${size}`, async () => {
      const context = await newContext({ phone });
      const page = await context.newPage();
      await site.signIn(page, officer);
      await page.goto(`${site.base}/certificates`);
      await look(page, 'certificates');
      await page.getByRole('link', { name: 'Talking with students', exact: true }).click();
      await look(page, 'certificate');
      const words = (await page.textContent('.hint')) ?? '';
      const code = /[0-9A-Z-]{24}/.exec(words)?.[0] ?? '';
      const pdf = await page.request.get(`${page.url()}.pdf`);
      expect(await wordsOf(await pdf.body()))
        .to.contain('Talking with students')
        .and.to.contain(code);

      const other = await newContext({ phone });
      const stranger = await other.newPage();
      await stranger.goto(`${site.base}/verify`);
      await look(stranger, 'verify');
      await stranger.fill('#code', code.toLowerCase());
      await stranger.getByRole('button', { name: 'Check' }).click();
      await stranger.getByRole('heading', { name: 'Valid' }).waitFor();
      expect(await stranger.textContent('main')).to.contain('Talking with students');
      await look(stranger, 'verify-valid');
      await stranger.goto(`${site.base}/verify/${'0'.repeat(20)}`);
      await stranger.getByRole('heading', { name: 'Unknown' }).waitFor();
      await look(stranger, 'verify-unknown');
      await other.close();
      await context.close();
    });

    it(`sends an outside certificate, sees it pending, then counted, on a ${size}`, async () => {
      const title = `Basic SRO course (${size})`;
      const context = await newContext({ phone });
      const page = await context.newPage();
      await site.signIn(page, officer);
      await page.goto(`${site.base}/outside/new`);
      await look(page, 'outside-new');
      await page.fill('#title', title);
      await page.fill('#provider', 'A state academy');
      await page.fill('#hours', '40');
      await page.fill('#completedOn', '2025-06-06');
      await page.setInputFiles('#proof', {
        name: 'scan.pdf',
        mimeType: 'application/pdf',
        buffer: Buffer.from('%PDF-1.4 x'),
      });
      await page.getByRole('button', { name: 'Send to the supervisor' }).click();
      await page.getByText('Waits for a supervisor').first().waitFor();
      await look(page, 'outside-pending');
      await site.signIn(page, supervisor);
      await page.goto(`${site.base}/outside/review`);
      await look(page, 'outside-review');
      await page.getByRole('button', { name: /^Approve/ }).click();
      await page.waitForURL(/notice=approved/);
      await site.signIn(page, officer);
      await page.goto(`${site.base}/outside`);
      await page.getByText('Approved').first().waitFor();
      await context.close();
    });

    it(`takes the whole record along as PDF and as a file that a stranger verifies, on a ${size}`, async () => {
      const context = await newContext({ phone });
      const page = await context.newPage();
      await site.signIn(page, officer);
      await page.goto(`${site.base}/certificates`);
      const downloading = page.waitForEvent('download');
      await page.getByRole('link', { name: 'Signed file (JSON)' }).click();
      const text = await readFile(await (await downloading).path(), 'utf8');
      const jwks = await (await fetch(`${site.base}/keys/transcript.json`)).text();
      expect(verifyTranscript(text, jwks)).to.equal(true);
      expect(verifyTranscript(text.replace('Talking', 'Walking'), jwks)).to.equal(false);
      expect(text).to.contain('Basic SRO course');
      const pdf = await page.request.get(`${site.base}/transcript.pdf`);
      expect(pdf.headers()['content-type']).to.equal('application/pdf');
      expect(await wordsOf(await pdf.body()))
        .to.contain('Talking with students')
        .and.to.contain('Basic SRO course');
      await context.close();
    });
  }

  it('takes a course again before it expires: the old certificate is kept, a new one stands beside it', async () => {
    const [course] = await site.rows<{ id: string }>('select id from sb_courses');
    await complete(course?.id ?? '', '2026-11-25');
    await site.app.platform.jobs.drain();
    const context = await newContext({ phone: true });
    const page = await context.newPage();
    await site.signIn(page, officer);
    await page.goto(`${site.base}/certificates`);
    expect(await page.getByRole('link', { name: 'Talking with students', exact: true }).count()).to.equal(2);
    await lookAt(page, 'certificates-renewed-phone');
    const rows = await site.rows<{ number: string }>('select number from sb_certificates order by created_at');
    expect(new Set(rows.map(({ number }) => number)).size).to.equal(2);
    for (const { number } of rows) expect(await page.innerText('main')).to.contain(number);
    await context.close();
  });
});

/** Text of all pages of a PDF. */
async function wordsOf(pdf: Buffer): Promise<string> {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(' '));
  }
  return pages.join(' ').replaceAll(/\s+/g, ' ');
}
