import type { Clock } from './contract.ts';

/** The machine's own clock. */
export const systemClock: Clock = { now: () => new Date() };
