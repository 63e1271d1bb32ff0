import type { Request, Router } from 'express';
import { actorOf, type Actor } from '../people/index.ts';
import { AppError, createRouter, frameOf, queryOf, respond, route, sameOrigin } from '../platform/index.ts';
import type { Packages } from './create-packages.ts';
import { importView, type ImportFacts } from './import-view.ts';
import { readId, readProgressId } from './package-input.ts';
import type { CourseRow } from './package-model.ts';
import { samePackageWords } from './package-words.ts';
import { courseNotFound, mayChangeCourse, requireAuthor } from './package-policy.ts';

/** Upload of packages: a form that works by itself, and the words for the script that shows how far it is. */
export function importRoutes(packages: Packages): Router {
  const { platform, catalogue, importer, progress } = packages;
  const router = createRouter();
  const { get, post } = route(router);

  get('/author/import', async (req, res) => {
    const actor = actorOf(req);
    requireAuthor(actor);
    respond(res).html(page(req, { course: await courseOf(req, actor) }));
  });

  post('/author/imports', sameOrigin(), async (req, res) => {
    const actor = actorOf(req);
    requireAuthor(actor);
    const course = await courseOf(req, actor);
    const name = readProgressId(queryOf(req)['name']);
    const isPage = req.accepts(['json', 'html']) === 'html';
    const report = name === null ? null : progress.report(actor.personId, name);
    try {
      const outcome = await importer.importUpload(req, actor, {
        courseOf: () => Promise.resolve(course?.id ?? null),
        onProgress: (at) => report?.tell(at),
      });
      // Before the answer, which may be what the browser asks next about.
      await report?.end();
      const location = `/author/versions/${outcome.versionId}?done=${outcome.isNew ? 'found' : 'same'}`;
      const message = outcome.isNew
        ? `Stored as version ${outcome.number} of ${outcome.title}.`
        : samePackageWords(outcome.number, outcome.title);
      if (isPage) respond(res).redirect(location);
      else respond(res).json({ ...outcome, location, message }, outcome.isNew ? 201 : 200);
    } catch (error) {
      if (!isPage || !(error instanceof AppError) || error.status >= 500) throw error;
      const { message, help = '', issues = [] } = error;
      respond(res).html(page(req, { course, refusal: { message, help, issues } }), error.status);
    }
  });

  get('/author/imports/:name', async (req, res) => {
    const actor = actorOf(req);
    const name = readProgressId(req.params['name']);
    const known = name === null ? null : await progress.get(actor.personId, name);
    if (known === null) throw new AppError('IMPORT_NOT_FOUND', 404, 'No such import is running.');
    respond(res).json(known);
  });

  async function courseOf(req: Request, actor: Actor): Promise<CourseRow | null> {
    if (queryOf(req)['course'] === undefined) return null;
    const course = await catalogue.courseFor(null, actor, readId(queryOf(req)['course']) ?? '');
    if (!mayChangeCourse(actor, course)) throw courseNotFound();
    return course;
  }

  function page(req: Request, facts: Omit<ImportFacts, 'limitBytes'>): string {
    const frame = frameOf(req, { title: 'Upload a package', current: '/author' });
    const model = importView({ ...facts, limitBytes: platform.config.uploadLimit });
    return platform.views.render('packages/import', { page: frame, ...model });
  }

  return router;
}
