import { refuseLaunch } from '../refuse-launch.ts';
import type { Rule } from '../launch-rule.ts';

/** SEC 5.1.3-3: one text or a list, and our client id is in it. */
export const checkAudience: Rule = ({ aud }, { clientId }) => {
  const audiences = typeof aud === 'string' ? [aud] : Array.isArray(aud) ? aud : [];
  if (audiences.includes(clientId)) return;
  throw refuseLaunch('AUDIENCE_WRONG', 'SEC 5.1.3-3', 'The message was made for another tool (another client id).');
};
