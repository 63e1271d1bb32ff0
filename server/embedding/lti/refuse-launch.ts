import { AppError } from '../../platform/index.ts';

/** What somebody who only wanted to take a course can do about a faulty message. */
export const ASK_LMS =
  'Go back to your LMS and open the course again. If it happens again, show this page to whoever runs the LMS.';

/**
 * A refusal that is shown in the LMS: `spec` is the paragraph that asks for it (`LTI 5.3.2`, `SEC 5.1.3-7`), `details` also fill
 * the places of the sentence (`{deployment}`).
 */
export function refuseLaunch(
  code: string,
  spec: string,
  message: string,
  help = ASK_LMS,
  status = 400,
  details: Readonly<Record<string, string>> = {},
): AppError {
  return new AppError(`LTI_${code}`, status, message, { help, spec, details, values: details });
}
