import { expect } from 'chai';
import { newId } from '../../server/platform/index.ts';
import { postgresUrl } from '../support/databases.ts';
import { openDoorsInTwo } from '../support/two-doors.ts';

describe('doors, API and webhooks on two processes of one PostgreSQL, killed by turns', function () {
  this.timeout(3_600_000);

  for (const round of [1, 2]) {
    it(`take everything once, and lose nothing that a killed process had begun, round ${round} of 2`, async () => {
      const place = { databaseUrl: await postgresUrl(), tablePrefix: `d${newId().slice(-10)}_` };
      const load = { learners: 40, rounds: 12, seats: 25, academy: 40, added: 120, kills: 4, isPatient: round === 2 };
      const { scores, news } = await openDoorsInTwo({ ...place, ...load });
      expect(scores).to.be.at.least(load.learners);
      expect(news).to.be.at.least(load.learners * load.rounds);
    });
  }
});
