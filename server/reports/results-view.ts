import type { ResultFacts, ResultsWanted } from '../attempts/index.ts';
import { resultWays } from '../training/index.ts';
import { scoreWords, statusWords } from './result-words.ts';
import { countWords, durationWords, fullDateWords, savedWords, type Now } from './time-words.ts';

const COLUMNS: readonly { key: ResultsWanted['sort'] | ''; label: string; isNumber: boolean }[] = [
  { key: 'name', label: 'Person', isNumber: false },
  { key: 'status', label: 'Status', isNumber: false },
  { key: 'score', label: 'Score', isNumber: true },
  { key: 'time', label: 'Active time', isNumber: true },
  { key: '', label: 'Attempts', isNumber: true },
  { key: 'saved', label: 'Last saved', isNumber: false },
];

/** View-model of a course's results, one page of rows. */
export function resultsView(
  course: { readonly courseId: string; readonly title: string },
  found: { readonly rows: readonly ResultFacts[]; readonly total: number; readonly pageSize: number },
  query: ResultsWanted,
  time: Now,
) {
  const path = `/courses/${course.courseId}/results`;
  const pages = Math.max(1, Math.ceil(found.total / found.pageSize));
  const isFiltered = query.search !== '' || query.status !== 'all';
  return {
    courseId: course.courseId,
    title: course.title,
    ways: resultWays(course.courseId, 'results'),
    summary: countWords(found.total, 'person', 'people'),
    search: query.search,
    statuses: [
      { value: 'all', label: 'Everyone', isChosen: query.status === 'all' },
      { value: 'running', label: 'In progress', isChosen: query.status === 'running' },
      { value: 'finished', label: 'Finished', isChosen: query.status === 'finished' },
    ],
    sort: query.sort,
    direction: query.direction,
    columns: COLUMNS.map(({ key, label, isNumber }) => column(key, label, isNumber, query, path)),
    rows: found.rows.map((row) => ({
      name: row.personName,
      email: row.email,
      href: row.attemptId === null ? null : `/attempts/${row.attemptId}`,
      status: statusWords(row.result, row.state),
      score: scoreWords(row.result) ?? 'none',
      active: durationWords(row.engagedMs),
      attempts: String(row.attempts),
      saved: row.finishedAt
        ? `Finished ${fullDateWords(row.finishedAt, time)}`
        : row.lastSavedAt
          ? savedWords(row.lastSavedAt, time)
          : 'Nothing saved yet',
    })),
    isEmpty: found.total === 0 && !isFiltered,
    isNothingFound: found.rows.length === 0 && isFiltered,
    clearHref: path,
    csvHref: `${path}.csv`,
    pager: {
      words: `Page ${Math.min(query.page, pages)} of ${pages}`,
      isNeeded: pages > 1,
      previous: query.page > 1 ? path + queryText({ ...query, page: query.page - 1 }) : null,
      next: query.page < pages ? path + queryText({ ...query, page: query.page + 1 }) : null,
    },
  };
}

/** The query as a link writes it, defaults left out. */
function queryText(query: ResultsWanted): string {
  const words = new URLSearchParams();
  if (query.search !== '') words.set('search', query.search);
  if (query.status !== 'all') words.set('status', query.status);
  if (query.sort !== 'name') words.set('sort', query.sort);
  if (query.direction !== 'asc') words.set('direction', query.direction);
  if (query.page > 1) words.set('page', String(query.page));
  const text = words.toString();
  return text === '' ? '' : `?${text}`;
}

function column(key: ResultsWanted['sort'] | '', label: string, isNumber: boolean, query: ResultsWanted, path: string) {
  if (key === '') return { label, isNumber, href: null, ariaSort: null, icon: null };
  const isSorted = query.sort === key;
  const direction = isSorted && query.direction === 'asc' ? 'desc' : 'asc';
  return {
    label,
    isNumber,
    href: path + queryText({ ...query, sort: key, direction, page: 1 }),
    ariaSort: isSorted ? (query.direction === 'asc' ? 'ascending' : 'descending') : null,
    icon: isSorted ? (query.direction === 'asc' ? 'up' : 'down') : null,
  };
}
