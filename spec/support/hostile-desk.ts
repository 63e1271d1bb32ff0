import { writeFile } from 'node:fs/promises';
import type { Actor } from '../../server/people/index.ts';
import { newId, sha256Hex, type Database } from '../../server/platform/index.ts';
import { answering } from './answer-crowd.ts';
import { scratchPath } from './databases.ts';
import { ESSAY, ESSAY_PART, handIn, installEssay } from './essay-course.ts';
import { openLaunchSite, type LaunchSite } from './launch-site.ts';
import { actorFor, buildAgency, buildPerson, openBrowser, signIn, type Browser } from './people.ts';
import { scorm12Package } from './sco-packages.ts';
import { sourceRoot } from './source-root.ts';
import { kindOf } from './tenancy/cases.ts';
import { routesOf } from './tenancy/routes.ts';

/** The whole product with everything that an author, an instructor and a grader can write into. */
export interface HostileDesk {
  readonly site: LaunchSite;
  readonly author: Actor;
  readonly browser: Browser;
  /** Addresses of every page of authors and graders, filled with rows that are there. */
  readonly pages: readonly string[];
  /** Somebody who may approve what the author wrote. */
  readonly writerOf: (address: string) => Browser;
  readonly read: (address: string, as?: Browser) => Promise<{ status: number; type: string; text: string }>;
  /** The same for a page that shows a colleague something else. */
  readonly asReviewer: (page: string) => Browser | null;
  /** Every draft of the agency. */
  readonly drafts: () => Promise<string[]>;
  /** Asks the colleague, who then has a form to answer. */
  readonly askForReview: () => Promise<void>;
  /** Gives the course that is published another title: nothing else would be new in it. */
  readonly retitle: (title: string) => Promise<void>;
}

const OF_DESK = /^\/(?:author|catalog$)|^\/courses\/:id\/results\/(?:grading|rubric)|^\/attempts\/:id\/score|^\/marks/;
/** What a page wants to know in its query. */
const QUERIES: readonly (readonly [RegExp, string])[] = [
  [/rubric$/, `?part=${ESSAY_PART}&block=${ESSAY}`],
  [/media\/(?:words|file)$/, '?path=media/hall.svg'],
  [/\/source$/, '?path=course.yaml'],
  [/\/file$/, '?path=course.yaml'],
  [/export$/, '?format=csv'],
];
const isReview = (address: string): boolean => address.endsWith('/review');
/** Pages of the way to a course: of a draft that stays sound. */
const OF_FLOW = /\/(?:review|publish|packages)$/;

/** Opens it on a database. */
export async function openHostileDesk(database: Database): Promise<HostileDesk> {
  const site = await openLaunchSite(database, {}, { root: await sourceRoot() });
  const { app, base } = site;
  const { id: agencyId } = await buildAgency(app);
  const teacher = await buildPerson(app, { agencyId, roles: ['instructor', 'supervisor'] });
  const author = await actorFor(app, teacher);
  const browser = openBrowser(site.host);
  await signIn(browser, teacher, base);

  const zip = await scorm12Package('Brought along', [{ id: 'one', title: 'One' }]);
  const brought = await scratchPath('brought.zip');
  await writeFile(brought, zip);
  const owner = { agencyId, personId: author.personId };
  const upload = { name: 'brought.zip', bytes: zip.length, sha256: sha256Hex(zip) };
  const courseOf = (): Promise<null> => Promise.resolve(null);
  const { versionId } = await app.packages.importer.importFile(brought, upload, owner, { courseOf });

  const essay = await installEssay(app);
  const officer = await buildPerson(app, { agencyId, roles: ['officer'] });
  const work = await answering(app, await actorFor(app, officer), essay.courseId);
  await handIn(work, essay, 'My plan.');
  const rubric = await browser
    .post(`${base}/courses/${essay.courseId}/results/rubric`)
    .type('form')
    .send({ part: ESSAY_PART, block: ESSAY, criteria: '4 Fits the age\n6 Asks first' })
    .expect(303);
  const rubricId = /grading\/([0-9a-z]{26})/i.exec(String(rubric.headers['location']))?.[1] ?? '';
  const made = (): Promise<string> => app.authoring.drafts.heads.create(author, { from: 'library:hall', title: '' });
  const [draft, sound] = [await made(), await made()];
  const ids = new Map(
    Object.entries({
      drafts: draft,
      course_versions: versionId,
      courses: essay.courseId,
      rubrics: rubricId,
      attempts: work.attemptId,
      bank: 'final',
      b01: 'i1',
      opening: 'phone',
      '01-first': '01-hall',
    }),
  );
  const pages = routesOf(app.router).flatMap(({ method, path }) => {
    if (method !== 'GET' || !OF_DESK.test(path)) return [];
    const filled = path.replaceAll(/:(\w+)/g, (_all, param: string) => {
      const kind = (kindOf(path, param) ?? 'x').replaceAll('"', '');
      return kind === 'drafts' && OF_FLOW.test(path) ? sound : (ids.get(kind) ?? kind);
    });
    return [`${base}${filled}${QUERIES.find(([end]) => end.test(path))?.[1] ?? ''}`];
  });

  const colleague = await buildPerson(app, { agencyId, roles: ['instructor'] });
  const second = openBrowser(site.host);
  await signIn(second, colleague, base);
  return {
    site,
    author,
    browser,
    // Law is approved before it is published.
    pages: [...new Set(pages)].sort((one, other) => Number(isReview(other)) - Number(isReview(one))),
    writerOf: (address) => (/\/(?:approve|answer)$/.test(address) ? second : browser),
    asReviewer: (address) => (isReview(address) ? second : null),
    async read(address, as = browser) {
      const { status, type, text } = await as.get(address).set('accept', 'text/html');
      return { status, type, text: text ?? '' };
    },
    async retitle(title) {
      const path = 'course.yaml';
      const { revision } = await app.authoring.drafts.files.read(author, sound, path);
      const edit = {
        editId: `retitle-${newId()}`,
        path,
        base: revision,
        edits: [{ op: 'set', at: ['title'], value: title }],
      };
      await browser.post(`${base}/author/drafts/${sound}/edits`).send(edit).expect(200);
    },
    async askForReview() {
      const asked = { module: 'modules/01-hall.yaml', person: colleague.id, dueOn: '' };
      await browser.post(`${base}/author/drafts/${sound}/review/ask`).type('form').send(asked).expect(303);
    },
    async drafts() {
      const { drafts } = app.authoring;
      return (await drafts.heads.list(author)).map(({ id }) => id);
    },
  };
}
