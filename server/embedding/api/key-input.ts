import { z } from 'zod';
import { SCOPE_NAMES } from './scope-policy.ts';

/** An origin as a person types it: nothing after the host, https but for this machine. */
const origin = z
  .string()
  .trim()
  .refine(isOrigin, 'Write each as https://intranet.example.gov, without a path.')
  .transform((text) => new URL(text).origin);

/** Origins in a form, one a line or several with blanks between them. */
const originLines = z
  .string()
  .max(2000)
  .default('')
  .transform((text) => text.split(/[\s,]+/).filter(Boolean))
  .pipe(z.array(origin).max(20));

/** Boxes of a form: none, one or several values under one name. */
const scopeBoxes = z
  .union([z.string(), z.array(z.string()), z.undefined()])
  .transform((value) => (value === undefined ? [] : [value].flat()))
  .pipe(z.array(z.enum(SCOPE_NAMES)).min(1, 'Choose at least one right.').max(SCOPE_NAMES.length));

/** A key to be made. */
export const newKeyInput = z.object({
  name: z.string().trim().min(1, 'Write what the key is for.').max(100),
  scopes: scopeBoxes,
  origins: originLines,
});

/** See {@link newKeyInput}. */
export type NewKey = z.output<typeof newKeyInput>;

/** Scopes of a stored key. */
export const storedScopes = z.array(z.enum(SCOPE_NAMES)).catch([]);

/** Origins of a stored key. */
export const storedOrigins = z.array(z.string()).catch([]);

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, pathname, search, hash, username } = new URL(text);
  if (pathname !== '/' || search !== '' || hash !== '' || username !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && /^(localhost|127\.0\.0\.1)$/.test(hostname));
}
