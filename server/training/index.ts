export {
  CERTIFICATE_DECIDED,
  CERTIFICATE_ISSUED,
  certificateDecided,
  certificateIssued,
} from './certificates/certificate-events.ts';
export { certificateContent } from './certificates/certificate-content.ts';
export { newAssignment } from './assignments/assignment-input.ts';
export { VERDICT_REACHED, verdictReached } from './judging/verdict-events.ts';
export type { Certificate } from './certificates/certificate-service.ts';
export { resultWays, type ResultPage } from './grading/result-ways.ts';
export { movedDue } from './judging/due-day.ts';
export { outcomeStatus, reasonLines } from './judging/reason-view.ts';
export { readReasons } from './assignments/stored-rules.ts';
export type { SkillStand } from './toolbox/skill-stand.ts';
export { skillBar, type ToolboxStrip } from './toolbox/toolbox-view.ts';
export { createTraining, type Training } from './create-training.ts';
export type { EnrollmentStanding, Standing } from './standing-service.ts';
