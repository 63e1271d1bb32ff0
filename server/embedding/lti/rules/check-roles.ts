import { CLAIMS } from '../lti-names.ts';
import { refuseLaunch } from '../refuse-launch.ts';
import type { Rule } from '../launch-rule.ts';

/** LTI 5.3.7: the claim is there, a list of texts; it may be empty. */
export const checkRoles: Rule = (claims) => {
  const roles = claims[CLAIMS.roles];
  if (Array.isArray(roles) && roles.every((role) => typeof role === 'string')) return;
  throw refuseLaunch('ROLES_MISSING', 'LTI 5.3.7', 'The message does not say which roles the person has.');
};
