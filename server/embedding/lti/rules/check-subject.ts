import { refuseLaunch } from '../refuse-launch.ts';
import { isText, type Rule } from '../launch-rule.ts';

const HELP = 'Training is recorded for a person. Whoever runs the LMS lets it tell the user id to this tool.';

/** LTI 5.3.6: an anonymous launch has no subject; a record of nobody is no record. */
export const checkSubject: Rule = ({ sub }) => {
  if (isText(sub) && sub.length <= 255) return;
  throw refuseLaunch('SUBJECT_MISSING', 'LTI 5.3.6.1', 'The message does not say who opens the course.', HELP);
};
