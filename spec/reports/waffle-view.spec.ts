import { expect } from 'chai';
import type { CoverageState, SchoolCoverage } from '../../server/reports/schools/school-coverage.ts';
import { MOST_CELLS, waffleView } from '../../server/reports/schools/waffle-view.ts';

const school = (at: number, state: CoverageState, lastAgencyName: string | null = 'Harlow'): SchoolCoverage => ({
  id: `school${at}`,
  name: `School ${at}`,
  districtName: 'Harlow County schools',
  lastAgencyName,
  officers: [],
  state,
});
const many = (count: number): SchoolCoverage[] =>
  Array.from({ length: count }, (_, at) => school(at, at % 4 === 0 ? 'none' : at % 4 === 1 ? 'training' : 'trained'));

describe('the picture of the schools', () => {
  it('has a cell for each of few schools', () => {
    const [group] = waffleView(many(MOST_CELLS)).groups;
    expect(group?.bar).to.equal(null);
    expect(group?.cells).to.have.length(MOST_CELLS);
  });

  it('has a bar for each agency of more, which counts every school once and says so in words', () => {
    const { groups, mark } = waffleView([...many(MOST_CELLS + 4), school(999, 'none', 'Another')]);
    expect(groups.map(({ name }) => name)).to.deep.equal(['Another', 'Harlow']);
    expect(groups.map(({ cells }) => cells.length)).to.deep.equal([0, 0]);
    expect(groups[1]?.bar?.words).to.equal('Trained officer 152, Officer not ready yet 76, No officer 76');
    expect(groups[0]?.bar?.parts).to.deep.equal([{ tone: 'l', x: 0, width: 100 }]);
    expect(mark).to.equal(`152 of ${MOST_CELLS + 5}`);
  });
});
