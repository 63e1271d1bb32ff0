import { expect } from 'chai';
import { contentUrl, entryStatus, listActivities, placeOf } from '../../../static/scripts/frame/activity-list.ts';
import { buildCourse12, buildSco } from '../../support/attempts.ts';

describe('the activities of a course', () => {
  it('gives each content its address below the version, percent-encoded, with its parameters as they are', () => {
    const base = 'http://content.test/c/token/';
    const at = (href: string, parameters = ''): string => contentUrl(base, buildSco('a', { href, parameters }));
    expect(at('shared/launch page.html', '?content=a%20b#top')).to.equal(
      `${base}shared/launch%20page.html?content=a%20b#top`,
    );
    expect(at('50%/100#1.html')).to.equal(`${base}50%25/100%231.html`);
    expect(at('https://elsewhere.test/x y', '?a=1')).to.equal('https://elsewhere.test/x y?a=1');
  });

  it('knows the place of a lesson among those that have content', () => {
    const group = buildSco('group', { type: 'cluster', href: null, children: [buildSco('b'), buildSco('c')] });
    const list = listActivities(buildCourse12(buildSco('a'), group));
    expect(list.map(({ activity, depth }) => [activity.identifier, depth])).to.deep.equal([
      ['root', 0],
      ['a', 1],
      ['group', 1],
      ['b', 2],
      ['c', 2],
    ]);
    expect(placeOf(list, 'c')).to.deep.equal({ at: 3, of: 3 });
    expect(placeOf(list, 'group')).to.equal(null);
  });

  it('says one word for a line of the contents, the verdict before the progress', () => {
    expect(entryStatus('incomplete', 'failed', false)).to.equal('failed');
    expect(entryStatus('completed', 'passed', true)).to.equal('passed');
    expect(entryStatus('completed', 'unknown', true)).to.equal('done');
    expect(entryStatus('incomplete', 'unknown', true)).to.equal('locked');
    expect(entryStatus('incomplete', 'unknown', false)).to.equal('begun');
    expect(entryStatus('not attempted', 'unknown', false)).to.equal('open');
  });
});
