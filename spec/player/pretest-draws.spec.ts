import { expect } from 'chai';
import request from 'supertest';
import type { LaunchAnswer } from '../../server/standards/index.ts';
import { forEachDatabase } from '../support/databases.ts';
import { launched, officerAt, openLaunchSite, type LaunchSite } from '../support/launch-site.ts';
import { installOwn } from '../support/own-course.ts';

const PRETEST = { scoId: 'st-pretest', block: 'pretest' };
const FINAL = { scoId: 'st-final', block: 'final' };

describe('the tests of the course on the student', () => {
  forEachDatabase((make) => {
    let site: LaunchSite;
    let wrong: (item: string) => string;
    before(async () => {
      const opened = await openLaunchSite(await make());
      const { courseId, answers } = await installOwn(opened.app, { folder: 'student' });
      site = { ...opened, courseId };
      const { module, key } = answers['st-final']?.['en'] ?? {};
      const test = module?.sections.flatMap(({ blocks }) => blocks).find(({ type }) => type === 'test');
      const right = key?.blocks['final'];
      wrong = (id) => {
        const item = test?.type === 'test' ? test.items.find((one) => one.id === id) : undefined;
        const correct = right?.type === 'test' ? right.items[id]?.correct : [];
        return item?.options.find((option) => correct?.includes(option.id) === false)?.id ?? '';
      };
    });

    const post = ({ launchId, token }: LaunchAnswer, action: string, body: object) =>
      request(site.host)
        .post(`${site.base}/launches/${launchId}/${action}`)
        .set({ accept: 'application/json', authorization: `Bearer ${token}` })
        .send(body)
        .expect(200);
    const draw = async (place: LaunchAnswer, test: object, attempt = 1): Promise<string[]> => {
      const { body }: { body: { items: string[] } } = await post(place, 'draws', { ...test, attempt });
      return body.items;
    };
    const handIn = (place: LaunchAnswer, test: object, items: readonly string[], attempt = 1) => {
      const response = items.map((item) => `${item}:${wrong(item)}`).join(',');
      return post(place, 'answers', { ...test, response, attempt });
    };

    it('ask nothing twice: the final test and its retake know what the pre-test asked', async () => {
      for (let count = 0; count < 5; count += 1) {
        const place = await launched(site, await officerAt(site));
        const before = await draw(place, PRETEST);
        await handIn(place, PRETEST, before);
        const first = await draw(place, FINAL);
        await handIn(place, FINAL, first);
        const second = await draw(place, FINAL, 2);
        expect([before.length, first.length, second.length]).to.deep.equal([10, 20, 20]);
        expect(new Set([...before, ...first, ...second]).size).to.equal(50);
      }
    });

    it('know what every try of the pre-test asked, in a later launch too', async () => {
      const officer = await officerAt(site);
      const place = await launched(site, officer);
      const tries = [];
      for (const attempt of [1, 2]) {
        const items = await draw(place, PRETEST, attempt);
        tries.push(...items);
        await handIn(place, PRETEST, items, attempt);
      }
      const again = await launched(site, officer, { takeOver: true });
      const drawn = await draw(again, FINAL);
      expect(drawn).to.have.length(20);
      expect(new Set([...tries, ...drawn]).size).to.equal(40);
    });
  });
});
