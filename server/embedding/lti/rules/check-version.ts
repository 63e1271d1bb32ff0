import { CLAIMS } from '../lti-names.ts';
import { refuseLaunch } from '../refuse-launch.ts';
import type { Rule } from '../launch-rule.ts';

/** LTI 5.3.2 */
export const checkVersion: Rule = (claims) => {
  if (claims[CLAIMS.version] === '1.3.0') return;
  throw refuseLaunch('VERSION_WRONG', 'LTI 5.3.2', 'The message does not say that it is of LTI 1.3.0.');
};
