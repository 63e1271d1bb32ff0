import { z } from 'zod';
import { AppError, LOCALES, parseJson, type Locale } from '../../platform/index.ts';
import { CLAIMS } from './lti-names.ts';

const told = z.object({ [CLAIMS.presentation]: z.object({ locale: z.string() }) });

/**
 * Language that a message asks for (LTI 5.4.4, a BCP 47 tag such as `es-MX`); null where it names none of ours, or is no message.
 * It is read before the signature is checked: it decides in which language a refusal is told, and nothing else.
 */
export function localeTold(idToken: string): Locale | null {
  const [, payload = ''] = idToken.split('.');
  const read = told.safeParse(readJson(Buffer.from(payload, 'base64url').toString('utf8')));
  const tag = read.success ? read.data[CLAIMS.presentation]?.locale.toLowerCase().split(/[-_]/)[0] : undefined;
  return LOCALES.find((locale) => locale === tag) ?? null;
}

function readJson(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    // No message: the rules say so in their own words.
    if (error instanceof AppError) return null;
    throw error;
  }
}
