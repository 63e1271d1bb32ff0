import { refuseLaunch } from '../refuse-launch.ts';
import type { Rule } from '../launch-rule.ts';

/** Two clocks may differ by this much about what has begun; never about what has ended. */
const TOLERANCE_S = 60;
/** A message that was made longer ago was not made for this launch. */
const OLDEST_S = 3_600;

const isTime = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/** SEC 5.1.3-7: the time is before `exp`, to the second; SEC 5.1.3-8: it was made just now; RFC 7519 4.1.5: `nbf`. */
export const checkTimes: Rule = ({ exp, iat, nbf }, { now }) => {
  const second = now.getTime() / 1000;
  if (!isTime(exp) || !isTime(iat) || (nbf !== undefined && !isTime(nbf))) {
    throw refuseLaunch('TIMES_MISSING', 'SEC 5.1.3-7', 'The message does not say from when to when it holds.');
  }
  if (second >= exp) {
    throw refuseLaunch('EXPIRED', 'SEC 5.1.3-7', 'The message of the LMS has expired.', EXPIRED_HELP);
  }
  if (iat > second + TOLERANCE_S || (nbf ?? iat) > second + TOLERANCE_S) {
    throw refuseLaunch(
      'NOT_YET',
      'SEC 5.1.3-8',
      'The message of the LMS holds only later: one of the two clocks is wrong.',
    );
  }
  if (iat < second - OLDEST_S) {
    throw refuseLaunch(
      'TOO_OLD',
      'SEC 5.1.3-8',
      'The message of the LMS was made more than an hour ago.',
      EXPIRED_HELP,
    );
  }
};

const EXPIRED_HELP =
  'Go back to your LMS and open the course again. If it happens each time, the clock of the LMS or of this server is wrong.';
