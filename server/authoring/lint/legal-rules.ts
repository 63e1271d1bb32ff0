import type { ModuleSubject } from './module-subject.ts';
import type { Rule } from './rule.ts';

const LEGAL_SOURCES = new Set(['case', 'statute', 'regulation']);

/** A year, and a month to find the lawyer. */
const MOST_MONTHS = 13;

/** The same day some months later, or the first after it where that month has no such day: `2027-10-01`. */
function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months, date)).toISOString().slice(0, 10);
}

function teachesLaw({ module, blocks }: ModuleSubject): boolean {
  return (
    module.legal !== undefined ||
    module.sources.some(({ kind }) => LEGAL_SOURCES.has(kind)) ||
    blocks.some(({ block }) => block.type === 'callout' && (block.kind === 'law' || block.kind === 'state'))
  );
}

/** Modules that teach law: who answers for it, from which sources, until when. */
export const LEGAL_RULES: readonly Rule<ModuleSubject>[] = [
  {
    code: 'LEGAL_MISSING',
    severity: 'error',
    *find(subject) {
      if (!teachesLaw(subject) || subject.module.legal !== undefined) return;
      yield {
        at: [],
        message:
          'The module teaches law: fill in “Law” (legal) with the day until which it holds; who checked it may stay empty.',
      };
    },
  },
  {
    code: 'LEGAL_SOURCES',
    severity: 'error',
    *find(subject) {
      if (!teachesLaw(subject) || subject.module.sources.length > 0) return;
      yield { at: ['legal'], message: 'The module teaches law: name the cases, statutes or guidance in “Sources”.' };
    },
  },
  {
    code: 'LEGAL_REVIEW_BY',
    severity: 'error',
    *find({ module: { legal }, today }) {
      if (legal === undefined) return;
      const at = ['legal', 'review_by'];
      const isDay =
        !Number.isNaN(Date.parse(legal.review_by)) &&
        new Date(legal.review_by).toISOString().startsWith(legal.review_by);
      if (!isDay) yield { at, message: `${legal.review_by} is not a day of the calendar.` };
      else if (legal.review_by < today) {
        yield {
          at,
          message: `The legal content was to be reviewed by ${legal.review_by}: review it, then set a new day.`,
        };
      } else if (legal.review_by > monthsAfter(today, MOST_MONTHS)) {
        yield {
          at,
          message: `${legal.review_by} is more than ${MOST_MONTHS} months away: law is read again every year.`,
        };
      }
    },
  },
];
