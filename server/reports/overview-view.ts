import { strandWords } from '../packages/index.ts';
import { countWords } from './time-words.ts';

/** How many people of the agency stand where in a course. */
export interface CourseCounts {
  readonly courseId: string;
  readonly title: string;
  readonly strand: string;
  readonly people: number;
  readonly running: number;
  readonly passedOrDone: number;
  readonly notPassed: number;
}

/** View-model of the supervisor's overview: courses with counts. */
export function overviewView(agencyName: string, courses: readonly CourseCounts[]) {
  return {
    line: `${agencyName}, ${countWords(courses.length, 'course')}`,
    rows: courses.map((course) => ({
      title: course.title,
      href: `/courses/${course.courseId}/results`,
      strand: strandWords(course.strand),
      people: String(course.people),
      running: String(course.running),
      done: String(course.passedOrDone),
      notPassed: String(course.notPassed),
      share: course.people === 0 ? 0 : Math.round((course.passedOrDone / course.people) * 100),
    })),
    isEmpty: courses.length === 0,
  };
}
