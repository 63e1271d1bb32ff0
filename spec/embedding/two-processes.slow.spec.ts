import { expect } from 'chai';
import { newId } from '../../server/platform/index.ts';
import { postgresUrl } from '../support/databases.ts';
import { openDoorsInTwo } from '../support/two-doors.ts';

describe('doors, API and webhooks on two processes of one PostgreSQL', function () {
  this.timeout(600_000);

  it('take each launch, code, seat, key, message and grade once while one process is killed and started again', async () => {
    const place = { databaseUrl: await postgresUrl(), tablePrefix: `d${newId().slice(-10)}_` };
    const load = { learners: 8, rounds: 4, seats: 4, academy: 7, added: 20, kills: 1, isPatient: false };
    const { scores, news } = await openDoorsInTwo({ ...place, ...load });
    expect(scores).to.be.at.least(load.learners);
    expect(news).to.be.at.least(load.learners * load.rounds);
  });
});
