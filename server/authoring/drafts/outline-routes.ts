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
import type { DraftFileRow } from './draft-model.ts';
import { outlineView, type OutlineFacts } from './draft-view.ts';
import type { Files } from './file-service.ts';
import type { Heads } from './head-service.ts';
import { courseForm, moduleAction, newModuleInput, newPartInput, renamedPart, undoInput } from './outline-input.ts';
import type { OutlineDesk } from './outline-service.ts';
import { sayAction } from './say-action.ts';
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
  part: { kind: 'ok', text: 'The part is added, with a module to begin with.' },
  renamed: { kind: 'ok', text: 'The part has its new title.' },
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

  /** What was just done can be taken back; on another day the newest that can be. */
  async function undoFor(req: Request, listed: readonly DraftFileRow[]): Promise<OutlineFacts['undo']> {
    const just = undoInput.safeParse({ action: queryOf(req)['undo'] }).data?.action;
    if (just !== undefined) return { action: just, words: 'Undo the last change' };
    const last = await files.lastAction(actorOf(req), draftOf(req));
    return last === null ? null : { action: last.id, words: `Undo: ${sayAction(last.edits, listed)}` };
  }

  /** `form`: which form of the page was refused. */
  async function show(req: Request, res: Response, refused: Refused, status: number, form = 'modules'): Promise<void> {
    const actor = actorOf(req);
    const draft = await heads.open(actor, draftOf(req));
    const listed = await files.list(actor, draft.id);
    const undo = await undoFor(req, listed);
    // What is done by a button has no field of its own: the page says on top why it was not done.
    const [why] = form === 'outline' ? Object.values(refused.faults) : [];
    const notice = why === undefined ? noticeOf(req, NOTICES) : { kind: 'warn', text: why };
    const page = frameOf(req, { title: draft.title, current: '/author', notice });
    const facts = { timeZone: actor.timeZone, undo, refused, form };
    const model = outlineView(draft, listed, facts);
    respond(res).html(views.render('authoring/outline', { page, ...model }), status);
  }

  get(PAGE, (req, res) => show(req, res, UNTOUCHED, 200));

  /** What is done on the page: `work` resolves with its notice, and with the action that can be taken back. */
  function onPost(path: string, form: string, work: (req: Request) => Promise<[string, string | null]>): void {
    post(`${PAGE}/${path}`, sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
      await heads.open(actorOf(req), draftOf(req));
      const run = async (): Promise<void> => back(req, res, ...(await work(req)));
      await answerForm(req, run, (faults, status) => show(req, res, { typed: typedForm(req), faults }, status, form));
    });
  }

  const onButton = (path: string, work: (req: Request) => Promise<[string, string | null]>): void =>
    onPost(path, 'outline', work);
  /** Forms of the page, each refused in its own place. */
  const onOutline = (form: string, done: string, work: (req: Request) => Promise<string | null>): void =>
    onPost(form, form, async (req) => [done, await work(req)]);

  onOutline('course', 'course', async (req) => {
    await course.change(actorOf(req), draftOf(req), readInput(courseForm, req.body));
    return null;
  });
  onOutline('modules', 'added', (req) => outline.add(actorOf(req), draftOf(req), readInput(newModuleInput, req.body)));

  onOutline('parts', 'part', (req) =>
    outline.addPart(actorOf(req), draftOf(req), readInput(newPartInput, req.body).title),
  );
  onOutline('parts/rename', 'renamed', (req) =>
    outline.renamePart(actorOf(req), draftOf(req), readInput(renamedPart, req.body)),
  );
  onButton('outline', async (req) => {
    const [actor, id] = [actorOf(req), draftOf(req)];
    const { name, action } = readInput(moduleAction, req.body);
    const isMove = action === 'up' || action === 'down';
    const done = isMove
      ? await outline.move(actor, id, name, action === 'up' ? -1 : 1)
      : await outline[action](actor, id, name);
    return [action, done];
  });
  onButton('undo', async (req) => {
    await files.undo(actorOf(req), draftOf(req), readInput(undoInput, req.body).action);
    return ['undone', null];
  });

  return router;
}

/** Back to the outline, which says what was done and how to take it back. */
function back(req: Request, res: Response, notice: string, undo: string | null): void {
  const query = undo === null ? `notice=${notice}` : `notice=${notice}&undo=${undo}`;
  respond(res).redirect(`/author/drafts/${draftOf(req)}?${query}`);
}
