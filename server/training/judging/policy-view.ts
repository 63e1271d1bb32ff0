import { say, sayDay, type Locale } from '../../platform/index.ts';
import type { CompletionPolicy } from './completion-input.ts';
import { percent } from './judge-exam.ts';
import { ruleWord } from './reason-view.ts';

/** What else of an assignment is told beside its policy. */
export interface PolicyTerms {
  readonly renewalMonths: number | null;
  readonly countsFrom: string | null;
}

/** A policy as sentences for whom it holds: what counts, and what does not. */
export function policyLines(policy: CompletionPolicy, terms: PolicyTerms, locale: Locale): string[] {
  const { attempts, order, engagedMinutes, practical } = policy;
  const { renewalMonths, countsFrom } = terms;
  return [
    ...examLines(policy, locale),
    ...(engagedMinutes === null
      ? []
      : [say(locale, 'Spend {count} minutes actively in the course.', { count: engagedMinutes })]),
    ...(practical === null
      ? []
      : [say(locale, 'A practical part is signed by {by}.', { by: ruleWord(practical, locale) })]),
    ...(order === 'free' ? [] : [say(locale, 'The courses are taken in their order.')]),
    ...(attempts === null ? [] : [say(locale, 'Only your first {count} attempts count.', { count: attempts })]),
    ...(countsFrom === null
      ? []
      : [say(locale, 'What you began before {day} does not count.', { day: sayDay(locale, countsFrom) })]),
    ...(renewalMonths === null
      ? []
      : [say(locale, 'It has to be done again after {count} months.', { count: renewalMonths })]),
  ];
}

function examLines({ exam }: CompletionPolicy, locale: Locale): string[] {
  switch (exam.rule) {
    case 'forbidden':
      return [
        say(locale, 'Complete all parts other than tests.'),
        say(locale, 'No test is asked for: none that you take is looked at.'),
      ];
    case 'optional':
      return [
        say(locale, 'Complete all parts other than tests.'),
        say(locale, 'You may take the test; its result is shown and does not count.'),
      ];
    case 'course':
      return [say(locale, "The course's own result counts: complete it without failing.")];
    default:
      return [
        say(locale, 'Complete all parts other than tests.'),
        say(locale, 'Reach {mark} % or more in the test.', { mark: percent(exam.passMark) }),
        retestWords(exam.retests, locale),
      ];
  }
}

function retestWords(retests: number | null, locale: Locale): string {
  if (retests === null) return say(locale, 'You may repeat the test as often as you need.');
  if (retests === 0) return say(locale, 'The test cannot be repeated.');
  return retests === 1
    ? say(locale, 'You may repeat the test once.')
    : say(locale, 'You may repeat the test {count} times.', { count: retests });
}
