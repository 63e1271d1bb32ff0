import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { STATUS_CODES } from 'node:http';
import type { Platform } from '../contract.ts';
import { AppError, type ErrorIssue } from '../errors/app-error.ts';
import { RETRY_AFTER_S, serviceFault } from '../health/service-fault.ts';
import { localeOf, say, type Locale } from '../i18n/say.ts';
import { sayError } from '../errors/say-error.ts';
import { newId } from '../ids/new-id.ts';
import { frameOf } from './page-frame.ts';
import { contextOf, hasContext, openContext } from './request-context.ts';
import { respond } from './respond.ts';

/** What an error says to a client; never the message of an unknown one. */
interface ErrorAnswer {
  readonly code: string;
  readonly message: string;
  readonly help?: string;
  readonly field?: string;
  readonly issues?: readonly ErrorIssue[];
  readonly spec?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly requestId: string;
}

const TITLES: Record<number, string> = {
  401: 'Sign in first',
  403: 'Not allowed',
  404: 'Nothing here',
  408: 'Too slow',
  409: 'This has changed meanwhile',
  413: 'Too large',
  429: 'Please wait a moment',
  503: 'Not possible at the moment',
};

/** An error as it is told: what the client may know, and the status; the log gets the cause and the request id. */
function tell(
  platform: Platform,
  thrown: unknown,
  req: Request,
  languageFor: (req: Request) => Locale,
): { answer: ErrorAnswer; status: number } {
  const error = toAppError(thrown);
  const { id } = hasContext(req) ? contextOf(req) : openContext(req, platform, newId());
  const level = error.status === 503 ? 'warn' : error.status >= 500 ? 'error' : 'debug';
  platform.log[level]({ requestId: id, err: error.cause ?? error, code: error.code }, 'request failed');
  platform.health.heard(error);
  platform.metrics.count('schoolbeat_errors_total', 'Errors by code.', { code: error.code });
  return { answer: answerOf(error, id, languageFor(req)), status: error.status };
}

type Send = (req: Request, res: Response, answer: ErrorAnswer, status: number) => void;

const handler =
  (platform: Platform, languageFor: (req: Request) => Locale, send: Send): ErrorRequestHandler =>
  (thrown: unknown, req, res, next) => {
    const { answer, status } = tell(platform, thrown, req, languageFor);
    if (res.headersSent) {
      // Half an answer is out: only a broken connection tells the client so.
      next(thrown);
      return;
    }
    if (status === 503) res.set('Retry-After', String(RETRY_AFTER_S));
    send(req, res, answer, status);
  };

/** Last of all: answers any error as HTML or JSON by `Accept`. */
export function errorHandler(platform: Platform): ErrorRequestHandler {
  return handler(platform, languageOf, (req, res, answer, status) => {
    if (wantsJson(req)) respond(res).json(answer, status);
    else respond(res).html(renderError(platform, req, answer, status), status);
  });
}

/** Answers any error of an interface for programs as problem details (RFC 9457), with our code beside them. */
export function problemHandler(platform: Platform): ErrorRequestHandler {
  return handler(
    platform,
    () => 'en',
    (_req, res, { message, ...answer }, status) => {
      const title = STATUS_CODES[status] ?? 'Error';
      res
        .status(status)
        .set({ 'Content-Type': 'application/problem+json; charset=utf-8', 'Cache-Control': 'no-store' });
      res.end(JSON.stringify({ type: 'about:blank', title, status, detail: message, ...answer }));
    },
  );
}

/** The handler before the last: nobody knew the path. */
export function notFound(): RequestHandler {
  return (_req, _res, next) =>
    next(new AppError('NOT_FOUND', 404, 'There is no such page, or it is not yours to see.'));
}

/** What is told to a client about an error; from 500 on its text stays here, but for a 503, which is ours and says what to do. */
function answerOf(error: AppError, requestId: string, locale: Locale): ErrorAnswer {
  if (error.status >= 500 && error.status !== 503) {
    const message = say(locale, 'Something went wrong on our side. What was saved before is safe.');
    return { code: error.code, message, help: say(locale, 'Please try again in a moment.'), requestId };
  }
  const { code, field, issues, spec, details } = error;
  const told = issues?.map((issue) => ({ ...issue, message: say(locale, issue.message) }));
  return { code, ...sayError(locale, error), field, issues: told, spec, details, requestId };
}

/**
 * The player shows these words to a person. Requests by launch token carry no person: there the language is the one that the
 * page asks for (`Accept-Language`).
 */
function languageOf(req: Request): Locale {
  const { frame } = contextOf(req);
  return localeOf(wantsJson(req) && frame.person === null ? req.acceptsLanguages('en', 'es') || 'en' : frame.lang);
}

/** Keeps an AppError, tells faults of database and store, gives a 400 of Express its own code; all else is `UNEXPECTED`. */
function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const fault = serviceFault(thrown);
  if (fault !== null) return fault;
  const isBadRequest = thrown instanceof Error && 'status' in thrown && thrown.status === 400;
  if (isBadRequest) return new AppError('BAD_REQUEST', 400, 'The request cannot be read.', {}, { cause: thrown });
  return new AppError('UNEXPECTED', 500, 'Something unexpected happened.', {}, { cause: thrown });
}

const wantsJson = (req: Request): boolean => req.accepts(['json', 'html']) !== 'html';

function renderError(platform: Platform, req: Request, answer: ErrorAnswer, status: number): string {
  const title = TITLES[status] ?? (status >= 500 ? 'Something went wrong' : 'That did not work');
  const page = frameOf(req, { title });
  return platform.views.render('errors/error', { page, title, status, ...answer });
}
