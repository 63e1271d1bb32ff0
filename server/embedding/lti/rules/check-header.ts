import type { ProtectedHeaderParameters } from 'jose';
import { refuseLaunch } from '../refuse-launch.ts';

/** SEC 5.1.3-6: RS256 and nothing else, so neither `none` nor an HMAC made with the public key; SEC 6.3: the key is named. */
export function checkHeader({ alg, kid }: ProtectedHeaderParameters): void {
  if (alg !== 'RS256') {
    throw refuseLaunch('ALGORITHM_WRONG', 'SEC 5.1.3-6', 'The LMS signed its message by another way than RS256.');
  }
  if (typeof kid !== 'string' || kid === '') {
    throw refuseLaunch('KEY_NOT_NAMED', 'SEC 6.3', 'The LMS did not say with which key it signed its message.');
  }
}
