import { minutesOf } from '../../standards/module/index.ts';
import { readingGrade } from '../reading-grade.ts';
import type { ModuleSubject } from './module-subject.ts';
import type { Rule } from './rule.ts';

const HIGHEST_GRADE = 10;
const FEWEST_MINUTES = 20;
const MOST_MINUTES = 40;

const isHard = (grade: number | null): grade is number => grade !== null && grade > HIGHEST_GRADE;
const sayGrade = (what: string, grade: number): string =>
  `${what} reads at grade ${grade.toFixed(1)}, ${HIGHEST_GRADE} at most: shorter sentences, plainer words.`;

/** How hard and how long a module is. */
export const LENGTH_RULES: readonly Rule<ModuleSubject>[] = [
  {
    code: 'READING_GRADE',
    severity: 'error',
    *find({ texts }) {
      const grade = readingGrade(texts.filter(({ isProse }) => isProse).map(({ text }) => text));
      if (isHard(grade)) yield { at: ['sections'], message: sayGrade('The module', grade) };
    },
  },
  {
    code: 'READING_GRADE_SECTION',
    severity: 'warning',
    *find({ module, texts }) {
      for (const [index, { title }] of module.sections.entries()) {
        const prose = texts.filter(({ at, isProse }) => isProse && at[0] === 'sections' && at[1] === index);
        const grade = readingGrade(prose.map(({ text }) => text));
        if (isHard(grade)) yield { at: ['sections', index], message: sayGrade(`The section “${title}”`, grade) };
      }
    },
  },
  {
    code: 'MINUTES_FEW',
    severity: 'warning',
    *find({ module, videoSeconds }) {
      const minutes = minutesOf(module, videoSeconds);
      if (module.kind !== 'module' || minutes >= FEWEST_MINUTES) return;
      yield {
        at: ['title'],
        message: `The module takes ${minutes} minutes; ${FEWEST_MINUTES} to ${MOST_MINUTES} is usual. Do not pad it.`,
      };
    },
  },
  {
    code: 'MINUTES_MANY',
    severity: 'error',
    *find({ module, videoSeconds }) {
      const minutes = minutesOf(module, videoSeconds);
      if (module.kind !== 'module' || minutes <= MOST_MINUTES) return;
      yield {
        at: ['title'],
        message: `The module takes ${minutes} minutes, ${MOST_MINUTES} at most: cut it or make two of it.`,
      };
    },
  },
];
