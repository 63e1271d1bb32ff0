import type { Request } from 'express';
import { z } from 'zod';
import { AppError, contextOf, localeOf, queryOf, say, sayError, type Locale } from '../platform/index.ts';
import type { Faults } from './sign-in-view.ts';

/**
 * Runs what a form asks for. A refusal that names a field is the person's to correct: `again` shows the form with the
 * sentence beside that field. Everything else, and every client that wants JSON, gets the error handler's answer.
 */
export async function answerForm(
  req: Request,
  work: () => Promise<void>,
  again: (faults: Faults, status: number) => Promise<void> | void,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const isPage = req.accepts(['json', 'html']) === 'html';
    if (!(error instanceof AppError) || error.status >= 500 || error.field === undefined || !isPage) throw error;
    await again(faultsOf(error, localeOf(contextOf(req).frame.lang)), error.status);
  }
}

/** A sentence per field; of several the first. */
function faultsOf(error: AppError, locale: Locale): Faults {
  const faults = new Map<string, string>();
  for (const { path = '', message } of error.issues ?? []) {
    const field = path.split('.')[0] ?? '';
    if (!faults.has(field)) faults.set(field, say(locale, message));
  }
  const { message, help } = sayError(locale, error);
  const words = [message, help].filter(Boolean).join(' ');
  if (error.field !== undefined && !error.issues) faults.set(error.field, words);
  return Object.fromEntries(faults);
}

const formInput = z.record(z.string(), z.unknown()).catch({});

/** What was typed into a form, by name; nothing where the body is no form. */
export function typedForm(req: Request): Record<string, unknown> {
  return formInput.parse(req.body);
}

/** Notice named by `?notice=` in the address, where the page knows it. */
export function noticeOf<Notice>(req: Request, notices: Readonly<Record<string, Notice>>): Notice | undefined {
  const name = queryOf(req)['notice'];
  return typeof name === 'string' && Object.hasOwn(notices, name) ? notices[name] : undefined;
}
