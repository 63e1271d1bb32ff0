import { expect } from 'chai';
import { scratchPath } from '../support/databases.ts';
import { setSail } from '../support/fleet.ts';
import { startOwnPostgres, type OwnPostgres } from '../support/own-postgres.ts';
import { startStandAlone, type StandAlone } from '../support/stand-alone.ts';
import { embark, environmentOf, holdToRows, openApp, type Refusal } from '../support/storm.ts';

const isAway = ({ status, code }: Refusal): boolean => status === 503 && (code ?? '').startsWith('DATABASE_');

describe('a PostgreSQL that is restarted in a storm of commits', function () {
  this.timeout(900_000);
  let postgres: OwnPostgres;
  let server: StandAlone | undefined;

  before(async () => {
    postgres = await startOwnPostgres();
  });
  after(async () => {
    await server?.kill();
    await postgres?.remove();
  });

  it('costs no acknowledged commit and no process: refused with a reason meanwhile, taken again by itself', async () => {
    const place = { databaseUrl: postgres.url, tablePrefix: 'sb_' };
    const storage = await scratchPath('restart-content');
    server = await startStandAlone(environmentOf(place, storage));
    const { base } = server;
    const sailors = await embark(await openApp(place, storage), 30);
    const fleet = setSail(base, sailors, isAway);
    const readiness = async (): Promise<unknown> => {
      const answer = await fetch(`${base}/readyz`);
      const { database } = (await answer.json()) as { database: { code?: string } };
      return [answer.status, database.code];
    };
    try {
      for (let restart = 0; restart < 2; restart += 1) {
        await fleet.acknowledged(100);
        await postgres.stop();
        const refusals = await fleet.refused(30);
        expect(refusals.map(({ code }) => code)).to.include('DATABASE_UNAVAILABLE');
        expect(await readiness()).to.deep.equal([503, 'DATABASE_UNAVAILABLE']);
        const lives = await fetch(`${base}/healthz`);
        expect([lives.status, ((await lives.json()) as { faults: { code: string }[] }).faults[0]?.code]).to.deep.equal([
          200,
          'DATABASE_UNAVAILABLE',
        ]);
        const before = sailors.map(({ acknowledged }) => acknowledged.length);
        await postgres.start();
        await fleet.each((sailor, at) => sailor.acknowledged.length > (before[at] ?? 0));
        expect(await readiness()).to.deep.equal([200, undefined]);
      }
      await fleet.land();
    } finally {
      fleet.giveUp();
    }
    expect(server.isRunning(), server.said()).to.equal(true);
    expect(await server.stop(), server.said()).to.equal(0);
    expect(await holdToRows(place, storage, sailors)).to.be.at.least(200);
  });
});
