import { z } from 'zod';
import { AppError } from '../platform/index.ts';

const signInUrlInput = z.union([
  z.url({ protocol: /^https?$/ }),
  z.string().regex(/^\/(?![/\\])[!-~]*$/, 'must be an http or https address, or a path of this site'),
]);

/** The host's own sign-in page, null where it names none; throws AppError `CONFIG_INVALID` for what is no address. */
export function readSignInUrl(url: string | undefined): string | null {
  if (url === undefined) return null;
  const result = signInUrlInput.safeParse(url);
  if (result.success) return result.data;
  throw new AppError('CONFIG_INVALID', 500, 'auth.signInUrl must be an http or https address, or a path of this site.');
}

/** The address with the page that a person comes back to in the place of `{next}`. */
export function signInAddressFor(signInUrl: string, next: string): string {
  return signInUrl.replaceAll('{next}', encodeURIComponent(next));
}
