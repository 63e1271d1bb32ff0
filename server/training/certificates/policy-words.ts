import { say, type Locale } from '../../platform/index.ts';
import type { CompletionPolicy } from '../judging/completion-input.ts';

/** A completion policy in sentences, as a certificate names it. */
export function policyWords(policy: CompletionPolicy, locale: Locale): string[] {
  const { exam, attempts, engagedMinutes, practical } = policy;
  return [
    examWords(exam, locale),
    ...(engagedMinutes === null
      ? []
      : [say(locale, 'At least {minutes} active minutes.', { minutes: engagedMinutes })]),
    ...(attempts === null
      ? []
      : [
          attempts === 1
            ? say(locale, 'The first attempt counts.')
            : say(locale, 'The first {count} attempts count.', { count: attempts }),
        ]),
    ...(practical === null ? [] : [say(locale, PRACTICAL[practical])]),
  ];
}

function examWords(exam: CompletionPolicy['exam'], locale: Locale): string {
  if (exam.rule === 'forbidden') return say(locale, 'Completed without an examination.');
  if (exam.rule === 'optional') return say(locale, 'Completed; the examination was optional.');
  if (exam.rule === 'course') return say(locale, 'Completed as the course itself requires.');
  const percent = Math.round(exam.passMark * 100);
  if (exam.retests === null) return say(locale, 'Examination passed with {percent} % or more.', { percent });
  if (exam.retests === 0)
    return say(locale, 'Examination passed with {percent} % or more, without a retest.', { percent });
  return exam.retests === 1
    ? say(locale, 'Examination passed with {percent} % or more, one retest allowed.', { percent })
    : say(locale, 'Examination passed with {percent} % or more, {count} retests allowed.', {
        percent,
        count: exam.retests,
      });
}

const PRACTICAL: Readonly<Record<NonNullable<CompletionPolicy['practical']>, string>> = {
  instructor: 'Practical part signed by an instructor.',
  supervisor: 'Practical part signed by a supervisor.',
  either: 'Practical part signed by an instructor or a supervisor.',
};
