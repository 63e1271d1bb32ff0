import { sha256Hex } from '../../../platform/index.ts';
import { refuseLaunch } from '../refuse-launch.ts';
import { isText, type Rule } from '../launch-rule.ts';

/** SEC 5.1.3-9: the nonce of this very login; that it comes once is kept by the row of the login. */
export const checkNonce: Rule = ({ nonce }, { nonceHash }) => {
  if (!isText(nonce)) throw refuseLaunch('NONCE_MISSING', 'SEC 5.1.3-9', 'The message of the LMS has no nonce.');
  if (sha256Hex(nonce) === nonceHash) return;
  throw refuseLaunch('NONCE_WRONG', 'SEC 5.1.3-9', 'The message belongs to another sign-in than this one.');
};
