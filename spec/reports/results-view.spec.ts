import type { ResultsWanted } from '../../server/attempts/index.ts';
import { expect } from 'chai';
import { resultsView } from '../../server/reports/results-view.ts';
import { buildResult, buildResultRow, NOW } from '../support/report-rows.ts';

const QUERY: ResultsWanted = { search: '', status: 'all', sort: 'name', direction: 'asc', page: 1 };
const COURSE = { courseId: 'c1', title: 'Talking with students' };
const page = (change: Partial<ResultsWanted> = {}, total = 120) =>
  resultsView(COURSE, { rows: [buildResultRow()], total, pageSize: 50 }, { ...QUERY, ...change }, NOW);

describe('the results of a course', () => {
  it('shows status, score, time and attempts in words', () => {
    expect(page().rows[0]).to.deep.include({
      name: 'Maria Reyes',
      href: '/attempts/attempt1',
      score: '92%',
      active: '1 h 06',
      attempts: '1',
      saved: 'Finished Nov 23, 2026',
    });
  });

  it('turns the direction of the sorted column and starts the others anew', () => {
    const columns = page({ sort: 'score', direction: 'asc', search: 'reyes', page: 2 }).columns;
    expect(columns.find(({ label }) => label === 'Score')).to.include({
      href: '/courses/c1/results?search=reyes&sort=score&direction=desc',
      ariaSort: 'ascending',
      icon: 'up',
    });
    expect(columns.find(({ label }) => label === 'Person')?.href).to.equal('/courses/c1/results?search=reyes');
  });

  it('keeps the search while turning pages', () => {
    const { pager } = page({ page: 2, search: 'a b' });
    expect(pager).to.deep.equal({
      words: 'Page 2 of 3',
      isNeeded: true,
      previous: '/courses/c1/results?search=a+b',
      next: '/courses/c1/results?search=a+b&page=3',
    });
    expect(page({}, 20).pager.isNeeded).to.equal(false);
  });

  it('tells nobody yet from nobody found', () => {
    const none = { rows: [], total: 0, pageSize: 50 };
    expect(resultsView(COURSE, none, QUERY, NOW)).to.include({ isEmpty: true, isNothingFound: false });
    expect(resultsView(COURSE, none, { ...QUERY, search: 'zz' }, NOW)).to.include({
      isEmpty: false,
      isNothingFound: true,
    });
  });

  it('shows a person who never opened the course', () => {
    const row = buildResultRow({
      attemptId: null,
      state: 'not started',
      result: buildResult(),
      finishedAt: null,
      lastSavedAt: null,
    });
    const [shown] = resultsView(COURSE, { rows: [row], total: 1, pageSize: 50 }, QUERY, NOW).rows;
    expect(shown).to.deep.include({ href: null, score: 'none', saved: 'Nothing saved yet' });
  });
});
