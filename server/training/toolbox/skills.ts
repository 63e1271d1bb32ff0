import type { SkillsSource } from '../../standards/module/index.ts';

/** A skill of `courses/skills.yaml`: three steps from the academy, three that schools add. */
export type Skill = SkillsSource['skills'][number];

/** Parts of each half of a skill. */
export const PARTS = 3;

/** What belongs together on the page; a skill that none names stands in the last one. */
export const SKILL_GROUPS: readonly { readonly title: string; readonly skills: readonly string[] }[] = [
  {
    title: 'Seeing and solving',
    skills: ['observation', 'problem-solving', 'report-writing', 'threat-assessment', 'information-sharing'],
  },
  {
    title: 'Talking and teaching',
    skills: ['presence', 'interviewing', 'de-escalation', 'counselling', 'teaching', 'victim-care'],
  },
  { title: 'Law and force', skills: ['search-seizure', 'discretion-diversion', 'force-restraint'] },
  { title: 'Emergencies', skills: ['solo-response', 'incident-command'] },
  { title: 'Yourself', skills: ['ethics-boundaries', 'wellness'] },
];

/** Title of the group for skills that no group names. */
export const OTHER_SKILLS = 'More skills';
