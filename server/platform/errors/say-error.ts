import { say, type Locale } from '../i18n/say.ts';
import type { AppError } from './app-error.ts';

/** What an error says to a person, in the person's language; what has no translation stays English. */
export function sayError(locale: Locale, { sentences }: AppError): { message: string; help: string | undefined } {
  const { message, help, values } = sentences;
  return { message: say(locale, message, values), help: help === undefined ? undefined : say(locale, help, values) };
}
