import { LTI_CLAIM } from '../lti-names.ts';
import { refuseLaunch } from '../refuse-launch.ts';
import type { Rule } from '../launch-rule.ts';

/** LTI 5.2: a message has claims of LTI; a mere sign-in has none. */
export const checkMessage: Rule = (claims) => {
  if (Object.keys(claims).some((name) => name.startsWith(LTI_CLAIM))) return;
  throw refuseLaunch('NOT_A_MESSAGE', 'LTI 5.2', 'What the LMS sent is signed but is no LTI message.');
};
