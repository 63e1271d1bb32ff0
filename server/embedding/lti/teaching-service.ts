import type { Attempts } from '../../attempts/index.ts';
import type { People } from '../../people/index.ts';
import type { CourseResult } from '../../standards/index.ts';
import type { GradeStore } from './grade-store.ts';
import type { GradeRow, LinkRow } from './lti-model.ts';
import { countingResult } from './score.ts';

/** Somebody who came by a link, and how far that person is. */
export interface Came {
  readonly name: string;
  readonly result: CourseResult | null;
  readonly grade: GradeRow;
}

/** What those who teach a course in an LMS see of it. */
export function createTeachingDesk({
  grades,
  attempts,
  people,
}: {
  readonly grades: GradeStore;
  readonly attempts: Pick<Attempts, 'judging'>;
  readonly people: Pick<People, 'staff'>;
}) {
  return {
    /** Everybody who came by one link, and nobody else. */
    async ofLink(link: LinkRow): Promise<{ link: LinkRow; came: Came[] }> {
      const rows = await grades.ofLinks(null, [link.id]);
      const names = await people.staff.namesOf(rows.map(({ personId }) => personId));
      const came: Came[] = [];
      for (const grade of rows) {
        const results = await attempts.judging.resultsOf(null, grade.registrationId, link.module);
        came.push({ name: names.get(grade.personId) || 'No name', result: countingResult(results), grade });
      }
      return { link, came };
    },
  };
}

/** See `createTeachingDesk`. */
export type TeachingDesk = ReturnType<typeof createTeachingDesk>;
