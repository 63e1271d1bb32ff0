import { z } from 'zod';

const one = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (typeof value === 'string' ? value : (value[0] ?? '')));
const given = (most: number) => one.pipe(z.string().min(1).max(most));

/** What an LMS sends to begin a sign-in (SEC 5.1.1.1, LTI 4.1), by GET or POST; what it does not know of is left aside. */
export const loginInput = z.object({
  iss: given(220),
  login_hint: given(4_000),
  target_link_uri: given(2_000),
  lti_message_hint: given(8_000).optional(),
  client_id: given(255).optional(),
  lti_deployment_id: given(255).optional(),
  /** Frame of the LMS that keeps data for tools (LTI Client Side postMessages). */
  lti_storage_target: given(100).optional(),
});

/** See {@link loginInput}. */
export type LoginRequest = z.infer<typeof loginInput>;

/** What an LMS posts at the end of a sign-in (OpenID Connect, form_post). */
export const launchInput = z.object({
  state: given(200),
  id_token: given(100_000).optional(),
  error: given(200).optional(),
  error_description: given(1_000).optional(),
  /** What the LMS kept for us, sent by our own page. */
  stored: given(200).optional(),
});

/** The form of the page on which courses are chosen. */
export const choiceInput = z.object({
  ticket: given(20_000),
  choice: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((value) => (value === undefined ? [] : [value].flat()))
    .pipe(z.array(z.string().max(1_100)).max(100)),
});

/** The form of the page for those who teach. */
export const previewInput = z.object({ ticket: given(2_000) });

/** What an LMS adds to the link by which it registers itself (LTI Dynamic Registration 3.3). */
export const registerInput = z.object({
  openid_configuration: given(2_000),
  registration_token: given(20_000).optional(),
});
