import { expect } from 'chai';
import { expectedScore, ScriptedOfficer, type Manner } from './scripted-officer.ts';
import { checkInteractions } from './interaction-checks.ts';
import { checkRecord, expectedSuccess, moduleCalled } from './module-checks.ts';
import type { OwnCourse } from '../own-course.ts';
import type { ServedBytes } from '../served-bytes.ts';
import { countSecrets, findKeyNames, findLeaks, scriptData } from './answer-secrets.ts';
import { answersGiven, type OwnVisit } from './own-visit.ts';

/** Takes a module on our own server and holds what the server keeps to the source's own arithmetic. */
export async function takeOwn(
  visit: OwnVisit,
  { course }: Pick<OwnCourse, 'course'>,
  id: string,
  { manner, beforeLeaving = async () => undefined }: { manner: Manner; beforeLeaving?: () => Promise<void> },
): Promise<void> {
  const answers = moduleCalled(course, id);
  const officer = new ScriptedOfficer(visit.page, await visit.open(id), answers, { manner });
  await officer.takeModule();
  await beforeLeaving();
  await officer.leave();
  const { record, score, completion, success } = await visit.stored(id);
  checkRecord(record, answers, manner, { incompleteUntilPassed: false });
  checkInteractions(record, answers, manner);
  const hasScore = Object.keys(answers.key.blocks).length > 0;
  expect({ score, completion, success }, id).to.deep.equal({
    score: hasScore ? expectedScore(answers, manner) : null,
    completion: 'completed',
    success: expectedSuccess(answers, manner),
  });
}

/** Looks through every byte that both origins served: nothing of a key is there before what it judges was answered. */
export function checkNothingTold(bytes: ServedBytes, { course }: OwnCourse, ids: readonly string[]): void {
  const scos = course.parts.flatMap(({ modules }) => modules).map(({ id }) => moduleCalled(course, id));
  const served = bytes.served();
  const given = answersGiven(bytes);
  expect(findLeaks(scos, served, given)).to.deep.equal([]);
  expect(findKeyNames(served)).to.deep.equal([]);
  // What was looked at is the course, and what was looked for is there once it may be told.
  for (const id of ids) {
    const page = served.find(({ url, text }) => url.endsWith(`/${id}.html`) && text !== '');
    const [data = 'null'] = scriptData(page?.text ?? '');
    const languages = [{ module: moduleCalled(course, id).module, key: null }];
    expect(JSON.parse(data), id).to.deep.equal({ target: 'own', incompleteUntilPassed: false, languages });
  }
  expect(countSecrets(scos)).to.be.above(500);
  expect(findLeaks(scos, served, []).length).to.be.above(ids.length);
}
