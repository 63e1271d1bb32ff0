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
import { freeId } from '../../standards/module/index.ts';
import {
  drawForm,
  exportQuery,
  itemFilter,
  itemForm,
  itemOfForm,
  namedObjective,
  newBank,
  newObjective,
  objectiveForm,
} from './bank-input.ts';
import { itemNotFound, type Banks } from './bank-service.ts';
import { bankListView, bankView } from './bank-view.ts';
import type { Blueprints } from './blueprint-service.ts';
import { exportBank } from './export-bank.ts';
import { clashView, itemView, type ItemClash } from './item-view.ts';

const FORM_BYTES = 128 * 1024;
const PAGE = '/author/drafts/:draftId/banks';

const NOTICES: Readonly<Record<string, { kind: string; text: string }>> = {
  made: { kind: 'ok', text: 'The bank is there. Add its objectives, then its questions.' },
  objective: { kind: 'ok', text: 'The objective is added.' },
  drawn: { kind: 'ok', text: 'The test draws by these numbers now.' },
  renamed: { kind: 'ok', text: 'The objective is changed, in every question that serves it too.' },
  unlisted: { kind: 'ok', text: 'The objective is removed.' },
  saved: { kind: 'ok', text: 'The question is saved.' },
  retired: {
    kind: 'ok',
    text: 'The question is retired: no further test draws it. Scores that it was part of stay as they are.',
  },
  restored: { kind: 'ok', text: 'The question is in use again.' },
  taken: { kind: 'ok', text: 'The questions are in the bank.' },
};

const param = (req: Request, name: string): string => String(req.params[name]);
const pageOf = (req: Request): string => `/author/drafts/${param(req, 'draftId')}/banks`;

/** Pages of question banks: list, bank with its blueprint, items, export. */
export function bankRoutes({ views }: Pick<Platform, 'views'>, banks: Banks, blueprints: Blueprints): Router {
  const router = createRouter();
  const { get, post } = route(router);
  const opened = (req: Request) => banks.open(actorOf(req), param(req, 'draftId'), param(req, 'bankId'));

  async function showList(req: Request, res: Response, refused: Refused, status: number): Promise<void> {
    const model = bankListView(await banks.list(actorOf(req), param(req, 'draftId')), refused);
    const page = frameOf(req, { title: 'Question banks', current: '/author', notice: noticeOf(req, NOTICES) });
    respond(res).html(views.render('authoring/banks', { page, ...model }), status);
  }

  /** `form`: which form of the page was refused. */
  async function showBank(
    req: Request,
    res: Response,
    refused: Refused,
    status: number,
    form = 'objectives',
  ): Promise<void> {
    const open = await opened(req);
    const model = bankView(open, readInput(itemFilter, queryOf(req)), refused, form);
    const page = frameOf(req, { title: model.title, current: '/author', notice: noticeOf(req, NOTICES) });
    respond(res).html(views.render('authoring/bank', { page, ...model }), status);
  }

  async function showItem(
    req: Request,
    res: Response,
    refused: Refused,
    status: number,
    clash: ItemClash | null = null,
  ): Promise<void> {
    const open = await opened(req);
    const itemId = req.params['itemId'];
    const item = itemId === undefined ? null : (open.bank.items.find(({ id }) => id === itemId) ?? null);
    if (itemId !== undefined && item === null) throw itemNotFound();
    const model = itemView(open, item, refused, clash);
    const page = frameOf(req, { title: model.heading, current: '/author' });
    respond(res).html(views.render('authoring/bank-item', { page, ...model }), status);
  }

  /** Saves the form of an item, new or known; both versions of a conflict are shown. */
  async function save(req: Request, res: Response): Promise<void> {
    const open = await opened(req);
    const known = req.params['itemId'] === undefined ? null : param(req, 'itemId');
    if (known !== null && !open.bank.items.some(({ id }) => id === known)) throw itemNotFound();
    const work = async (): Promise<void> => {
      const form = readInput(itemForm, req.body);
      const id = known ?? nextId(open.bank.items.map((item) => item.id));
      const isRetired = open.bank.items.find((item) => item.id === id)?.isRetired ?? false;
      const clash = await banks.save(actorOf(req), open, form.base, itemOfForm(form, id, isRetired));
      if (clash === null) {
        respond(res).redirect(`${pageOf(req)}/${open.id}?notice=saved`);
        return;
      }
      const view = clashView(clash, actorOf(req).timeZone);
      await showItem(req, res, { typed: typedForm(req), faults: {} }, 409, view);
    };
    await answerForm(req, work, (faults, status) => showItem(req, res, { typed: typedForm(req), faults }, status));
  }

  get(PAGE, (req, res) => showList(req, res, UNTOUCHED, 200));

  post(PAGE, sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    await banks.list(actorOf(req), param(req, 'draftId'));
    const work = async (): Promise<void> => {
      const bank = readInput(newBank, req.body);
      const id = await banks.create(actorOf(req), param(req, 'draftId'), bank);
      respond(res).redirect(`${pageOf(req)}/${id}?notice=made`);
    };
    await answerForm(req, work, (faults, status) => showList(req, res, { typed: typedForm(req), faults }, status));
  });

  get(`${PAGE}/:bankId`, (req, res) => showBank(req, res, UNTOUCHED, 200));

  post(`${PAGE}/:bankId/objectives`, sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
    await opened(req);
    const work = async (): Promise<void> => {
      const objective = readInput(newObjective, req.body);
      await banks.addObjective(actorOf(req), param(req, 'draftId'), param(req, 'bankId'), objective);
      respond(res).redirect(`${pageOf(req)}/${param(req, 'bankId')}?notice=objective`);
    };
    await answerForm(req, work, (faults, status) => showBank(req, res, { typed: typedForm(req), faults }, status));
  });

  /** Forms of the blueprint, each refused in its own place. */
  function onBank(path: string, done: string, work: (req: Request) => Promise<void>): void {
    post(`${PAGE}/:bankId/${path}`, sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
      await opened(req);
      const run = async (): Promise<void> => {
        await work(req);
        respond(res).redirect(`${pageOf(req)}/${param(req, 'bankId')}?notice=${done}`);
      };
      await answerForm(req, run, (faults, status) =>
        showBank(req, res, { typed: typedForm(req), faults }, status, path),
      );
    });
  }

  onBank('draw', 'drawn', (req) =>
    blueprints.changeDraw(actorOf(req), param(req, 'draftId'), param(req, 'bankId'), readInput(drawForm, req.body)),
  );
  onBank('objectives/change', 'renamed', (req) =>
    blueprints.changeObjective(
      actorOf(req),
      param(req, 'draftId'),
      param(req, 'bankId'),
      readInput(objectiveForm, req.body),
    ),
  );
  onBank('objectives/remove', 'unlisted', (req) => {
    const { objective } = readInput(namedObjective, req.body);
    return blueprints.removeObjective(actorOf(req), param(req, 'draftId'), param(req, 'bankId'), objective);
  });

  get(`${PAGE}/:bankId/export`, async (req, res) => {
    const open = await opened(req);
    await exportBank(res, banks.sound(open), readInput(exportQuery, queryOf(req)).format);
  });

  get(`${PAGE}/:bankId/items/new`, (req, res) => showItem(req, res, UNTOUCHED, 200));
  post(`${PAGE}/:bankId/items`, sameOrigin(), formBody(FORM_BYTES), save);
  get(`${PAGE}/:bankId/items/:itemId`, (req, res) => showItem(req, res, UNTOUCHED, 200));
  post(`${PAGE}/:bankId/items/:itemId`, sameOrigin(), formBody(FORM_BYTES), save);

  for (const [name, done] of [
    ['retire', 'retired'],
    ['restore', 'restored'],
  ] as const) {
    post(`${PAGE}/:bankId/items/:itemId/${name}`, sameOrigin(), async (req, res) => {
      const [draftId, bankId, itemId] = [param(req, 'draftId'), param(req, 'bankId'), param(req, 'itemId')];
      await banks.retire(actorOf(req), draftId, bankId, itemId, name === 'retire');
      respond(res).redirect(`${pageOf(req)}/${bankId}?notice=${done}`);
    });
  }

  return router;
}

/** `b61` after `b60`; a bank of other names goes on with its own number of questions. */
function nextId(ids: readonly string[]): string {
  const [, stem = 'b', digits = ''] = /^(.*?)(\d+)$/.exec(ids.at(-1) ?? '') ?? [];
  const number = String(digits === '' ? ids.length + 1 : Number(digits) + 1).padStart(Math.max(2, digits.length), '0');
  return freeId(`${stem}${number}`, new Set(ids));
}
