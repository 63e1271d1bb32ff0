import { CLAIMS, MESSAGES } from '../lti-names.ts';
import { refuseLaunch } from '../refuse-launch.ts';
import type { Rule } from '../launch-rule.ts';

/** LTI 5.3.1, DL 4.4.1 */
export const checkType: Rule = (claims) => {
  const type = claims[CLAIMS.messageType];
  if (MESSAGES.some((known) => known === type)) return;
  throw refuseLaunch('TYPE_UNKNOWN', 'LTI 5.3.1', 'The message does not say that it opens a course or chooses one.');
};
