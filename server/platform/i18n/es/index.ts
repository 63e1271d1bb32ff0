import { attempt } from './attempt.ts';
import { credentials } from './credentials.ts';
import { faults } from './faults.ts';
import { lti } from './lti.ts';
import { notices } from './notices.ts';
import { officer } from './officer.ts';
import { rules } from './rules.ts';
import { skills } from './skills.ts';
import { training } from './training.ts';

/** Spanish sentences by their English ones: officer's pages and frame, assignments and notices, certificates and toolbox. */
export const spanish: Readonly<Record<string, string>> = {
  ...attempt,
  ...officer,
  ...notices,
  ...skills,
  ...training,
  ...credentials,
  ...faults,
  ...lti,
  ...rules,
};
