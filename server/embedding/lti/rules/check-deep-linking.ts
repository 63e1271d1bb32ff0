import { CLAIMS } from '../lti-names.ts';
import { refuseLaunch } from '../refuse-launch.ts';
import { isText, memberOf, type Rule } from '../launch-rule.ts';

/** DL 4.4.6: who asks for a choice says where the answer goes and that it takes links. */
export const checkDeepLinking: Rule = (claims) => {
  if (claims[CLAIMS.messageType] !== 'LtiDeepLinkingRequest') return;
  const settings = claims[CLAIMS.deepLinking];
  const url = memberOf(settings, 'deep_link_return_url');
  if (!isText(url) || !URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw refuseLaunch('RETURN_MISSING', 'DL 4.4.6', 'The LMS does not say where the chosen course goes.');
  }
  const types = memberOf(settings, 'accept_types');
  if (Array.isArray(types) && types.includes('ltiResourceLink')) return;
  throw refuseLaunch('LINKS_NOT_TAKEN', 'DL 4.4.6', 'The LMS takes no links to courses at this place.');
};
