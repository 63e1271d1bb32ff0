import type { Request, Response, Router } from 'express';
import { actorOf, answerForm, noticeOf, requireRole, typedForm } from '../people/index.ts';
import {
  createRouter,
  formBody,
  frameOf,
  readInput,
  respond,
  route,
  sameOrigin,
  type Platform,
} from '../platform/index.ts';
import { organisationInput, schoolInput } from './agency-input.ts';
import { directorInput } from './desk-input.ts';
import type { OrganisationDesk } from './organisation-service.ts';
import { organisationsView } from './organisations-view.ts';
import type { RefusedForm } from './placement-view.ts';

const FORM_BYTES = 16_384;
const PAGE = '/admin/organisations';

const NOTICES: Readonly<Record<string, { kind: string; text: string }>> = {
  district: { kind: 'ok', text: 'The district is made. Add its schools.' },
  school: { kind: 'ok', text: 'The school is added. Officers can be placed there.' },
  renamed: { kind: 'ok', text: 'The school has its new name, on earlier records too.' },
  director: { kind: 'ok', text: 'Added. The director is mailed a link to set the first password.' },
  removed: { kind: 'ok', text: 'The director no longer sees the district.' },
};

/** Districts and schools, for an agency's administrators. */
export function organisationRoutes({ views }: Platform, desk: OrganisationDesk): Router {
  const router = createRouter();
  const { get, post } = route(router);

  async function show(req: Request, res: Response, refused: RefusedForm | null, status: number): Promise<void> {
    const actor = actorOf(req);
    const model = organisationsView(actor, await desk.list(actor), refused);
    const notice = noticeOf(req, NOTICES);
    const page = frameOf(req, { title: 'Districts and schools', current: '/admin/people', notice });
    respond(res).html(views.render('agencies/organisations', { page, ...model }), status);
  }

  const change = (
    path: string,
    formOf: (req: Request) => string,
    notice: string,
    work: (req: Request) => Promise<unknown>,
  ): void => {
    post(path, sameOrigin(), formBody(FORM_BYTES), async (req, res) => {
      requireRole(actorOf(req), 'administrator');
      const run = async (): Promise<void> => {
        await work(req);
        respond(res).redirect(`${PAGE}?notice=${notice}`);
      };
      await answerForm(req, run, (faults, status) =>
        show(req, res, { form: formOf(req), typed: typedForm(req), faults }, status),
      );
    });
  };

  get(PAGE, (req, res) => show(req, res, null, 200));

  change(
    `${PAGE}/districts`,
    () => 'district',
    'district',
    (req) => desk.createDistrict(actorOf(req), readInput(organisationInput, req.body)),
  );

  change(
    `${PAGE}/districts/:district/schools`,
    (req) => `${param(req, 'district')}:school`,
    'school',
    async (req) => {
      const district = param(req, 'district');
      await desk.requireKept(actorOf(req), district);
      await desk.createSchool(actorOf(req), district, readInput(schoolInput, req.body).name);
    },
  );

  change(
    `${PAGE}/schools/:school/name`,
    (req) => param(req, 'school'),
    'renamed',
    async (req) => {
      const school = param(req, 'school');
      await desk.requireKeptSchool(actorOf(req), school);
      await desk.renameSchool(actorOf(req), school, readInput(schoolInput, req.body).name);
    },
  );

  change(
    `${PAGE}/districts/:district/directors`,
    (req) => `${param(req, 'district')}:director`,
    'director',
    async (req) => {
      const district = param(req, 'district');
      await desk.requireKept(actorOf(req), district);
      await desk.addDirector(actorOf(req), district, readInput(directorInput, req.body));
    },
  );

  change(
    `${PAGE}/districts/:district/directors/:person/remove`,
    () => '',
    'removed',
    (req) => desk.removeDirector(actorOf(req), param(req, 'district'), param(req, 'person')),
  );

  return router;
}

const param = (req: Request, name: string): string => String(req.params[name]);
