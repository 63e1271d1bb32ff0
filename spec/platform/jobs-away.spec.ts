import { mock } from 'node:test';
import { expect } from 'chai';
import { createJobs } from '../../server/platform/jobs/create-jobs.ts';
import { AppError, createLog, type Database, type Jobs } from '../../server/platform/index.ts';
import { onSqlite } from '../support/databases.ts';
import { standingClock } from '../support/platform.ts';

const SECOND = 1000;

onSqlite((make) => {
  describe('the worker of the jobs while the database is away', () => {
    let jobs: Jobs;
    let isAway: boolean;
    let looks: number;
    let lines: string[];

    beforeEach(async () => {
      const database = await make();
      [isAway, looks, lines] = [true, 0, []];
      const write: Database['write'] = async (work, priority) => {
        looks += 1;
        if (isAway) throw new AppError('DATABASE_UNAVAILABLE', 503, 'Away.');
        return database.write(work, priority);
      };
      const log = createLog({ level: 'warn', destination: { write: (line) => void lines.push(line) } });
      jobs = createJobs({ ...database, write }, standingClock(), log);
      mock.timers.enable({ apis: ['setTimeout'] });
      jobs.start();
    });

    afterEach(async () => {
      await jobs.stop();
      mock.timers.reset();
    });

    /** Lets seconds pass, one by one; between them what was started has its turn. */
    const elapse = async (seconds: number): Promise<void> => {
      for (let second = 0; second < seconds; second += 1) {
        mock.timers.tick(SECOND);
        for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      }
    };

    it('looks more and more seldom, at least every half a minute, and tells of it once', async () => {
      await elapse(1 + 2 + 4 + 8 + 16);
      expect(looks).to.equal(5);
      await elapse(3 * 30);
      expect(looks).to.equal(8);
      expect(lines.map((line) => [JSON.parse(line).level, JSON.parse(line).msg])).to.deep.equal([
        [50, 'the worker could not reach its jobs; it goes on trying'],
      ]);
    });

    it('tells once that it is back, and looks each second again', async () => {
      await elapse(1 + 2);
      isAway = false;
      jobs.every('greet', 3_600_000);
      await elapse(4);
      await until(() => lines.length === 2);
      expect(lines.map((line) => JSON.parse(line).msg)).to.deep.equal([
        'the worker could not reach its jobs; it goes on trying',
        'the worker reaches its jobs again',
      ]);
      isAway = true;
      jobs.every('wave', 3_600_000);
      const before = looks;
      await elapse(1);
      expect(looks).to.equal(before + 1);
      expect(lines, 'another loss is told').to.have.length(3);
    });
  });
});

/** Waits for what real threads do, by turns of the event loop. */
async function until(isSo: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1_000_000 && !isSo(); turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
