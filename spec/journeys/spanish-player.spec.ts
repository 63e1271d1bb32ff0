import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { wordsOf } from '../../static/scripts/player/words.ts';
import { axeViolations } from '../support/axe.ts';
import { closeSharedBrowser, newContext } from '../support/browser.ts';
import { packDemoCourse } from '../support/demo-courses.ts';
import { readIn } from '../support/modules/own-visit.ts';
import { whenPlaying, whenSaved } from '../support/player.ts';
import { startSite, type Site } from '../support/site.ts';

/** English sentences of the player that Spanish says otherwise; single words may stand in a course's own text. */
const ENGLISH = Object.values(wordsOf('en')).filter((sentence) => /^[^{]+ [^{]+$/.test(sentence));

describe('the player of an officer who reads Spanish', function () {
  this.timeout(180_000);
  let site: Site;
  let page: Page;

  before(async () => {
    site = await startSite();
    page = await (await newContext()).newPage();
  });
  after(async () => {
    await closeSharedBrowser();
    await site?.remove();
  });

  it('shows no English sentence of its own, in the bar, the contents and the banner', async () => {
    const courseId = await site.addCourse(await packDemoCourse('first-bell'));
    await site.signIn(page, await site.addPerson({ roles: ['officer'] }));
    await readIn(page, site, 'es');
    await page.goto(`${site.base}/courses/${courseId}`);
    await page.locator('form[action$="/start"] button').first().click();
    await whenPlaying(page);
    await whenSaved(page);
    expect(await page.getAttribute('html', 'lang')).to.equal('es');
    expect(await page.textContent('#saved')).to.match(/^Guardado/);
    await page.context().setOffline(true);
    await page.getByText('No tiene conexión. Siga adelante.').waitFor();
    const shown = (await page.locator('body').innerText()) + (await page.locator('#panel').innerText());
    expect(ENGLISH.filter((sentence) => shown.includes(sentence))).to.deep.equal([]);
    expect(await axeViolations(page)).to.deep.equal([]);
    await page.context().setOffline(false);
  });
});
