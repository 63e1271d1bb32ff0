import { refuseLaunch } from '../refuse-launch.ts';
import type { Rule } from '../launch-rule.ts';

/** SEC 5.1.3-2: the issuer is to the letter the one that was registered. */
export const checkIssuer: Rule = ({ iss }, { issuer }) => {
  if (iss === issuer) return;
  throw refuseLaunch(
    'ISSUER_WRONG',
    'SEC 5.1.3-2',
    'The message comes from another LMS than the one that was connected.',
  );
};
