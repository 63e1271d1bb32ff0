import { AppError } from '../platform/index.ts';

/** 401 for a launch token: `LAUNCH_TOKEN_EXPIRED` is worth a recovery by the same person, `LAUNCH_TOKEN_UNKNOWN` too after a sign-in. */
export function tokenError(fault: 'token-unknown' | 'token-expired'): AppError {
  return fault === 'token-expired'
    ? new AppError('LAUNCH_TOKEN_EXPIRED', 401, 'This launch has been silent for too long.', {
        help: 'Recover the launch, then send again.',
      })
    : new AppError('LAUNCH_TOKEN_UNKNOWN', 401, 'This token does not belong to the launch.', {
        help: 'Sign in and open the course again.',
      });
}
