export type { Certificate } from './certificates/certificate-service.ts';
export { movedDue } from './judging/due-day.ts';
export { outcomeStatus, reasonLines } from './judging/reason-view.ts';
export { readReasons } from './assignments/stored-rules.ts';
export type { SkillStand } from './toolbox/skill-stand.ts';
export { skillBar, type ToolboxStrip } from './toolbox/toolbox-view.ts';
export { createTraining, type Training } from './create-training.ts';
export type { EnrollmentStanding, Standing } from './standing-service.ts';
