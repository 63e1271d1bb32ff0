import { refuseLaunch } from '../refuse-launch.ts';
import type { Rule } from '../launch-rule.ts';

/** SEC 5.1.3-4 and -5: of several audiences the authorized party is named, and wherever it is named it is us. */
export const checkParty: Rule = ({ aud, azp }, { clientId }) => {
  if (azp === undefined && Array.isArray(aud) && aud.length > 1) {
    throw refuseLaunch(
      'PARTY_MISSING',
      'SEC 5.1.3-4',
      'The message is for several tools and does not say which one may use it.',
    );
  }
  if (azp !== undefined && azp !== clientId) {
    throw refuseLaunch('PARTY_WRONG', 'SEC 5.1.3-5', 'Another tool is the one that may use this message.');
  }
};
