import type { SkillStand } from './skill-stand.ts';

/** One part of a skill that a person has, as a transcript tells it. */
export interface SkillLine {
  readonly agency: string;
  readonly skill: string;
  readonly part: string;
  readonly origin: 'academy' | 'school';
  /** YYYY-MM-DD in the agency's time zone. */
  readonly on: string;
}

/** What of a toolbox is there: approved academy parts, then what modules added; claims that wait or were refused are left out. */
export function skillLines(
  stands: readonly SkillStand[],
  { agency, dayOf }: { readonly agency: string; readonly dayOf: (at: Date) => string },
): SkillLine[] {
  return stands.flatMap(({ skill, academy, school, beyond }) => [
    ...academy.flatMap((claim, at): SkillLine[] =>
      claim?.state === 'approved'
        ? [
            {
              agency,
              skill: skill.title,
              part: skill.academy[at] ?? '',
              origin: 'academy',
              on: dayOf(claim.decidedAt ?? claim.createdAt),
            },
          ]
        : [],
    ),
    ...[...school, ...beyond].map(({ adds, at }): SkillLine => ({
      agency,
      skill: skill.title,
      part: adds,
      origin: 'school',
      on: dayOf(at),
    })),
  ]);
}
