import type { ErrorRequestHandler, Request, Response, Router } from 'express';
import {
  AppError,
  contextOf,
  createRouter,
  formBody,
  framedPageHeaders,
  frameOf,
  localeOf,
  queryOf,
  readInput,
  respond,
  route,
  sayError,
  type Locale,
  type Platform,
} from '../../platform/index.ts';
import type { ChoiceService } from './choice-service.ts';
import { chooseView } from './choose-view.ts';
import type { DynamicRegistration } from './register-platform.ts';
import { launchCookie, setLaunchCookie } from './lti-cookie.ts';
import { localeTold } from './locale-told.ts';
import { choiceInput, launchInput, previewInput, registerInput, type LoginRequest } from './login-input.ts';
import { browserKey, type LoginService } from './login-service.ts';
import type { LaunchService, Opened } from './launch-service.ts';
import type { LoginRow } from './lti-model.ts';
import { refuseLaunch } from './refuse-launch.ts';
import type { RegistrationService } from './registration-service.ts';
import type { Registration, RegistrationStore } from './registration-store.ts';
import { closeStep, getStep, putStep, sendStep, windowStep, type StepView } from './step-view.ts';
import type { TeachingDesk } from './teaching-service.ts';
import { teachView } from './teach-view.ts';
import type { Tickets } from './tickets.ts';
import type { ToolKeys } from './tool-keys.ts';

/** Bytes of a message of an LMS: an id_token of a course with long titles. */
const MESSAGE_BYTES = 128 * 1024;

/** What the routes call. */
export interface LtiRouteParts {
  readonly logins: LoginService;
  readonly launches: LaunchService;
  readonly choices: ChoiceService;
  readonly teaching: TeachingDesk;
  readonly registrations: RegistrationService;
  readonly store: RegistrationStore;
  readonly register: DynamicRegistration;
  readonly tickets: Tickets;
  readonly keys: ToolKeys;
}

/**
 * What LMSs and their people send: sign-ins, messages, choices. Each is believed by its own signature, state or seal; no session
 * is read, so nothing here needs third-party cookies, and these routes stand before the sessions.
 */
export function ltiRoutes(platform: Platform, parts: LtiRouteParts): Router {
  const { views, config } = platform;
  const { logins, launches, choices, teaching, registrations, store, register, tickets, keys } = parts;
  const router = createRouter();
  const { get, post } = route(router);

  /** The sites of the door may frame the answer, a refusal too. Throws AppError `LTI_DOOR_SHUT` (403). */
  async function frameFor(res: Response, registration: Registration): Promise<void> {
    const { origins, isOpen } = await launches.doorOf(registration);
    framedPageHeaders(res, config, origins);
    if (isOpen) return;
    const help = 'Ask whoever gave you the course.';
    throw refuseLaunch('DOOR_SHUT', '', 'This way into the course is closed at the moment.', help, 403);
  }

  function show(req: Request, res: Response, view: string, title: string, model: object): void {
    respond(res).html(views.render(view, { page: frameOf(req, { title }), ...model }));
  }

  const showStep = (req: Request, res: Response, step: StepView): void =>
    show(req, res, 'embedding/lti-step', step.heading, { ...step });

  /** Pages for who teaches or adds a course are in English, as all of them are. */
  function showDesk(req: Request, res: Response, view: string, title: string, model: object): void {
    contextOf(req).frame.lang = 'en';
    show(req, res, view, title, model);
  }

  /** Nothing of ours is known yet: in no frame at all, in the language that the browser asks for. */
  const bare = (req: Request, res: Response, next: () => void): void => {
    framedPageHeaders(res, config, []);
    contextOf(req).frame.lang = localeOf(req.acceptsLanguages('en', 'es') || 'en');
    next();
  };

  async function login(req: Request, res: Response, input: unknown): Promise<void> {
    const { request, registration } = await logins.recognise(input);
    await frameFor(res, registration);
    const { url, key, secret } = await logins.begin(request, registration);
    setLaunchCookie(res, key, secret);
    const frame = request.lti_storage_target;
    if (frame === undefined) respond(res).redirect(url, 302);
    else showStep(req, res, putStep(url, frame, key, secret));
  }

  get('/lti/login', bare, (req, res) => login(req, res, queryOf(req)));
  post('/lti/login', bare, formBody(MESSAGE_BYTES), (req, res) => login(req, res, req.body));

  post('/lti/launch', bare, formBody(MESSAGE_BYTES), async (req, res) => {
    const { state, id_token: idToken, stored, error, error_description: words } = readInput(launchInput, req.body);
    // A refusal is read by a learner too: the language that the LMS names is taken before anything else is believed.
    const locale = localeTold(idToken ?? '');
    if (locale !== null) contextOf(req).frame.lang = locale;
    const { login: begun, registration, request } = await logins.find(state);
    await frameFor(res, registration);
    try {
      if (idToken === undefined) throw platformError(error ?? '', words ?? '');
      logins.requireFresh(begun);
      const key = browserKey(begun.stateHash);
      const kept = stored === undefined || stored === '' ? launchCookie(req, key) : stored;
      if (!logins.isBound(begun, kept))
        offerOtherWay(req, res, { begun, registration, request, state, idToken, stored, kept });
      else await answer(req, res, await launches.open(idToken, begun, registration), locale);
    } catch (fault) {
      if (fault instanceof AppError && fault.status < 500) await registrations.refused(registration.id, fault);
      throw fault;
    }
  });

  function offerOtherWay(req: Request, res: Response, launch: UnboundLaunch): void {
    const { begun, registration, request, state, idToken, stored, kept } = launch;
    if (kept !== null) {
      throw refuseLaunch('OTHER_BROWSER', 'SEC 5.1.1.5', 'This launch was begun in another browser.');
    }
    const { base } = contextOf(req);
    const { lti_storage_target: frame, ...again } = request;
    const loginUrl = `${base}/lti/login?${new URLSearchParams(again).toString()}`;
    // Asked already: `stored` came back empty.
    const step =
      frame === undefined || stored !== undefined
        ? windowStep(loginUrl)
        : getStep({
            loginUrl,
            action: `${base}/lti/launch`,
            frame,
            platform: registration.authLoginUrl,
            key: browserKey(begun.stateHash),
            state,
            idToken,
          });
    showStep(req, res, step);
  }

  async function answer(req: Request, res: Response, opened: Opened, lang: Locale | null): Promise<void> {
    const { base } = contextOf(req);
    if (opened.kind === 'play') respond(res).redirect(playPath({ ...opened, lang }));
    else if (opened.kind === 'teach') {
      const model = teachView(base, opened.ticket, await teaching.ofLink(opened.link));
      showDesk(req, res, 'embedding/lti-teach', model.title, model);
    } else {
      const model = chooseView(base, opened, await choices.offered(opened.agencyId));
      showDesk(req, res, 'embedding/lti-choose', 'Add a course', model);
    }
  }

  post('/lti/preview', bare, formBody(MESSAGE_BYTES), async (req, res) => {
    const ticket = tickets.openPreview(readInput(previewInput, req.body).ticket);
    const registration = await requireRegistration(ticket.registrationId);
    await frameFor(res, registration);
    const { doorId, code } = await launches.preview(ticket, registration.issuer);
    respond(res).redirect(playPath({ doorId, code, module: null, lang: null }));
  });

  post('/lti/choice', bare, formBody(MESSAGE_BYTES), async (req, res) => {
    const { ticket: sealed, choice } = readInput(choiceInput, req.body);
    const ticket = tickets.openChoice(sealed);
    await frameFor(res, await requireRegistration(ticket.registrationId));
    const { jwt, returnUrl } = await choices.answer(ticket, choice);
    mayPostTo(res, returnUrl);
    showStep(req, res, sendStep(returnUrl, jwt));
  });

  get('/lti/register/:token', bare, async (req, res) => {
    const asked = readInput(registerInput, queryOf(req));
    framedPageHeaders(res, config, originOf(asked.openid_configuration));
    await register(String(req.params['token']), asked);
    showStep(req, res, closeStep());
  });

  get('/lti/jwks', async (_req, res) => {
    // Public by purpose.
    res.set('Access-Control-Allow-Origin', '*');
    respond(res).json(await keys.published());
  });

  router.use('/lti', refusalPage(platform));
  return router;

  async function requireRegistration(id: string): Promise<Registration> {
    const found = await store.byId(null, id);
    if (found === null) throw refuseLaunch('LMS_UNKNOWN', 'LTI 4.1.3', 'This LMS is connected no more.');
    return found;
  }
}

interface UnboundLaunch {
  readonly begun: LoginRow;
  readonly registration: Registration;
  readonly request: LoginRequest;
  readonly state: string;
  readonly idToken: string;
  readonly stored: string | undefined;
  readonly kept: string | null;
}

/** The code stands in the fragment: it is in no log and in no `Referer`. */
function playPath({ doorId, code, module, lang }: PlayPlace): string {
  const query = new URLSearchParams({
    ...(lang !== null && { lang }),
    ...(module !== null && { open: 'contents', part: module }),
  });
  return `/doors/${doorId}/play${query.size === 0 ? '' : `?${query.toString()}`}#c=${code}`;
}

interface PlayPlace {
  readonly doorId: string;
  readonly code: string;
  readonly module: string | null;
  /** What the LMS names; null: what the browser asks for. */
  readonly lang: Locale | null;
}

/** The one form of ours that another site takes. */
function mayPostTo(res: Response, url: string): void {
  const policy = String(res.getHeader('Content-Security-Policy'));
  res.set('Content-Security-Policy', policy.replace("form-action 'self'", `form-action ${new URL(url).origin}`));
}

function originOf(url: string): string[] {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? [new URL(url).origin] : [];
}

function platformError(error: string, words: string): AppError {
  const own = [error, words]
    .filter(Boolean)
    .join(': ')
    .replace(/[^\x20-\x7e]/g, '?')
    .slice(0, 200);
  const reason = own || 'no id_token';
  const sentence = 'The LMS did not sign you in ({reason}).';
  return refuseLaunch('PLATFORM_REFUSED', 'SEC 5.1.1.5', sentence, undefined, undefined, { reason });
}

/** A refusal inside a frame of the LMS: its reason and the next step, without anything of a session around it. */
function refusalPage({ views, log }: Platform): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    const isPage = req.accepts(['json', 'html']) === 'html';
    if (!(error instanceof AppError) || error.status >= 500 || res.headersSent || !isPage) {
      next(error);
      return;
    }
    const { id, frame } = contextOf(req);
    log.info({ requestId: id, code: error.code, spec: error.spec }, 'LTI refused');
    const page = frameOf(req, { title: 'The course did not open' });
    const { code, spec = '' } = error;
    const { message, help = null } = sayError(localeOf(frame.lang), error);
    const html = views.render('embedding/lti-refused', { page, message, help, code, spec, requestId: id });
    respond(res).html(html, error.status);
  };
}
