import type { CourseCountFacts } from '../attempts/index.ts';
import { strandWords } from '../packages/index.ts';
import { countWords } from './time-words.ts';

/** View-model of the supervisor's overview: courses with counts. */
export function overviewView(agencyName: string, courses: readonly CourseCountFacts[], hasReports: boolean) {
  return {
    /** Reports of a day are for supervisors and administrators. */
    hasReports,
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
