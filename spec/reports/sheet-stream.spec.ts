import { expect } from 'chai';
import { Writable } from 'node:stream';
import { setTimeout as later } from 'node:timers/promises';
import { createOfficerListStore } from '../../server/reports/officers/officer-list-store.ts';
import { officerColumns, type OfficerLine } from '../../server/reports/officers/officer-list-view.ts';
import { readOfficersQuery } from '../../server/reports/officers/officer-input.ts';
import { createOfficerService } from '../../server/reports/officers/officer-service.ts';
import { createOfficerStore } from '../../server/reports/officers/officer-store.ts';
import { createReportReader } from '../../server/reports/report-reader.ts';
import { createStandingStore } from '../../server/reports/standing/standing-store.ts';
import { writeSheet } from '../../server/reports/write-sheet.ts';
import { newId } from '../../server/platform/index.ts';
import { forEachDatabase } from '../support/databases.ts';
import { statementsOfReads } from '../support/read-statements.ts';
import { openDesk, type Desk } from '../support/report-desk.ts';
import { buildActor } from '../support/report-site.ts';
import { LONG_AGO } from '../support/training-rows.ts';

const OFFICERS = 2600;
/** Rows of one question, as the export reads them. */
const PAGE = 500;
/** Rows on their way through the buffers between the database and whoever reads. */
const IN_BUFFERS = 600;

describe('a sheet of very many officers', () => {
  forEachDatabase((make) => {
    let desk: Desk;
    before(async () => {
      desk = await openDesk(await make());
      const people = Array.from({ length: OFFICERS }, (_, at) => ({ id: newId(), at }));
      const person = { rank: 'Ofc.', locale: 'en', theme: 'system', active_role: '', created_at: LONG_AGO };
      await desk.rows.insert(
        'people',
        people.map(({ id, at }) => ({ id, given_name: 'Many', family_name: `Number ${at}`, email: null, ...person })),
      );
      const member = { organisation_type: 'agency', organisation_id: desk.agencyId, role: 'officer', ended_at: null };
      await desk.rows.insert(
        'memberships',
        people.map(({ id }) => ({ id: newId(), person_id: id, created_at: LONG_AGO, ...member })),
      );
    });

    function exported(): AsyncIterable<OfficerLine> {
      const { database, app, agencyId } = desk;
      const reader = createReportReader(database);
      const service = createOfficerService({
        database,
        clock: app.platform.clock,
        list: createOfficerListStore(reader),
        officers: createOfficerStore(reader),
        standings: createStandingStore(reader),
        training: app.training,
      });
      return service.export(buildActor({ agencyId, roles: ['supervisor'] }), readOfficersQuery({})).rows;
    }

    it('asks for the next page only when somebody has read the last one', async () => {
      const rows = exported()[Symbol.asyncIterator]();
      const few = await statementsOfReads(desk.database, () => rows.next());
      for (let read = 1; read < PAGE; read += 1) await rows.next();
      expect(await statementsOfReads(desk.database, () => later(20))).to.equal(0);
      expect(await statementsOfReads(desk.database, () => rows.next()), 'the first row of the next page').to.equal(few);
      expect(few).to.be.at.most(4);
      await rows.return?.();
    });

    it('holds a page of rows and what is in the buffers, however slowly it is read', async () => {
      let pulled = 0;
      let written = 0;
      let most = 0;
      async function* counted(): AsyncGenerator<OfficerLine> {
        for await (const row of exported()) {
          pulled += 1;
          most = Math.max(most, pulled - written);
          yield row;
        }
      }
      const slow = new Writable({
        highWaterMark: 1,
        write(chunk: Buffer, _encoding, done) {
          written += chunk.toString('utf8').split('\n').length - 1;
          setImmediate(done);
        },
      });
      await writeSheet(officerColumns(false), counted(), slow);
      expect(pulled).to.be.above(OFFICERS);
      expect(written).to.equal(pulled + 1);
      expect(most).to.be.at.most(IN_BUFFERS);
    });
  });
});
