import { expect } from 'chai';
import { newContext } from '../support/browser.ts';
import { lookAt } from '../support/look-at.ts';
import { startSite, type Site, type SitePerson } from '../support/site.ts';

describe('an administrator who is asked to forget somebody', function () {
  this.timeout(240_000);
  let site: Site;
  let administrator: SitePerson;
  before(async () => {
    site = await startSite();
    administrator = await site.addPerson({ roles: ['administrator'] });
  });
  after(() => site?.remove());

  for (const phone of [false, true]) {
    const size = phone ? 'phone' : 'desktop';

    it(`is stopped by a legal hold, lifts it, forgets the person, and reads why (${size})`, async () => {
      const officer = await site.addPerson({ roles: ['officer'] });
      const page = await (await newContext({ phone })).newPage();
      await site.signIn(page, administrator);
      await page.goto(`${site.base}/admin/retention`);
      await page.fill('#email', officer.email);
      await page.fill('#reason', 'Case 26-1180, order of the county court.');
      await page.getByRole('button', { name: 'Place a hold' }).click();
      await page.getByText('The hold is placed').waitFor();
      await lookAt(page, `hold-${size}`);

      const forget = async (): Promise<void> => {
        await page.goto(`${site.base}/admin/people/${officer.id}/anonymise`);
        await page.fill('#reason', 'Asked in writing on Nov 20; county rule 12.');
        await page.fill('#typed', await page.innerText('#typed-hint'));
        await page.getByRole('button', { name: 'Forget for good' }).click();
      };
      await forget();
      await page.getByText('A legal hold keeps this record').first().waitFor();
      const [held] = await site.rows<{ family_name: string }>('select family_name from sb_people where id = ?', [
        officer.id,
      ]);
      expect(officer.name).to.contain(held?.family_name);

      await page.goto(`${site.base}/admin/retention`);
      await page.getByText('Lift this hold').first().click();
      await page.getByLabel('Why it ends').first().fill('The case was closed on Nov 24.');
      await page.getByRole('button', { name: 'Lift the hold' }).first().click();
      await page.getByText('The hold is lifted.').waitFor();
      await forget();
      await page.getByText('The person is forgotten.').waitFor();
      await page.getByText('Asked in writing on Nov 20; county rule 12.').first().waitFor();
      await lookAt(page, `forgotten-${size}`);
      const [gone] = await site.rows<{ family_name: string; email: string | null }>(
        'select family_name, email from sb_people where id = ?',
        [officer.id],
      );
      expect([gone?.email, officer.name.includes(gone?.family_name ?? '')]).to.deep.equal([null, false]);
      await page.context().close();
    });
  }
});
