import type { LogFacts } from '../attempts/index.ts';
import { countWords, fullDateWords, secondWords, type Now } from './time-words.ts';

/** View-model of the readable commit log, oldest first, a heading for each day. */
export function logView(
  attempt: { readonly attemptId: string; readonly title: string; readonly personName: string; readonly number: number },
  rows: readonly LogFacts[],
  pager: { readonly page: number; readonly pages: number; readonly total: number },
  time: Now,
) {
  const days: { day: string; rows: object[] }[] = [];
  for (const row of rows) {
    const day = fullDateWords(row.at, time);
    if (days.at(-1)?.day !== day) days.push({ day, rows: [] });
    days.at(-1)?.rows.push({
      iso: row.at.toISOString(),
      clock: secondWords(row.at, time),
      words: row.words,
      isKept: row.outcome !== 'saved',
      details: `${row.part}, window ${row.launchNumber}, save ${row.seq}, ${countWords(row.bytes, 'byte')}${row.link === '' ? '' : `, link ${row.link}`}`,
    });
  }
  const path = `/attempts/${attempt.attemptId}/log`;
  return {
    attemptId: attempt.attemptId,
    title: attempt.title,
    line: `${attempt.personName}, attempt ${attempt.number}, ${countWords(pager.total, 'save')}`,
    zone: `Times are on the agency’s clock (${time.timeZone}).`,
    days,
    isEmpty: rows.length === 0,
    pager: {
      words: `Page ${pager.page} of ${pager.pages}`,
      isNeeded: pager.pages > 1,
      previous: pager.page > 1 ? `${path}?page=${pager.page - 1}` : null,
      next: pager.page < pager.pages ? `${path}?page=${pager.page + 1}` : null,
    },
  };
}
