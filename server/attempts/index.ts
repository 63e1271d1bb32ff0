export { ATTEMPT_CHANGED, attemptChanged } from './attempt-events.ts';
export type { Door } from './attempt-model.ts';
export type { Bearer } from './commit-item.ts';
export { type Attempts, createAttempts } from './create-attempts.ts';
export type { OpenedLaunch } from './open-launch.ts';
export type * from './judging-facts.ts';
export type { JudgingReader } from './judging-service.ts';
export type * from './record-facts.ts';
export { tokenError } from './token-error.ts';
