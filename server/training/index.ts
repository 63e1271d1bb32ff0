export { createTraining, type Training } from './create-training.ts';
