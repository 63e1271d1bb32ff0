import { CLAIMS } from '../lti-names.ts';
import { refuseLaunch } from '../refuse-launch.ts';
import { isText, type Rule } from '../launch-rule.ts';
import { targetOf } from '../target-link.ts';

const HELP = 'Whoever runs the LMS copies the launch address of the course from Schoolbeat once more.';

/** LTI 5.3.4: where the message leads is an address of ours, and the one that the login named. */
export const checkTarget: Rule = (claims, { publicUrl, targetLinkUri }) => {
  const target = claims[CLAIMS.targetLinkUri];
  if (!isText(target)) {
    throw refuseLaunch('TARGET_MISSING', 'LTI 5.3.4', 'The message does not say which address it opens.');
  }
  if (targetOf(publicUrl, target) === null) {
    throw refuseLaunch(
      'TARGET_UNREGISTERED',
      'LTI 5.3.4',
      'The message opens an address that is none of this tool.',
      HELP,
    );
  }
  if (target === targetLinkUri) return;
  throw refuseLaunch('TARGET_CHANGED', 'LTI 5.3.4', 'The message opens another address than the sign-in before it.');
};
