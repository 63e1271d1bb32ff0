import { fullDayWords } from '../day-words.ts';
import { standingWords } from '../standing-words.ts';
import { countWords } from '../time-words.ts';
import { PAIRS_PAGE, type PairFacts, type PairSide } from './pair-store.ts';

/** View-model of officers and their partners side by side. */
export function pairView(
  agencyName: string,
  { rows, total }: { readonly rows: readonly PairFacts[]; readonly total: number },
  page: number,
  day: string,
) {
  const pages = Math.max(1, Math.ceil(total / PAIRS_PAGE));
  const side = (one: PairSide | null) =>
    one && {
      name: one.name,
      href: `/officers/${one.personId}`,
      status: standingWords(one, day),
      words: one.completedOn === null ? dueWords(one) : `Completed ${fullDayWords(one.completedOn)}`,
    };
  return {
    line: `${agencyName}, ${countWords(total, 'pair')}`,
    rows: rows.map(({ course, assignment, officer, partner }) => ({
      course,
      assignment,
      officer: side(officer),
      partner: side(partner),
    })),
    isEmpty: total === 0,
    pager: {
      words: `Page ${Math.min(page, pages)} of ${pages}`,
      isNeeded: pages > 1,
      previous: page > 1 ? `/reports/pairs?page=${page - 1}` : null,
      next: page < pages ? `/reports/pairs?page=${page + 1}` : null,
    },
  };
}

function dueWords({ dueOn }: PairSide): string {
  return dueOn === null ? 'No due date' : `Due ${fullDayWords(dueOn)}`;
}
