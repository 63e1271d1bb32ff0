import { longestState, STATE_LIMIT } from '../../standards/module/index.ts';
import { compileModule } from '../build/compile-module.ts';
import type { ModuleSubject } from './module-subject.ts';
import type { Rule } from './rule.ts';

/** A state that does not fit SCORM 1.2 would lose an officer's answers there. */
export const STATE_RULES: readonly Rule<ModuleSubject>[] = [
  {
    code: 'STATE_TOO_LONG',
    severity: 'error',
    find: (subject) => {
      const length = longestStateOf(subject);
      if (length === null || length <= STATE_LIMIT) return [];
      const message = `At its longest the state takes ${length} characters; SCORM 1.2 keeps ${STATE_LIMIT}. Split the module.`;
      return [{ at: ['sections'], message }];
    },
  },
];

/** Null where the module cannot be compiled yet: what is missing is said by other rules. */
function longestStateOf({ module, blocks, course, skills }: ModuleSubject): number | null {
  const banks = new Map(course.banks.map(({ data }) => [data.id, data]));
  const lacksBank = blocks.some(({ block }) => block.type === 'test' && !banks.has(block.bank));
  if (course.course === null || lacksBank) return null;
  const context = { course: course.course.data, skills, banks, pretests: new Map(), language: 'en', minutes: 0 };
  // Neither transcripts nor pictures are part of the state.
  return longestState(
    compileModule(module, { ...context, readText: () => '', sizeOf: () => null, copiesOf: () => [] }).module,
  );
}
