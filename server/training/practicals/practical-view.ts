import type { Actor, Faults } from '../../people/index.ts';
import { dayIn, say, sayDay, type Locale } from '../../platform/index.ts';
import { readReasons } from '../assignments/stored-rules.ts';
import { textField } from '../form-view.ts';
import { outcomeStatus, reasonLines } from '../judging/reason-view.ts';
import { MOST_WAITING, type WaitingPractical } from './practical-store.ts';

/** What was written under one of them when it was refused; `id` is null on a page that nobody has sent. */
export interface PracticalForm {
  readonly id: string | null;
  readonly typed: Readonly<Record<string, unknown>>;
  readonly faults: Faults;
}

/** Practical parts that wait for the actor, each with its form. */
export function practicalsView(
  { locale, timeZone }: Actor,
  rows: readonly WaitingPractical[],
  { id: sent, typed, faults }: PracticalForm,
  now: Date,
) {
  const today = dayIn(timeZone, now);
  const isShown = rows.some(({ id }) => id === sent);
  return {
    // What is wrong has no field of its own where it is not about what was written, or where the row is gone.
    fault: faults['assignmentId'] ?? (isShown ? null : (Object.values(faults)[0] ?? null)),
    isMore: rows.length === MOST_WAITING,
    most: MOST_WAITING,
    rows: rows.map((row) => {
      const form = row.id === sent ? { typed, faults } : { typed: { happenedOn: today }, faults: {} };
      const field = (...[name, label, options]: [string, string, object]) => ({
        ...textField(form, name, say(locale, label), options),
        id: `${name}-${row.id}`,
      });
      return {
        id: row.id,
        name: [row.rank, row.givenName, row.familyName].filter(Boolean).join(' '),
        course: row.courseTitle,
        assignment: row.assignmentTitle,
        due: dueWords(row.dueOn, today, locale),
        status: outcomeStatus(row.outcome, locale),
        rest: reasonLines(
          readReasons(row.reasons).filter(({ code }) => code !== 'practical-open'),
          locale,
        ),
        isOpen: row.id === sent,
        statement: field('statement', 'What I saw', { isLong: true }),
        happenedOn: field('happenedOn', 'Day on which I saw it', { type: 'date' }),
      };
    }),
  };
}

function dueWords(dueOn: string | null, today: string, locale: Locale): string {
  if (dueOn === null) return say(locale, 'No due date');
  const day = sayDay(locale, dueOn);
  return dueOn < today ? say(locale, 'Overdue since {day}', { day }) : say(locale, 'Due {day}', { day });
}
