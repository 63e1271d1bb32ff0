import { z } from 'zod';
import { LOCALES } from '../platform/index.ts';
import { AGENCY_ROLES } from './actor-policy.ts';

/** Shape of an identifier: what does not fit is no row of ours. */
const ID = /^[0-9a-z]{26}$/;

/** True when a path's part can be an identifier. */
export const isId = (text: string): boolean => ID.test(text);

const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/^[^\p{Cc}]*$/u, 'Leave out control characters.');

/** A mail address, trimmed and lower case, at most 254 characters. */
export const emailInput = z.string().trim().toLowerCase().max(254).pipe(z.email('Write a mail address.'));

/** A password as typed: checked by the password rules, not here; bounded so that hashing is. */
const passwordInput = z.string().min(1, 'Write the password.').max(1000);

/** Names of a person; a family name may be missing where somebody has only one name. */
export const nameInput = z.object({
  givenName: line(120).min(1, 'Write a given name.'),
  familyName: line(120).default(''),
  rank: line(40).default(''),
});

/** Boxes of a form: none, one or several values under one name. */
const roleBoxes = z
  .union([z.string(), z.array(z.string()), z.undefined()])
  .transform((value) => (value === undefined ? [] : [value].flat()))
  .pipe(z.array(z.enum(AGENCY_ROLES)).max(AGENCY_ROLES.length));

/** Roles of a member: at least one. */
export const rolesInput = z.object({
  roles: roleBoxes.refine((roles) => roles.length > 0, 'Choose at least one role.'),
});

/** A new account of an agency. */
export const newPersonInput = nameInput.extend({ email: emailInput, ...rolesInput.shape });

/** Look and language of the pages, and which notices come by mail. */
export const preferencesInput = z.object({
  theme: z.enum(['light', 'dark', 'system']),
  /** A page of an older release sends neither: what is stored stays. */
  locale: z.enum(LOCALES).optional(),
  mail: z.enum(['all', 'overdue']).optional(),
});

/** What the account page changes. */
export const profileInput = nameInput.extend(preferencesInput.shape);

/** The agency to work for. */
export const agencyInput = z.object({ agencyId: z.string().regex(ID, 'Choose an agency.') });

/** A page of the audit trail. */
export const auditInput = z.object({
  before: z.coerce.number().int().min(1).max(2_000_000_000).optional().catch(undefined),
  check: z.literal('1').optional().catch(undefined),
});

/** Sign-in; the address is not checked for shape, so that a wrong one gets the same answer as an unknown one. */
export const loginInput = z.object({
  email: line(254).toLowerCase().min(1, 'Write your mail address.'),
  password: passwordInput,
  next: z.string().max(2000).optional(),
});

/** A request for a reset link. */
export const resetRequestInput = z.object({ email: emailInput });

/** A new password, written twice. */
export const newPasswordInput = z
  .object({ password: passwordInput, again: z.string().max(1000) })
  .refine(({ password, again }) => password === again, { path: ['again'], message: 'The two passwords differ.' });

/** A new password under the current one. */
export const changePasswordInput = z
  .object({ current: passwordInput, password: passwordInput, again: z.string().max(1000) })
  .refine(({ password, again }) => password === again, { path: ['again'], message: 'The two passwords differ.' });

/** Search and page of a list. */
export const listInput = z.object({
  search: line(100).default('').catch(''),
  page: z.coerce.number().int().min(1).max(10_000).default(1).catch(1),
});
