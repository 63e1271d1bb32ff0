import { CLAIMS } from '../lti-names.ts';
import { refuseLaunch } from '../refuse-launch.ts';
import { isText, memberOf, type Rule } from '../launch-rule.ts';

/** LTI 5.3.5: a launch names the place in the LMS from which it comes; choosing a course comes from none. */
export const checkResourceLink: Rule = (claims) => {
  if (claims[CLAIMS.messageType] !== 'LtiResourceLinkRequest') return;
  const id = memberOf(claims[CLAIMS.resourceLink], 'id');
  if (isText(id) && id.length <= 255) return;
  throw refuseLaunch('RESOURCE_LINK_MISSING', 'LTI 5.3.5', 'The message does not name the link from which it comes.');
};
