import { expect } from 'chai';
import { writeFile } from 'node:fs/promises';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { CmiRecord } from '../../server/standards/index.ts';
import { addDays, sha256Hex, startOfDay } from '../../server/platform/index.ts';
import { forEachDatabase, scratchPath } from '../support/databases.ts';
import { playThrough } from '../support/launch-steps.ts';
import { openOfficerSite, type OfficerSite, type SiteOfficer } from '../support/officer-site.ts';
import { openBrowser, signIn } from '../support/people.ts';
import { scorm12Package } from '../support/sco-packages.ts';
import { verifyTranscript } from '../support/verify-transcript.ts';

const ZONE = 'America/Chicago';
const POLICY = {
  exam: { rule: 'required', passMark: 0.8, retests: 1 },
  attempts: null,
  order: 'free',
  engagedMinutes: null,
  practical: null,
};
const scored = (score: number): readonly CmiRecord[] => [
  { 'cmi.core.lesson_location': 'page 2', 'cmi.core.lesson_status': 'incomplete' },
  { 'cmi.core.lesson_status': 'completed', 'cmi.core.score.raw': String(score) },
];

describe('the chain from an attempt to its renewal', () => {
  forEachDatabase((make) => {
    let site: OfficerSite;
    let officer: SiteOfficer;
    let supervisor: SiteOfficer;
    let courseId: string;
    before(async () => {
      site = await openOfficerSite(await make());
      officer = await site.person('officer');
      supervisor = await site.person('supervisor');
      const file = await scratchPath('course.zip');
      await writeFile(file, await scorm12Package('Search and seizure', [{ id: 'one', title: 'One' }]));
      ({ courseId } = await site.app.packages.install(file));
    });

    const jobs = async (): Promise<void> => {
      const { database, jobs: stored } = site.app.platform;
      await database.write(async (tx) => {
        for (const type of ['training.enrol', 'notices.round']) await stored.enqueue(tx, type, {});
      });
      await stored.drain();
    };
    /** Ten in the morning of a day in the agency's zone; who was signed in is not any more. */
    const goTo = async (day: string): Promise<void> => {
      const at = startOfDay(ZONE, day).getTime() + 10 * 3_600_000;
      site.clock.goOn(at - site.clock.now().getTime());
      for (const one of [officer, supervisor]) await signIn(one.browser, one);
    };
    const verdicts = () =>
      site.rows(
        `SELECT id, outcome, policy, policy_sha256, reasons, score, attempt_id, reached_on FROM ~verdicts
         WHERE person_id = '${officer.id}' ORDER BY id`,
      );
    const certificates = () =>
      site.rows(
        `SELECT id, number, code, content_sha256, verdict_id, attempt_id, issued_on, expires_on FROM ~certificates
         WHERE person_id = '${officer.id}' ORDER BY number`,
      );
    const told = async () =>
      (await site.rows(`SELECT kind FROM ~notices WHERE person_id = '${officer.id}' ORDER BY id`)).map(
        (row) => row['kind'],
      );
    const letters = async () => (await site.mails()).filter((mail) => mail.includes(`To: ${officer.email}`));
    const stranger = async (path: string): Promise<string> => (await openBrowser(site.host).get(path).expect(200)).text;
    async function pdfOf(id: string) {
      const { body } = await officer.browser.get(`/certificates/${id}.pdf`).buffer(true).expect(200);
      const task = getDocument({ data: new Uint8Array(body as Buffer), verbosity: 0 });
      const page = await (await task.promise).getPage(1);
      const { items } = await page.getTextContent();
      const text = items
        .map((item) => ('str' in item ? item.str : ''))
        .join(' ')
        .replaceAll(/\s+/g, ' ');
      const tree = JSON.stringify(await page.getStructTree());
      await task.destroy();
      return { text, tree };
    }
    const transcript = async () => {
      const { text } = await officer.browser.get('/transcript.json').expect(200);
      expect(verifyTranscript(text, await stranger('/keys/transcript.json')), 'the 20 lines of a stranger').to.equal(
        true,
      );
      expect(verifyTranscript(text.replace('Search', 'Searck'), await stranger('/keys/transcript.json'))).to.equal(
        false,
      );
      return JSON.parse(text).transcript;
    };

    it('tells each step by the one before it, and nothing is lost on the way', async () => {
      // The supervisor says what counts.
      const rule = {
        title: 'Yearly',
        what: `course ${courseId}`,
        audience: 'officers',
        due: 'assigned',
        dueDays: '30',
      };
      const counts = { exam: 'required', passMark: '80', retests: '1', renewalMonths: '12', step: 'save' };
      await supervisor.browser
        .post('/assignments')
        .type('form')
        .send({ ...rule, ...counts })
        .expect(303);

      // A failed try, then the retest: real commits by the launch API.
      const first = await playThrough(officer.browser, courseId, scored(70));
      await jobs();
      expect((await verdicts()).map((row) => row['outcome'])).to.deep.equal(['in-progress']);
      expect(await certificates()).to.deep.equal([]);
      const again = await playThrough(officer.browser, courseId, scored(90), { isAgain: true });
      expect(again.registration).to.equal(first.registration);
      await jobs();

      // The verdict: the policy frozen, each reason told.
      const [failed, passed, ...more] = await verdicts();
      expect(more).to.deep.equal([]);
      for (const verdict of [failed, passed]) {
        expect(JSON.parse(String(verdict?.['policy']))).to.deep.equal(POLICY);
        expect(verdict?.['policy_sha256']).to.equal(sha256Hex(String(verdict?.['policy'])));
      }
      expect(passed).to.include({ outcome: 'complete', score: 0.9, reached_on: '2026-11-23' });
      const reasons = (row: typeof passed) =>
        JSON.parse(String(row?.['reasons'])).map(({ code }: { code: string }) => code);
      expect([reasons(failed), reasons(passed)]).to.deep.equal([
        ['content', 'exam', 'tries'],
        ['content', 'exam'],
      ]);
      expect(JSON.parse(String(passed?.['reasons']))[1]).to.deep.equal({
        code: 'exam',
        met: true,
        values: { score: 90, of: 80 },
      });

      // The certificate: numbered, on paper, with a code that leads to the check.
      const [old, ...none] = await certificates();
      expect(none).to.deep.equal([]);
      expect(old?.['number']).to.match(/^[A-Z0-9]+-2026-000001$/);
      expect(old).to.include({ verdict_id: passed?.['id'], attempt_id: passed?.['attempt_id'] });
      expect(old).to.include({ issued_on: '2026-11-23', expires_on: '2027-11-23' });
      const { text, tree } = await pdfOf(String(old?.['id']));
      for (const words of [old?.['number'], 'Search and seizure', officer.name, '90 %', '80 % or more']) {
        expect(text).to.contain(words);
      }
      const address = `/verify/${old?.['code']}`;
      expect(tree).to.contain(`QR code that leads to http://localhost:8080${address}`);
      expect(await stranger(address))
        .to.contain('answer valid')
        .and.contain('It is valid until November 23, 2027.');
      expect((await transcript()).certificates).to.have.length(1);
      expect(await told()).to.deep.equal(['assigned', 'certificate']);

      // Expiry comes near: 60, 30 and 7 days before, each told once.
      for (const days of [61, 60, 59, 30, 29, 7]) {
        await goTo(addDays('2027-11-23', -days));
        await jobs();
        await jobs();
      }
      expect((await told()).slice(2)).to.deep.equal(['expires-60', 'expires-30', 'expires-7']);
      const mails = (await letters()).slice(-3);
      for (const mail of mails) expect(mail).to.contain('Search and seizure').and.contain('Nov 23, 2027');
      const [, link = ''] = /http:\/\/localhost:8080(\/courses\/\S+)/.exec(mails.at(-1) ?? '') ?? [];
      expect(link).to.equal(`/courses/${courseId}?renew=1`);
      const page = await officer.browser.get(link).expect(200);
      expect(page.text).to.match(/action="\/courses\/[0-9a-z]{26}\/start"[^]*name="again" value="1"/);

      // The renewal: a new attempt, a new enrollment, a new certificate; what was stays.
      const kept = JSON.stringify([await verdicts(), await certificates()]);
      await playThrough(officer.browser, courseId, scored(95), { isAgain: true });
      await jobs();
      expect(JSON.stringify([(await verdicts()).slice(0, 2), (await certificates()).slice(0, 1)])).to.equal(kept);
      const [, renewed, ...others] = await certificates();
      expect(others).to.deep.equal([]);
      expect(renewed?.['number']).to.match(/^[A-Z0-9]+-2027-000001$/);
      expect(renewed).to.include({ issued_on: '2027-11-16', expires_on: '2028-11-16' });
      const attempts = await site.rows('SELECT id, number, state, commit_count FROM ~attempts ORDER BY number');
      expect(attempts.map(({ number, state }) => [number, state])).to.deep.equal([
        [1, 'finished'],
        [2, 'finished'],
        [3, 'finished'],
      ]);
      expect([old?.['attempt_id'], renewed?.['attempt_id']]).to.deep.equal([attempts[1]?.['id'], attempts[2]?.['id']]);
      const cycles = `SELECT cycle, outcome, closed_at FROM ~enrollments WHERE person_id = '${officer.id}' ORDER BY cycle`;
      expect(
        (await site.rows(cycles)).map((row) => [row['cycle'], row['outcome'], row['closed_at'] !== null]),
      ).to.deep.equal([
        [1, 'complete', true],
        [2, 'complete', false],
      ]);
      const other = `/verify/${renewed?.['code']}`;
      expect(await stranger(address))
        .to.contain('answer valid')
        .and.contain('valid until November 23, 2027.');
      expect(await stranger(other))
        .to.contain('answer valid')
        .and.contain('valid until November 16, 2028.');
      expect((await transcript()).certificates).to.have.length(2);

      // The old one expires: a genuine one that was valid, and no notice any more.
      await goTo('2027-11-24');
      await jobs();
      expect(await stranger(address))
        .to.contain('answer expired')
        .and.contain('was valid until November 23, 2027.');
      expect(await stranger(other)).to.contain('answer valid');
      expect((await told()).slice(5)).to.deep.equal(['certificate']);

      // Void with a reason.
      await supervisor.browser
        .post(`/certificates/${renewed?.['id']}/decision`)
        .type('form')
        .send({ decision: 'void', reason: 'Somebody else sat the test.' })
        .expect(303);
      expect(await stranger(other))
        .to.contain('answer void')
        .and.contain('Reason: Somebody else sat the test.');
      expect(await stranger(address)).to.contain('answer expired');
      expect((await transcript()).certificates.map((one: { state: string }) => one.state)).to.deep.equal([
        'void',
        'expired',
      ]);

      // And every chain still fits.
      const { app } = site;
      expect((await app.attempts.verify()).faults).to.deep.equal([]);
      expect((await app.training.verify()).faults).to.deep.equal([]);
      expect((await app.platform.audit.verify()).ok).to.equal(true);
    });
  });
});
