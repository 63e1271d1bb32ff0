import { formFields, type Refused } from '../../agencies/index.ts';
import type { Actor } from '../../people/index.ts';
import type { Downloadable } from './download-service.ts';

const TARGETS = [
  { value: 'scorm12', label: 'SCORM 1.2' },
  { value: 'scorm2004-3', label: 'SCORM 2004 3rd Edition' },
  { value: 'scorm2004-4', label: 'SCORM 2004 4th Edition' },
];

/** Model of `embedding/download`. */
export function downloadView({ agencyName }: Actor, courses: readonly Downloadable[], refused: Refused) {
  const options = courses.map(({ courseId, title, version }) => ({
    value: courseId,
    label: `${title}, version ${version}`,
  }));
  return {
    organisation: agencyName,
    hasCourses: courses.length > 0,
    fields: formFields(
      { courseId: { label: 'Course', options }, target: { label: 'Standard', options: TARGETS } },
      refused,
    ),
  };
}
