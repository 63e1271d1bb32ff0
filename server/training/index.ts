export { createTraining, type Training } from './create-training.ts';
export type { EnrollmentStanding, Standing } from './standing-service.ts';
