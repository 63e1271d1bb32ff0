/// <reference lib="dom" />
import { expect } from 'chai';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import Pdf from 'pdfkit';
import type { Page } from 'playwright-core';
import { axeViolations } from '../support/axe.ts';
import { closeSharedBrowser, newContext } from '../support/browser.ts';
import { scratchPath } from '../support/databases.ts';
import { lookAt } from '../support/look-at.ts';
import { openCourse, scoFrame, whenSaved } from '../support/player.ts';
import { scorm12Package } from '../support/sco-packages.ts';
import { startSite, type Site, type SitePerson } from '../support/site.ts';

/** A package of other years: it turns pages and says completed at the last one, and knows no test. */
const OLD = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Old</title></head><body>
<h1>Page <span id="at">1</span></h1><button id="next">Next</button><script>
var w = window; while (!w.API && w.parent !== w) w = w.parent; var api = w.API; api.LMSInitialize('');
var at = 1, next = document.getElementById('next');
function tell() { api.LMSSetValue('cmi.core.lesson_location', 'p' + at);
  api.LMSSetValue('cmi.core.lesson_status', at === 3 ? 'completed' : 'incomplete'); api.LMSCommit(''); }
next.onclick = function () { at += 1; document.getElementById('at').textContent = at; next.disabled = at === 3; tell(); };
tell();
</script></body></html>`;

describe('an instructor brings courses along', function () {
  this.timeout(240_000);
  let site: Site;
  let instructor: SitePerson;
  let page: Page;

  before(async () => {
    site = await startSite();
    instructor = await site.addPerson({ roles: ['instructor'] });
  });
  after(async () => {
    await closeSharedBrowser();
    await site.remove();
  });
  afterEach(() => page.context().close());

  async function begin(person: SitePerson, phone = false): Promise<void> {
    page = await (await newContext({ phone })).newPage();
    await site.signIn(page, person);
  }

  async function read(courseId: string): Promise<void> {
    await openCourse(page, site, courseId);
    for (const at of [2, 3]) {
      const sco = await scoFrame(page);
      await sco.click('#next');
      await sco.waitForFunction((shown) => document.querySelector('#at')?.textContent === String(shown), at);
    }
    await whenSaved(page);
  }

  const standing = async (person: SitePerson) => {
    const [row] = await site.rows<{ completion: string; success: string }>(
      `select a.completion, a.success from sb_attempts a join sb_registrations r on r.id = a.registration_id
       where r.person_id = ? order by a.number desc`,
      [person.id],
    );
    return row;
  };

  /** Jobs run beside the page. */
  async function until(fits: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; !(await fits()); tries += 1) {
      if (tries > 100) throw new Error('It did not come to that.');
      await page.waitForTimeout(100);
    }
  }

  it('imports an old package, sees why nobody passes it, and accepts a rule under the own name (walk 10)', async () => {
    const officer = await site.addPerson({ roles: ['officer'] });
    await begin(instructor);
    await page.goto(`${site.base}/author/import`);
    const path = await scratchPath('old.zip');
    await writeFile(path, await scorm12Package('Bus loop, 2009', [{ id: 'loop', title: 'Bus loop', html: OLD }]));
    await page.setInputFiles('input[type=file]', path);
    await page.click('button[data-send]');
    await page.waitForURL('**/author/versions/*');
    await page.click('button:text-is("Publish")');
    await page.waitForURL(/done=published/);
    const [course] = await site.rows<{ id: string }>(`select id from sb_courses where title = 'Bus loop, 2009'`);
    const courseId = course?.id ?? '';
    await page.context().close();

    await begin(officer);
    await read(courseId);
    expect(await standing(officer)).to.include({ completion: 'completed', success: 'unknown' });
    await page.context().close();

    await begin(instructor);
    await page.goto(`${site.base}/author`);
    await page.click('main a:text-is("Bus loop, 2009")');
    await page.click('main a:text-is("When it counts as done")');
    const why = await page.textContent('section:has(#why)');
    expect(why).to.include('The word "passed" stands in none of its scripts').and.to.include('sets no mastery score');
    expect(why).to.include('"completed"').and.to.include('it does come to an end');
    await lookAt(page, 'completion-wide');
    await page.check('input[name=byPages]');
    await page.fill('#pages', '3');
    await page.fill('#reason', 'It has no test; three pages are all there is to read.');
    await page.check('input[name=earlier]');
    await page.check('input[name=accepted]');
    await page.click('button:text-is("Accept this rule")');
    await page.waitForURL(/notice=accepted/);
    expect(await page.textContent('section:has(#rule)'))
      .to.include(instructor.name)
      .and.to.include('Rule 1');
    await until(async () => (await standing(officer))?.success === 'passed');
    await page.context().close();

    const second = await site.addPerson({ roles: ['officer'] });
    await begin(second);
    await read(courseId);
    expect(await standing(second)).to.include({ completion: 'completed', success: 'passed' });
    await page.context().close();

    await begin(instructor, true);
    await page.goto(`${site.base}/author`);
    await page.click('main a:text-is("Bus loop, 2009")');
    await page.click('main a:text-is("Hours, topics and skills")');
    await lookAt(page, 'counts-phone');
    await page.fill('#minutes-0', '45');
    await page.fill('#topics-0', 'TX 3, VA 5');
    await page.selectOption('#skill-0-0', 'observation');
    await page.fill('#adds-0-0', 'Watches the bus loop.');
    await page.click('button:text-is("Save")');
    await page.waitForURL(/notice=told/);
    expect(await page.textContent('main')).to.include('Certificates name 45 min.');
    await page.goto(page.url().replace(/counts.*/, 'completion'));
    await lookAt(page, 'completion-phone');
    const audited = await site.rows<{ action: string }>(
      `select action from sb_audit_events where actor_id = ? order by position`,
      [instructor.id],
    );
    expect(audited.map(({ action }) => action)).to.include.members(['completion-rule.accepted', 'package.parts-told']);
    const toolbox = await begin(second).then(() => page.goto(`${site.base}/toolbox/observation`));
    expect(await toolbox?.text()).to.include('Watches the bus loop.');
  });

  it('makes a course of a PDF: pages are seen, it goes on where it was left, on a phone as well', async () => {
    const pdf = new Pdf({ autoFirstPage: false });
    for (const place of ['bus loop', 'cafeteria', 'stairwell']) pdf.addPage().fontSize(40).text(`Walk the ${place}.`);
    pdf.end();
    const path = await scratchPath('walk.pdf');
    await writeFile(path, await buffer(pdf));
    await begin(instructor);
    await page.goto(`${site.base}/author/handouts/new`);
    await lookAt(page, 'handout-wide');
    await page.fill('#title', 'The morning walk');
    await page.fill('#minutes', '15');
    await page.setInputFiles(
      '#package',
      await scratchPath('not-there').then(async (other) => (await writeFile(other, 'no pdf'), other)),
    );
    await page.click('button:text-is("Make a course of it")');
    expect(await page.textContent('#package-fault')).to.include('no PDF');
    await page.setInputFiles('#package', path);
    await page.click('button:text-is("Make a course of it")');
    await page.waitForURL('**/author/versions/*');
    expect(await page.textContent('main'))
      .to.include('The morning walk')
      .and.to.include('Nothing to complain about.');
    await page.click('button:text-is("Publish")');
    await page.waitForURL(/done=published/);
    const [course] = await site.rows<{ id: string }>(`select id from sb_courses where title = 'The morning walk'`);
    const courseId = course?.id ?? '';
    await page.context().close();

    const officer = await site.addPerson({ roles: ['officer'] });
    await begin(officer);
    await openCourse(page, site, courseId);
    let sco = await scoFrame(page);
    await sco.waitForFunction(() => document.body.textContent?.includes('1 of 3 pages were seen'));
    expect(await sco.evaluate(inkOf)).to.be.greaterThan(100);
    expect(await sco.textContent('details')).to.include('Walk the bus loop.');
    expect(await axeViolations(sco)).to.deep.equal([]);
    await sco.focus('.paper');
    await page.keyboard.press('ArrowRight');
    await sco.waitForFunction(() => document.body.textContent?.includes('2 of 3 pages were seen'));
    await whenSaved(page);
    // Leaving gives the window back; closing the browser does not.
    await page.goto(`${site.base}/my`);
    await page.context().close();

    await begin(officer, true);
    await openCourse(page, site, courseId);
    sco = await scoFrame(page);
    await sco.waitForFunction(() => document.querySelector<HTMLInputElement>('#page')?.value === '2');
    await sco.click('button:text-is("Next page")');
    await sco.waitForFunction(() => document.body.textContent?.includes('Every page was seen'));
    expect(await sco.evaluate(() => document.documentElement.scrollWidth - innerWidth)).to.be.at.most(0);
    await lookAt(page, 'document-phone');
    await until(async () => (await standing(officer))?.success === 'passed');
  });

  it('makes a course of a film, asks for its captions at once, and counts what was played', async () => {
    const media = join(import.meta.dirname, '../authoring/fixtures/courses/hall/media');
    await begin(instructor, true);
    await page.goto(`${site.base}/author/handouts/new`);
    await page.fill('#title', 'The hall');
    await page.setInputFiles('#package', join(media, 'clip.mp4'));
    await page.click('button:text-is("Make a course of it")');
    expect(await page.textContent('#captions-fault')).to.include('captions');
    await lookAt(page, 'handout-phone');
    await page.setInputFiles('#package', join(media, 'clip.mp4'));
    await page.setInputFiles('#captions', join(media, 'clip.en.vtt'));
    await page.click('button:text-is("Make a course of it")');
    await page.waitForURL('**/author/versions/*');
    await page.click('button:text-is("Publish")');
    await page.waitForURL(/done=published/);
    const [course] = await site.rows<{ id: string }>(`select id from sb_courses where title = 'The hall'`);
    const courseId = course?.id ?? '';
    await page.context().close();

    const officer = await site.addPerson({ roles: ['officer'] });
    await begin(officer);
    await openCourse(page, site, courseId);
    const sco = await scoFrame(page);
    await sco.waitForFunction(() => (document.querySelector('video')?.duration ?? 0) > 0);
    expect(await sco.evaluate(() => document.querySelector('video')?.textTracks[0]?.kind)).to.equal('captions');
    expect(await axeViolations(sco)).to.deep.equal([]);
    await sco.click('summary');
    await sco.waitForSelector('details p');
    expect(await standing(officer)).to.include({ success: 'unknown' });
    await sco.evaluate(async () => {
      const video = document.querySelector('video');
      if (video === null) return;
      video.muted = true;
      await video.play();
    });
    await sco.waitForFunction(() => document.body.textContent?.includes('All of it was played.'));
    await until(async () => (await standing(officer))?.success === 'passed');
  });

  it('makes a first draft of a document, on a phone', async () => {
    await begin(instructor, true);
    await page.goto(`${site.base}/author/drafts`);
    await page.click('main a:text-is("Or begin with a Word or Markdown document")');
    await lookAt(page, 'document-form-phone');
    const path = await scratchPath('walk.md');
    await writeFile(path, '# The evening walk\n\nSay **names**.\n\n## The gate\n\nWhom first?\n\n- [ ] A\n- [x] B\n');
    await page.setInputFiles('#package', path);
    await page.click('button:text-is("Make a draft of it")');
    await page.waitForURL(/author\/drafts\/[0-9a-z]{26}$/);
    expect(await page.textContent('main'))
      .to.include('The evening walk')
      .and.to.include('The gate');
    expect(await page.textContent('main')).to.include('Whom first?');
  });
});

/** Dark points of the drawn page: letters. */
function inkOf(): number {
  const canvas = document.querySelector('canvas');
  const data = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
  let ink = 0;
  for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 255) < 100 && (data[at + 3] ?? 0) > 200) ink += 1;
  return ink;
}
