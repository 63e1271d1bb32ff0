import type { LogFacts } from '../attempts/index.ts';
import { say } from '../platform/index.ts';
import { fullDateWords, secondWords, type Now } from './time-words.ts';

/** View-model of the readable commit log, oldest first, a heading for each day. */
export function logView(
  attempt: { readonly attemptId: string; readonly title: string; readonly personName: string; readonly number: number },
  rows: readonly LogFacts[],
  pager: { readonly page: number; readonly pages: number; readonly total: number },
  time: Now,
) {
  const { locale = 'en' } = time;
  const days: { day: string; rows: object[] }[] = [];
  for (const row of rows) {
    const day = fullDateWords(row.at, time);
    if (days.at(-1)?.day !== day) days.push({ day, rows: [] });
    days.at(-1)?.rows.push({
      iso: row.at.toISOString(),
      clock: secondWords(row.at, time),
      words: row.words,
      isKept: row.outcome !== 'saved',
      details:
        say(locale, '{part}, window {window}, save {save}, {bytes} bytes', {
          part: row.part,
          window: row.launchNumber,
          save: row.seq,
          bytes: row.bytes,
        }) + (row.link === '' ? '' : say(locale, ', link {link}', { link: row.link })),
    });
  }
  const path = `/attempts/${attempt.attemptId}/log`;
  return {
    attemptId: attempt.attemptId,
    heading: say(locale, 'Log of saves: {title}', { title: attempt.title }),
    line:
      pager.total === 1
        ? say(locale, '{name}, attempt {number}, 1 save', { name: attempt.personName, number: attempt.number })
        : say(locale, '{name}, attempt {number}, {count} saves', {
            name: attempt.personName,
            number: attempt.number,
            count: pager.total,
          }),
    zone: say(locale, 'Times are on the agency’s clock ({zone}).', { zone: time.timeZone }),
    days,
    isEmpty: rows.length === 0,
    pager: {
      words: say(locale, 'Page {page} of {pages}', { page: pager.page, pages: pager.pages }),
      isNeeded: pager.pages > 1,
      previous: pager.page > 1 ? `${path}?page=${pager.page - 1}` : null,
      next: pager.page < pager.pages ? `${path}?page=${pager.page + 1}` : null,
    },
  };
}
