import type { Rule } from '../launch-rule.ts';
import { checkAudience } from './check-audience.ts';
import { checkDeepLinking } from './check-deep-linking.ts';
import { checkDeployment } from './check-deployment.ts';
import { checkIssuer } from './check-issuer.ts';
import { checkMessage } from './check-message.ts';
import { checkNonce } from './check-nonce.ts';
import { checkParty } from './check-party.ts';
import { checkResourceLink } from './check-resource-link.ts';
import { checkRoles } from './check-roles.ts';
import { checkSubject } from './check-subject.ts';
import { checkTarget } from './check-target.ts';
import { checkTimes } from './check-times.ts';
import { checkType } from './check-type.ts';
import { checkVersion } from './check-version.ts';

export { checkHeader } from './check-header.ts';

/** All rules of a signed message in the order in which they are asked: first whose it is, then what it says. */
export const MESSAGE_RULES: readonly Rule[] = [
  checkMessage,
  checkIssuer,
  checkAudience,
  checkParty,
  checkTimes,
  checkNonce,
  checkVersion,
  checkType,
  checkDeployment,
  checkTarget,
  checkResourceLink,
  checkSubject,
  checkRoles,
  checkDeepLinking,
];
