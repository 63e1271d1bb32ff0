export type { SkillStand } from './toolbox/skill-stand.ts';
export type { ToolboxStrip } from './toolbox/toolbox-view.ts';
export { createTraining, type Training } from './create-training.ts';
export type { EnrollmentStanding, Standing } from './standing-service.ts';
