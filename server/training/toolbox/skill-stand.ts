import type { CompletedPartFacts } from '../../attempts/index.ts';
import type { VersionPart } from '../../packages/index.ts';
import type { SkillClaimRow } from './toolbox-model.ts';
import { PARTS, type Skill } from './skills.ts';

/** A completed module that added to a skill. */
export interface EarnedPart {
  readonly courseId: string;
  readonly versionId: string;
  /** Identifier of the module in its course. */
  readonly module: string;
  /** What it added, in words. */
  readonly adds: string;
  readonly at: Date;
}

/** How a person stands in one skill. */
export interface SkillStand {
  readonly skill: Skill;
  /** The claim that counts for each academy part, null where none was made or it was taken back. */
  readonly academy: readonly (SkillClaimRow | null)[];
  /** The first three modules that added to it, the earliest first. */
  readonly school: readonly EarnedPart[];
  /** Later ones: they change the bar no more. */
  readonly beyond: readonly EarnedPart[];
}

/** Parts of both halves that are there, 0-6. */
export function filledOf({ academy, school }: SkillStand): number {
  return academy.filter((claim) => claim?.state === 'approved').length + school.length;
}

/** Looks up the newest claim of a part that was not taken back; `rows` come newest first. */
export function standOfClaims(
  rows: readonly SkillClaimRow[],
): (skill: string, part: number) => SkillClaimRow | undefined {
  const standing = rows.filter(({ state }) => state !== 'withdrawn');
  return (skill, part) => standing.find((row) => row.skill === skill && row.part === part);
}

/** What completed modules add, by skill: a module of a course counts once, when it was completed first. */
function earnedBySkill(
  completed: readonly CompletedPartFacts[],
  partsOf: ReadonlyMap<string, readonly VersionPart[]>,
): Map<string, EarnedPart[]> {
  const earned = new Map<string, EarnedPart[]>();
  const seen = new Set<string>();
  for (const { courseId, versionId, scoId, at } of completed.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    const part = partsOf.get(versionId)?.find(({ identifier, kind }) => identifier === scoId && kind === 'module');
    if (part === undefined) continue;
    for (const { skill, adds } of part.skills) {
      const key = `${courseId} ${scoId} ${skill}`;
      if (seen.has(key)) continue;
      seen.add(key);
      earned.set(skill, [...(earned.get(skill) ?? []), { courseId, versionId, module: scoId, adds, at }]);
    }
  }
  return earned;
}

/** How a person stands in every skill, in the order of the file; pure. */
export function skillStands(
  skills: readonly Skill[],
  claims: readonly SkillClaimRow[],
  completed: readonly CompletedPartFacts[],
  partsOf: ReadonlyMap<string, readonly VersionPart[]>,
): SkillStand[] {
  const claimOf = standOfClaims(claims);
  const earned = earnedBySkill(completed, partsOf);
  return skills.map((skill) => {
    const all = earned.get(skill.id) ?? [];
    return {
      skill,
      academy: Array.from({ length: PARTS }, (_, at) => claimOf(skill.id, at + 1) ?? null),
      school: all.slice(0, PARTS),
      beyond: all.slice(PARTS),
    };
  });
}
