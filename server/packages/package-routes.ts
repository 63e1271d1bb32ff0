import type { Request, Router } from 'express';
import { actorOf, type Actor } from '../people/index.ts';
import { AppError, createRouter, formBody, frameOf, queryOf, respond, route, sameOrigin } from '../platform/index.ts';
import { authorView, catalogueView, type AskedLine } from './catalogue-view.ts';
import type { Packages } from './create-packages.ts';
import { readDetails, readId, readLimitsForm, readSearch } from './package-input.ts';
import { courseNotFound, mayAuthor } from './package-policy.ts';
import { samePackageWords } from './package-words.ts';
import type { VersionAndCourse } from './version-service.ts';
import { versionView } from './version-view.ts';

const FORM_BYTES = 64 * 1024;

const NOTICES: Readonly<Record<string, { kind: string; text: string }>> = {
  found: { kind: 'ok', text: 'The package is stored. Look at what was found, then publish it.' },
  published: { kind: 'ok', text: 'The course is published. People of your agency find it in the catalog.' },
  withdrawn: { kind: 'ok', text: 'The course is withdrawn. Nobody can begin it any more.' },
  discarded: { kind: 'ok', text: 'The version is deleted.' },
  saved: { kind: 'ok', text: 'Saved.' },
};

/** What a room above asks an author to look at. */
export interface AuthorDesk {
  askedOf(actor: Actor): Promise<readonly AskedLine[]>;
}

const NOTHING_ASKED: AuthorDesk = { askedOf: () => Promise.resolve([]) };

/** Pages of the catalogue and of the authors; what they change goes through the services, which decide who may. */
export function packageRoutes(packages: Packages, desk: AuthorDesk = NOTHING_ASKED): Router {
  const { platform, catalogue, versions, reader } = packages;
  const router = createRouter();
  const { get, post } = route(router);

  get('/catalog', async (req, res) => {
    const actor = actorOf(req);
    const page = frameOf(req, { title: 'Catalog', current: '/catalog' });
    const model = catalogueView(
      await catalogue.list(actor),
      readSearch(queryOf(req)['search']),
      mayAuthor(actor),
      actor.locale,
    );
    respond(res).html(platform.views.render('packages/catalog', { page, ...model }));
  });

  get('/author', async (req, res) => {
    const actor = actorOf(req);
    const model = authorView(await catalogue.own(actor), actor.timeZone, await desk.askedOf(actor));
    const page = frameOf(req, { title: 'Courses', current: '/author', notice: noticeOf(req) });
    respond(res).html(platform.views.render('packages/author', { page, ...model }));
  });

  get('/author/versions/:id', async (req, res) => {
    respond(res).html(await versionPage(req, {}));
  });

  const change = (name: string, done: string, work: (req: Request, versionId: string) => Promise<void>): void => {
    post(`/author/versions/:id/${name}`, sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
      const versionId = idOf(req);
      try {
        await work(req, versionId);
      } catch (error) {
        const isPage = req.accepts(['json', 'html']) === 'html';
        if (!isPage || !(error instanceof AppError) || error.status !== 422) throw error;
        const typed: Record<string, unknown> = req.body;
        respond(res).html(await versionPage(req, { typed, error }), 422);
        return;
      }
      respond(res).redirect(name === 'discard' ? `/author?done=${done}` : `/author/versions/${versionId}?done=${done}`);
    });
  };
  change('publish', 'published', (req, id) => versions.publish(actorOf(req), id));
  change('withdraw', 'withdrawn', (req, id) => versions.withdraw(actorOf(req), id));
  change('discard', 'discarded', (req, id) => versions.discard(actorOf(req), id));
  change('details', 'saved', (req, id) => versions.changeDetails(actorOf(req), id, () => readDetails(req.body)));
  change('limits', 'saved', (req, id) => versions.changeLimits(actorOf(req), id, () => readLimitsForm(req.body)));

  async function versionPage(
    req: Request,
    again: { typed?: Readonly<Record<string, unknown>>; error?: AppError },
  ): Promise<string> {
    const actor = actorOf(req);
    const id = idOf(req);
    const found = await versions.find(actor, id);
    const { structure } = await reader.loadVersion(null, id);
    const issues = await reader.issuesOf(null, id);
    const page = frameOf(req, {
      title: found.course.title,
      current: '/author',
      notice: noticeOf(req) ?? sameNotice(req, found),
    });
    const faults = Object.fromEntries(
      (again.error?.issues ?? []).map(({ path = '', message }) => [path.split('.')[0] ?? '', message]),
    );
    const hasContentOrigin = platform.config.contentUrl !== null;
    const { timeZone } = actor;
    const { typed } = again;
    const facts = { ...found, structure, issues, timeZone, faults, hasContentOrigin, ...(typed && { typed }) };
    return platform.views.render('packages/version', { page, ...versionView(facts) });
  }

  return router;
}

function idOf(req: Request): string {
  const id = readId(req.params['id']);
  if (id === null) throw courseNotFound();
  return id;
}

/** Told on the page of the version to which an upload of known bytes leads. */
function sameNotice(req: Request, { version, course }: VersionAndCourse): { kind: string; text: string } | undefined {
  if (queryOf(req)['done'] !== 'same') return undefined;
  return { kind: 'warn', text: samePackageWords(version.number, course.title) };
}

function noticeOf(req: Request): { kind: string; text: string } | undefined {
  const done = queryOf(req)['done'];
  return typeof done === 'string' && Object.hasOwn(NOTICES, done) ? NOTICES[done] : undefined;
}
