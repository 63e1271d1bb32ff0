import type { Request, Response, Router } from 'express';
import { UNTOUCHED, type Refused } from '../../agencies/index.ts';
import { actorOf, answerForm, noticeOf, typedForm } from '../../people/index.ts';
import {
  createRouter,
  formBody,
  frameOf,
  queryOf,
  readInput,
  respond,
  route,
  sameOrigin,
  type Platform,
} from '../../platform/index.ts';
import type { CourseDesk } from './course-service.ts';
import { outlineView } from './draft-view.ts';
import type { Files } from './file-service.ts';
import type { Heads } from './head-service.ts';
import { courseForm, moduleAction, newModuleInput, undoInput } from './outline-input.ts';
import type { OutlineDesk } from './outline-service.ts';
import type { Shelf } from './shelf-service.ts';

const FORM_BYTES = 131_072;
const PAGE = '/author/drafts/:draftId';

const NOTICES: Readonly<Record<string, { kind: string; text: string }>> = {
  added: { kind: 'ok', text: 'The module is added.' },
  up: { kind: 'ok', text: 'The module is moved up.' },
  down: { kind: 'ok', text: 'The module is moved down.' },
  duplicate: { kind: 'ok', text: 'The module is copied.' },
  remove: { kind: 'ok', text: 'The module is removed from the draft.' },
  course: { kind: 'ok', text: 'What the course says of itself is saved.' },
  undone: { kind: 'ok', text: 'Taken back.' },
  pictures: {
    kind: 'warn',
    text: 'The draft is made. Some pictures were left out: too large, too many, or of a kind that browsers do not show.',
  },
};

const draftOf = (req: Request): string => String(req.params['draftId']);

interface Parts {
  readonly heads: Heads;
  readonly files: Files & Shelf;
  readonly outline: OutlineDesk;
  readonly course: CourseDesk;
}

/** The outline of a draft: its modules, and what is done with them. */
export function outlineRoutes({ views }: Pick<Platform, 'views'>, { heads, files, outline, course }: Parts): Router {
  const router = createRouter();
  const { get, post } = route(router);

  /** `form`: which form of the page was refused. */
  async function show(req: Request, res: Response, refused: Refused, status: number, form = 'modules'): Promise<void> {
    const actor = actorOf(req);
    const draft = await heads.open(actor, draftOf(req));
    const undo = undoInput.safeParse({ action: queryOf(req)['undo'] }).data?.action ?? null;
    const page = frameOf(req, { title: draft.title, current: '/author', notice: noticeOf(req, NOTICES) });
    const facts = { timeZone: actor.timeZone, undo, refused, form };
    const model = outlineView(draft, await files.list(actor, draft.id), facts);
    respond(res).html(views.render('authoring/outline', { page, ...model }), status);
  }

  get(PAGE, (req, res) => show(req, res, UNTOUCHED, 200));

  /** Forms of the page, each refused in its own place; `work` resolves with the action that can be taken back. */
  function onOutline(form: string, done: string, work: (req: Request) => Promise<string | null>): void {
    post(`${PAGE}/${form}`, sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
      await heads.open(actorOf(req), draftOf(req));
      const run = async (): Promise<void> => back(req, res, done, await work(req));
      await answerForm(req, run, (faults, status) => show(req, res, { typed: typedForm(req), faults }, status, form));
    });
  }

  onOutline('course', 'course', async (req) => {
    await course.change(actorOf(req), draftOf(req), readInput(courseForm, req.body));
    return null;
  });
  onOutline('modules', 'added', (req) => outline.add(actorOf(req), draftOf(req), readInput(newModuleInput, req.body)));

  post(`${PAGE}/outline`, sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const actor = actorOf(req);
    const id = draftOf(req);
    await heads.open(actor, id);
    const { name, action } = readInput(moduleAction, req.body);
    const done =
      action === 'up' || action === 'down'
        ? await outline.move(actor, id, name, action === 'up' ? -1 : 1)
        : await outline[action](actor, id, name);
    back(req, res, action, done);
  });

  post(`${PAGE}/undo`, sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    const actor = actorOf(req);
    await heads.open(actor, draftOf(req));
    await files.undo(actor, draftOf(req), readInput(undoInput, req.body).action);
    back(req, res, 'undone', null);
  });

  return router;
}

/** Back to the outline, which says what was done and how to take it back. */
function back(req: Request, res: Response, notice: string, undo: string | null): void {
  const query = undo === null ? `notice=${notice}` : `notice=${notice}&undo=${undo}`;
  respond(res).redirect(`/author/drafts/${draftOf(req)}?${query}`);
}
