import { expect } from 'chai';
import type { CmiRecord, LaunchAnswer } from '../../server/standards/index.ts';
import { commitOf } from './launch-site.ts';
import type { Browser } from './people.ts';

/** Opens a course as its page does, saves each record in turn by the launch API and leaves; the host mounts the product at `/`. */
export async function playThrough(
  browser: Browser,
  courseId: string,
  records: readonly CmiRecord[],
  { isAgain = false } = {},
): Promise<{ registration: string; launchId: string }> {
  const form = isAgain ? { again: '1' } : {};
  const started = await browser.post(`/courses/${courseId}/start`).type('form').send(form).expect(303);
  const [, registration = '', again] =
    /^\/play\/([0-9a-z]{26})(\?again=1)?$/.exec(String(started.headers['location'])) ?? [];
  expect(again !== undefined, 'asks the player for a new attempt').to.equal(isAgain);
  const asked = { registration, ...(isAgain && { newAttempt: true }) };
  const { body }: { body: LaunchAnswer } = await browser.post('/launches').send(asked).expect(201);
  const { launchId, token } = body;
  const bearer = (path: string, content: object) =>
    browser.post(`/launches/${launchId}${path}`).set('authorization', `Bearer ${token}`).send(content);
  for (const [at, cmi] of records.entries()) {
    const isLast = at === records.length - 1;
    const commit = commitOf(at + 1, cmi, isLast ? { final: true, trigger: 'finish' } : {});
    expect((await bearer('/commits', commit).expect(200)).body).to.include({ seq: at + 1 });
  }
  await bearer('/end', { reason: 'exit' }).expect(200);
  return { registration, launchId };
}
