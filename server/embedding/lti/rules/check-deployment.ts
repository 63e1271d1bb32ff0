import { CLAIMS } from '../lti-names.ts';
import { refuseLaunch } from '../refuse-launch.ts';
import { isText, type Rule } from '../launch-rule.ts';

const HELP =
  'An administrator of your agency allows it in Schoolbeat under Organisations, Doors, on the page of this LMS.';

/** LTI 5.3.3: the deployment is named, and is one that the agency has allowed. */
export const checkDeployment: Rule = (claims, { deployments }) => {
  const deployment = claims[CLAIMS.deploymentId];
  if (!isText(deployment)) {
    throw refuseLaunch('DEPLOYMENT_MISSING', 'LTI 5.3.3', 'The message does not say from which deployment it comes.');
  }
  if (deployments.includes(deployment)) return;
  const words = 'The LMS uses the tool in a place that is not connected yet (deployment {deployment}).';
  throw refuseLaunch('DEPLOYMENT_UNKNOWN', 'LTI 5.3.3', words, HELP, 403, { deployment });
};
