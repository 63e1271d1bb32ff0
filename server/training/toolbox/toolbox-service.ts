import type { Attempts } from '../../attempts/index.ts';
import type { Packages } from '../../packages/index.ts';
import type { Actor } from '../../people/index.ts';
import { AppError } from '../../platform/index.ts';
import type { ClaimStore } from './claim-store.ts';
import { skillStands, type EarnedPart, type SkillStand } from './skill-stand.ts';
import type { Skill } from './skills.ts';
import { requireToolbox } from './toolbox-policy.ts';

/** A module that would add to a skill. */
export interface OpenModule {
  readonly courseId: string;
  readonly courseTitle: string;
  readonly title: string;
  readonly adds: string;
}

/** An earned part with the names of its module and course. */
export interface NamedPart extends EarnedPart {
  readonly moduleTitle: string;
  readonly courseTitle: string;
}

/** One skill with all that its page says. */
export interface SkillFacts {
  readonly stand: SkillStand;
  readonly school: readonly NamedPart[];
  readonly beyond: readonly NamedPart[];
  /** Modules of published courses that would add to it. */
  readonly open: readonly OpenModule[];
}

interface Rooms {
  readonly attempts: Pick<Attempts, 'records'>;
  readonly packages: Pick<Packages, 'catalogue' | 'parts' | 'reader'>;
}

/** What an officer brings from the academy and has added for schools. */
export function createToolboxService({ attempts, packages }: Rooms, claims: ClaimStore, skills: readonly Skill[]) {
  /** A person's toolbox in an agency: three statements, however many courses. Permission is the caller's. */
  async function of(person: Pick<Actor, 'agencyId' | 'personId'>): Promise<SkillStand[]> {
    const completed = await attempts.records.completedParts(person);
    const parts = await packages.parts.ofVersions(null, [...new Set(completed.map(({ versionId }) => versionId))]);
    return skillStands(skills, await claims.ofPerson(null, person), completed, parts);
  }

  async function titleOf(versionId: string, identifier: string): Promise<string> {
    const { structure } = await packages.reader.loadVersion(null, versionId);
    const pending = [structure.root];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      if (node.identifier === identifier) return node.title;
      pending.push(...node.children);
    }
    return identifier;
  }

  async function openModules(actor: Actor, skillId: string, done: readonly EarnedPart[]): Promise<OpenModule[]> {
    const offered = await packages.catalogue.list(actor);
    const current = offered.flatMap((course) => (course.currentVersion ? [course.currentVersion.id] : []));
    const parts = await packages.parts.ofVersions(null, current);
    const open: OpenModule[] = [];
    for (const { id: courseId, title: courseTitle, currentVersion } of offered) {
      for (const { identifier, kind, skills: adding } of parts.get(currentVersion?.id ?? '') ?? []) {
        const adds = adding.find(({ skill }) => skill === skillId)?.adds;
        const isDone = done.some((one) => one.courseId === courseId && one.module === identifier);
        if (adds === undefined || kind !== 'module' || isDone) continue;
        open.push({ courseId, courseTitle, title: await titleOf(currentVersion?.id ?? '', identifier), adds });
      }
    }
    return open;
  }

  return {
    skills,
    of,

    /** The actor's own toolbox. Throws AppError `NOT_ALLOWED` (403). */
    async own(actor: Actor): Promise<SkillStand[]> {
      requireToolbox(actor);
      return of(actor);
    },

    /** One skill. Throws AppError `SKILL_NOT_FOUND` (404), `NOT_ALLOWED` (403). */
    async skill(actor: Actor, skillId: string): Promise<SkillFacts> {
      requireToolbox(actor);
      const stand = (await of(actor)).find(({ skill }) => skill.id === skillId);
      if (stand === undefined) {
        throw new AppError('SKILL_NOT_FOUND', 404, 'There is no such skill in the toolbox.');
      }
      const earned = [...stand.school, ...stand.beyond];
      const courses = await packages.catalogue.byIds(null, [...new Set(earned.map(({ courseId }) => courseId))]);
      const named = (parts: readonly EarnedPart[]): Promise<NamedPart[]> =>
        Promise.all(
          parts.map(async (part) => ({
            ...part,
            moduleTitle: await titleOf(part.versionId, part.module),
            courseTitle: courses.find(({ id }) => id === part.courseId)?.title ?? '',
          })),
        );
      return {
        stand,
        school: await named(stand.school),
        beyond: await named(stand.beyond),
        open: await openModules(actor, skillId, earned),
      };
    },

    /** The actor's claims, the last first. Throws AppError `NOT_ALLOWED` (403). */
    async claims(actor: Actor) {
      requireToolbox(actor);
      return claims.ofPerson(null, actor);
    },
  };
}

/** See `createToolboxService`. */
export type ToolboxService = ReturnType<typeof createToolboxService>;
