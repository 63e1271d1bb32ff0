export { ATTEMPT_CHANGED, type AttemptChanged } from './attempt-events.ts';
export type { Door, RegistrationRow } from './attempt-model.ts';
export type { Bearer } from './commit-item.ts';
export { type Attempts, createAttempts, type PackagesForAttempts } from './create-attempts.ts';
export type { RecoverAnswer } from './launch-service.ts';
export type { LaunchOrigin, OpenedLaunch } from './open-launch.ts';
export { tokenError } from './token-error.ts';
