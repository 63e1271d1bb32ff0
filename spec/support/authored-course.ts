import type { Page } from 'playwright-core';
import { buildCourse, readCourses, type BuiltCourse } from '../../server/authoring/index.ts';
import { FIRST_MODULE, makeDraft, rewriteFile } from './author-desk.ts';
import { actorFor } from './people.ts';
import type { Site, SitePerson } from './site.ts';

/** Id of the module that the template begins with. */
export const PART = 'first-module';
/** The law that the written module teaches. */
export const LAW = 'Tell the parents within three days.';

const OBJECTIVES: readonly (readonly [string, string])[] = [
  ['Explain WRITE', 'Explain who leads a talk about a rule'],
  ['Decide WRITE', 'Decide what to ask first'],
  ['Respond WRITE', 'Respond to a student who is afraid'],
];

/** Makes a draft from the template and writes out its module and what the course is about, so that the checks pass; resolves with the address of its outline. */
export async function writeCourse(site: Site, page: Page, title: string): Promise<string> {
  const draft = await makeDraft(site, page, title);
  const outline = `${site.base}/author/drafts/${draft}`;
  await rewriteFile(page, outline, `modules/${FIRST_MODULE}.yaml`, (template) =>
    OBJECTIVES.reduce((text, [from, to]) => text.replace(from, to), template)
      .replace('WRITE the title of the module', title)
      .replace('WRITE the rule in plain words.', LAW)
      .replace(/^sections:$/m, 'complete:\n  when: all-required\n  pass: 0.8\nsections:')
      .replaceAll('WRITE ', ''),
  );
  await page.goto(outline);
  await page.fill('#course-summary', 'Students are afraid of a rule. Afterwards the officer asks before deciding.');
  await page.click('button:text-is("Save what it is about")');
  await page.waitForURL(/notice=course/);
  return outline;
}

/** The course of a draft as it is built: what its officers are asked, and what is right. */
export async function builtCourse(site: Site, author: SitePerson, outline: string): Promise<BuiltCourse> {
  const actor = await actorFor(site.app, { ...author, agencyId: site.agencyId, roles: ['instructor'] });
  const tree = await site.app.authoring.drafts.tree(actor, outline.split('/').at(-1) ?? '');
  const { courses, skills } = readCourses(tree);
  const [files] = courses;
  if (files === undefined) throw new Error('The draft has no course.');
  return buildCourse(files, skills?.data ?? null, tree);
}
