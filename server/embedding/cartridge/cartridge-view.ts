import { formFields, type Refused } from '../../agencies/index.ts';
import type { Actor } from '../../people/index.ts';
import type { CartridgeOffer } from './cartridge-service.ts';

/** Model of `embedding/cartridge`. */
export function cartridgeView({ agencyName }: Actor, courses: readonly CartridgeOffer[], refused: Refused) {
  const options = courses.map(({ courseId, title, version }) => ({
    value: courseId,
    label: `${title}, version ${version}`,
  }));
  return {
    organisation: agencyName,
    hasCourses: courses.length > 0,
    fields: formFields({ courseId: { label: 'Course', options } }, refused),
  };
}
