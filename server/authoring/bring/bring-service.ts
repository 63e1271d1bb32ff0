import type { Attempts } from '../../attempts/index.ts';
import type { Packages } from '../../packages/index.ts';
import type { Actor, People } from '../../people/index.ts';
import type { CompletionFacts } from './completion-view.ts';
import type { CountsFacts, SkillChoice } from './counts-view.ts';
import { readCalls } from './read-calls.ts';

/** Rooms that know something of a package. */
export interface BringParts {
  readonly packages: Pick<Packages, 'versions' | 'reader' | 'rules' | 'texts' | 'parts'>;
  readonly attempts: Pick<Attempts, 'evidence'>;
  readonly people: Pick<People, 'accounts'>;
  /** Skills of the toolbox. */
  readonly skills: readonly SkillChoice[];
}

/** What is known of a package that somebody else made. */
export function createPackageFacts({ packages, attempts, people, skills }: BringParts) {
  return {
    skillIds: skills.map(({ id }) => id),

    /** Everything for the page of hours, topics and skills. Throws AppError `COURSE_NOT_FOUND` (404), `NOT_ALLOWED` (403). */
    async countsFacts(actor: Actor, versionId: string): Promise<CountsFacts> {
      const { version, course, mayChange } = await packages.versions.find(actor, versionId);
      const { structure } = await packages.reader.loadVersion(null, versionId);
      return {
        version: { id: version.id, number: version.number },
        title: course.title,
        mayChange,
        structure,
        skills,
        parts: await packages.parts.of(versionId),
        isGradedHere: await packages.rules.gradesHere(null, versionId),
      };
    },

    /** Everything for the page of a version's completion. Throws AppError `COURSE_NOT_FOUND` (404), `NOT_ALLOWED` (403). */
    async completionFacts(actor: Actor, versionId: string): Promise<CompletionFacts> {
      const { version, course, mayChange } = await packages.versions.find(actor, versionId);
      const { structure } = await packages.reader.loadVersion(null, versionId);
      const rules = await packages.rules.list(actor, versionId);
      const { texts, isWhole } = await packages.texts.of(versionId);
      const ids = new Set(
        rules.flatMap(({ acceptedBy, withdrawnBy }) => [acceptedBy, withdrawnBy].filter((id) => id !== null)),
      );
      const names = new Map<string, string>();
      for (const id of ids) {
        const { givenName, familyName } = await people.accounts.person(id);
        names.set(id, `${givenName} ${familyName}`.trim());
      }
      return {
        version: { id: version.id, number: version.number },
        title: course.title,
        mayChange,
        structure,
        rules,
        names,
        timeZone: actor.timeZone,
        calls: readCalls(texts, isWhole),
        evidence: await attempts.evidence.ofVersion(actor, versionId),
        isGradedHere: await packages.rules.gradesHere(null, versionId),
      };
    },
  };
}

/** See `createPackageFacts`. */
export type PackageFacts = ReturnType<typeof createPackageFacts>;
