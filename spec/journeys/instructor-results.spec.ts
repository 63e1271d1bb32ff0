import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { answering } from '../support/answer-crowd.ts';
import { newContext } from '../support/browser.ts';
import { handIn, installEssay } from '../support/essay-course.ts';
import { installHall, RIGHT } from '../support/hall-course.ts';
import { lookAt } from '../support/look-at.ts';
import { actorFor, buildPerson } from '../support/people.ts';
import { startSite, type Site, type SitePerson } from '../support/site.ts';

const [OFFICERS, RIGHTS, HASTY] = [42, 13, 28];
const HASTILY = ['demand', 'push'];
const WELL = ['welfare', 'principal', 'lead'];

describe('an instructor learns from results', function () {
  this.timeout(240_000);
  let site: Site;
  let teacher: SitePerson;
  let writer: SitePerson;
  let hall: string;
  let lessons: string;

  before(async () => {
    site = await startSite();
    teacher = await site.addPerson({ roles: ['instructor'] });
    ({ courseId: hall } = await installHall(site.app));
    const essay = await installEssay(site.app);
    lessons = essay.courseId;
    const { agencyId, app } = site;
    for (let at = 0; at < OFFICERS; at += 1) {
      const familyName = `Number ${String(at).padStart(2, '0')}`;
      const person = await buildPerson(app, { roles: ['officer'], agencyId, familyName });
      const work = await answering(app, await actorFor(app, person), hall);
      // Who gets the first question right gets the others wrong: its key is at fault, or its words.
      const isRight = at < RIGHTS;
      await work.answer('hall-talk', 'q1', isRight ? (RIGHT['q1'] ?? '') : 'a');
      await work.answer('hall-talk', 'q2', isRight ? 'a' : (RIGHT['q2'] ?? ''));
      if (at % 4 === 0) await work.save('hall-talk', { 'cmi.suspend_data': '' });
      if (at < 40) await work.run('hall-talk', 'phone', at < HASTY ? HASTILY : WELL);
    }
    writer = await site.addPerson({ roles: ['officer'] });
    const work = await answering(app, await actorFor(app, { ...writer, agencyId, roles: ['officer'] }), lessons);
    await handIn(work, essay, 'I begin with a question to the class.', 'a');
  });
  after(() => site?.remove());

  async function open(phone: boolean, person: SitePerson): Promise<Page> {
    const page = await (await newContext({ phone })).newPage();
    await site.signIn(page, person);
    return page;
  }

  for (const phone of [false, true]) {
    const size = phone ? 'phone' : 'desktop';

    it(`finds the question that the best get wrong, and what they chose (walk 6, ${size})`, async () => {
      const page = await open(phone, teacher);
      await page.goto(`${site.base}/courses/${hall}/results`);
      await page.getByRole('link', { name: 'Questions', exact: true }).click();
      await page.getByLabel('Order').selectOption('weak');
      await page.getByRole('button', { name: 'Show' }).click();
      const first = page.locator('tbody tr').first();
      await first.getByText('Negative discrimination').waitFor();
      expect(await first.innerText())
        .to.include('31%')
        .and.include('−1.00');
      await lookAt(page, `results-items-${size}`);
      await first.getByRole('link').click();
      await page.getByRole('heading', { name: /case 1/ }).waitFor();
      await page.getByText('Taken more often than the right answer').waitFor();
      expect(await page.locator('tbody tr').first().innerText())
        .to.include('Ask if the student is okay')
        .and.include('29');
      await lookAt(page, `results-item-${size}`);
      await page.goto(`${site.base}/courses/${hall}/results/mastery?part=hall-talk`);
      await page.getByText('Choose a place that is safe and open').waitFor();
      await lookAt(page, `results-mastery-${size}`);
      await page.goto(`${site.base}/courses/${hall}/results/drop-off`);
      await page.getByRole('heading', { name: 'By part' }).waitFor();
      await lookAt(page, `results-drop-off-${size}`);
      await page.context().close();
    });

    it(`sees where 28 of 40 went, and plays one of the runs again (walk 7, ${size})`, async () => {
      const page = await open(phone, teacher);
      await page.goto(`${site.base}/courses/${hall}/results/paths`);
      await lookAt(page, `results-paths-${size}`);
      await page.getByRole('link', { name: 'The phone in the hall' }).click();
      const row = page.getByRole('row', { name: /Whose phone is that/ });
      await row.getByText('28 of 40, 70%').waitFor();
      await lookAt(page, `results-path-${size}`);
      await row.getByRole('link').click();
      await page.getByRole('heading', { name: '28 runs' }).waitFor();
      await page.getByRole('link', { name: 'Jordan Number 27' }).click();
      await page.getByRole('heading', { name: 'A complaint' }).waitFor();
      expect(await page.locator('.took .taken').allInnerTexts()).to.have.length(2);
      await lookAt(page, `results-run-${size}`);
      await page.emulateMedia({ media: 'print' });
      await page.goBack();
      expect(await page.locator('.pathmap svg').isVisible()).to.equal(true);
      await page.context().close();
    });

    it(`grades an essay by a rubric, and the officer reads it (walk 8, ${size})`, async () => {
      const page = await open(phone, teacher);
      await page.goto(`${site.base}/courses/${lessons}/results/grading`);
      await lookAt(page, `results-grading-${size}`);
      await page
        .getByRole('link', { name: /the rubric for Your lesson plan|Set a rubric for Your lesson plan/ })
        .click();
      await page.getByLabel('Criteria, one a line').fill('4 Fits the age of the class\n6 Asks before it tells');
      await page.getByLabel('Hide names from who grades').check();
      await lookAt(page, `results-rubric-${size}`);
      await page.getByRole('button', { name: 'Save the rubric' }).click();
      await page.getByRole('link', { name: 'Work 1' }).waitFor();
      await lookAt(page, `results-queue-${size}`);
      await page.getByRole('link', { name: 'Work 1' }).click();
      await page.getByText('I begin with a question to the class.').waitFor();
      await page.getByLabel('Fits the age of the class').fill('9');
      await page.getByLabel('Asks before it tells').fill('6');
      await page.getByLabel('Words for the officer').fill(`Well planned, on a ${size}.`);
      await page.getByRole('button', { name: 'Give it back' }).click();
      await page.getByText('Not more than 4.').waitFor();
      await lookAt(page, `results-sheet-${size}`);
      await page.getByLabel('Fits the age of the class').fill('4');
      await page.getByRole('button', { name: 'Give it back' }).click();
      await page.getByText('Graded and given back.').waitFor();
      await page.context().close();
      await site.app.platform.jobs.drain();
      const own = await open(phone, writer);
      await own.goto(`${site.base}/notices`);
      await own.getByText('Your work in Ten minutes of a lesson was graded').first().waitFor();
      await own
        .getByRole('button', { name: 'Read it' })
        .or(own.getByRole('link', { name: 'Read it' }))
        .first()
        .click();
      await own.getByText(`Well planned, on a ${size}.`).waitFor();
      await lookAt(own, `results-mark-${size}`);
      await own.context().close();
    });

    it(`changes a score by hand with a reason (${size})`, async () => {
      const page = await open(phone, teacher);
      await page.goto(`${site.base}/courses/${lessons}/results`);
      await page.getByRole('link', { name: writer.name, exact: true }).click();
      await page.getByRole('link', { name: 'Change the score' }).click();
      await page.getByLabel('Score in percent').fill('85');
      await page.getByLabel('Result').selectOption('passed');
      await page.getByLabel('Reason').last().fill('The question was wrong.');
      await page.getByRole('button', { name: 'Change the score' }).click();
      await page.getByText('The score is changed.').waitFor();
      await page.getByText('Now 85%').waitFor();
      await lookAt(page, `results-score-${size}`);
      await page.getByText('Take it back', { exact: true }).first().click();
      await page.locator('#withdraw-reason').fill('It was right after all.');
      await page.getByRole('button', { name: 'Take it back' }).click();
      await page.getByText('Taken back.').waitFor();
      await page.context().close();
    });
  }
});
