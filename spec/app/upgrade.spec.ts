import { expect } from 'chai';
import { AttemptsWorld, buildCourse12, buildSco } from '../support/attempts.ts';
import { forEachDatabase } from '../support/databases.ts';
import { fillPreviousRelease, PREVIOUS } from '../support/previous-release.ts';

const COURSE = buildCourse12(buildSco('one'));

describe('a database of the previous release', () => {
  forEachDatabase((make) => {
    let world: AttemptsWorld;

    before(async () => {
      const database = await make();
      await fillPreviousRelease(database, COURSE);
      await database.migrate();
      world = new AttemptsWorld(database);
    });

    it('verifies after the upgrade as it did before', async () => {
      expect(await world.attempts.verify()).to.deep.equal({ ok: true, attempts: 1, entries: 3, faults: [] });
    });

    it('gives its commits turns in the order of their chain, though the clock had stepped back', async () => {
      const commits = await world.rows('commits', 'position');
      expect(commits.map((row) => row['turn'])).to.deep.equal([1, 2, 3]);
    });

    it('tells where its registrations stand, as a rebuild does', async () => {
      const filled = await world.rows('registration_results');
      expect(filled).to.have.length(1);
      expect(filled[0]).to.include({
        attempt_id: PREVIOUS.attemptId,
        agency_id: PREVIOUS.agencyId,
        state: 'running',
        outcome: 'open',
        score: -2,
      });
      await world.attempts.rebuild();
      expect(await world.rows('registration_results')).to.deep.equal(filled);
    });

    it('rebuilds to the last commit of the chain, and is read by the rooms', async () => {
      await world.attempts.rebuild();
      const [track] = await world.rows('sco_tracks');
      expect(track).to.include({ attempt_id: PREVIOUS.attemptId, location: '3' });
      const actor = await world.colleague({ agencyId: PREVIOUS.agencyId }, ['administrator']);
      const { rows, personName } = await world.attempts.records.log(actor, PREVIOUS.attemptId, 1);
      expect(personName).to.include('Okafor');
      expect(rows.map(({ seq }) => seq)).to.have.members([1, 2, 3]);
    });
  });
});
