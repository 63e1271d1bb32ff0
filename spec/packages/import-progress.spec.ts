import { expect } from 'chai';
import { createImportProgressBoard } from '../../server/packages/import-progress.ts';
import { forEachDatabase } from '../support/databases.ts';
import { buildPlatform, standingClock } from '../support/platform.ts';

describe('the progress of imports', () => {
  forEachDatabase((make) => {
    it('keeps the latest in a row, with a few writes however often it is told', async () => {
      const platform = await buildPlatform(await make());
      let writes = 0;
      const database = {
        ...platform.database,
        write: ((work, priority) => {
          writes += 1;
          return platform.database.write(work, priority);
        }) as typeof platform.database.write,
      };
      const board = createImportProgressBoard({ ...platform, database });
      const report = board.report('person', 'name');
      const began = performance.now();
      report.tell({ phase: 'receiving', done: 0, total: 500 });
      for (let done = 1; done <= 500; done += 1) report.tell({ phase: 'storing', done, total: 500 });
      await report.end();
      // One a phase, one at the end, and one more for each half second that a slow machine took.
      expect(writes).to.be.within(1, 3 + Math.ceil((performance.now() - began) / 500));
      expect(await board.get('person', 'name')).to.deep.equal({ phase: 'storing', done: 500, total: 500 });
      expect(await board.get('another', 'name')).to.equal(null);
    });

    it('never fails an import because its progress cannot be stored', async () => {
      const platform = await buildPlatform(await make());
      const write = (): Promise<never> => Promise.reject(new Error('away'));
      const board = createImportProgressBoard({ ...platform, database: { ...platform.database, write } });
      const report = board.report('person', 'name');
      report.tell({ phase: 'checking', done: 0, total: 0 });
      await report.end();
      expect(await board.get('person', 'name')).to.equal(null);
    });

    it('forgets an import after a day', async () => {
      const clock = standingClock();
      const platform = await buildPlatform(await make(), { clock });
      const board = createImportProgressBoard(platform);
      const report = board.report('person', 'name');
      report.tell({ phase: 'checking', done: 0, total: 0 });
      await report.end();
      clock.goOn(86_400_001);
      await platform.jobs.enqueueRecurring();
      await platform.jobs.drain();
      expect(await board.get('person', 'name')).to.equal(null);
    });
  });
});
