import { expect } from 'chai';
import { statementsOfReads } from '../support/read-statements.ts';
import { forEachDatabase } from '../support/databases.ts';
import { openDesk, type Desk } from '../support/report-desk.ts';
import { newId } from '../../server/platform/index.ts';

/** Words of a page without its tags. */
const textOf = (html: string): string => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
const linesOf = (csv: string): string[] => csv.trimEnd().split('\r\n');

describe('pages about officers', () => {
  forEachDatabase((make) => {
    let desk: Desk;
    before(async () => {
      desk = await openDesk(await make());
    });
    const list = async (query: string): Promise<string[]> => {
      const { text } = await desk.browser('supervisor').get(`/officers${query}`).expect(200);
      return [...text.matchAll(/<th scope="row"[^>]*><a[^>]*>([^<]+)</g)].map(([, name]) => name ?? '');
    };

    it('lists, searches and sorts the officers of the agency', async () => {
      expect(await list('')).to.deep.equal(['Dep. Cora Moved', 'Dep. Ana Trained', 'Dep. Ben Waiting']);
      expect(await list('?direction=desc')).to.deep.equal(['Dep. Ben Waiting', 'Dep. Ana Trained', 'Dep. Cora Moved']);
      expect((await list('?sort=due'))[0]).to.equal('Dep. Ben Waiting');
      expect(await list('?search=ana')).to.deep.equal(['Dep. Ana Trained']);
    });

    it('narrows the list by status', async () => {
      expect(await list('?status=trained')).to.deep.equal(['Dep. Ana Trained']);
      expect(await list('?status=training')).to.deep.equal(['Dep. Ben Waiting']);
      expect(await list('?status=overdue')).to.deep.equal(['Dep. Ben Waiting']);
      expect(await list('?status=unselected')).to.deep.equal(['Dep. Ben Waiting']);
      expect(await list('?status=left')).to.deep.equal(['Dep. Eve Left']);
      for (const status of ['soon', 'unassigned', 'expiring'])
        expect(await list(`?status=${status}`)).to.deep.equal([]);
    });

    it('finds who holds a certificate that expires within 30 days, and has no newer one', async () => {
      const { rows, agencyId, people, courseId } = desk;
      await rows.certificate(agencyId, people.trained, courseId, { expires_on: '2026-12-20' });
      expect(await list('?status=expiring')).to.deep.equal(['Dep. Ana Trained']);
      await rows.certificate(agencyId, people.trained, courseId, { issued_on: '2026-11-10', expires_on: '2028-11-10' });
      expect(await list('?status=expiring')).to.deep.equal([]);
    });

    it('exports all rows with formulas escaped', async () => {
      await desk.rows.run(`UPDATE {people} SET given_name = '=1+1' WHERE id = :id`, { id: desk.people.moved });
      const { text } = await desk.browser('supervisor').get('/officers.csv').expect(200);
      expect(linesOf(text)).to.have.length(4);
      expect(text).to.contain(`'=1+1`).and.to.contain('Cedar Grove Middle,yes,Trained');
      await desk.rows.run(`UPDATE {people} SET given_name = 'Cora' WHERE id = :id`, { id: desk.people.moved });
    });

    it('shows one officer with reasons, history, and corrections as such', async () => {
      const { rows, agencyId, people, courseId, assignmentId, enrollments } = desk;
      await rows.correction(agencyId, people.waiting, courseId);
      await rows.exemption(agencyId, people.waiting);
      const key = { agencyId, personId: people.waiting, courseId, assignmentId, enrollmentId: enrollments.waiting };
      const reasons = JSON.stringify([{ code: 'engaged', met: false, values: { minutes: 32, of: 40 } }]);
      await rows.verdict(key, { outcome: 'in-progress', reasons });
      const { text } = await desk.browser('administrator').get(`/officers/${people.waiting}`).expect(200);
      const words = textOf(text);
      for (const said of [
        'Dep. Ben Waiting',
        'Overdue',
        'Dunmore High',
        'engaged 32 of 40 minutes',
        'Completed on paper',
        'Correction',
        'the clock stops: deployment',
        'Academy 0 of 3, 1 waiting; school 0 of 3',
        'Academy part 1 Taught it. Waits for a decision',
      ])
        expect(words).to.contain(said);
      for (const page of ['placements', 'selection', 'exemptions', 'corrections', 'leave'])
        expect(text).to.contain(`href="/officers/${people.waiting}/${page}"`);
    });

    it('keeps the page of somebody who has left', async () => {
      const { text } = await desk.browser('supervisor').get(`/officers/${desk.people.left}`).expect(200);
      expect(textOf(text)).to.contain('Left on Oct 1, 2026');
      expect(text).not.to.contain(`/officers/${desk.people.left}/leave"`);
    });

    it('finds nobody of another agency, and lets only supervisors and administrators in', async () => {
      await desk.browser('supervisor').get(`/officers/${desk.people.elsewhere}`).expect(404);
      await desk.browser('stranger').get(`/officers/${desk.people.trained}`).expect(404);
      for (const reader of ['officer', 'director'] as const)
        for (const path of [
          '/officers',
          '/officers.csv',
          `/officers/${desk.people.trained}`,
          '/reports',
          '/reports.csv',
          '/reports/pairs',
        ])
          await desk.browser(reader).get(path).expect(403);
      await desk.signedOut().get('/officers').expect(401);
    });

    it('reports the status of any day, and yesterday’s never changes', async () => {
      const { rows, people } = desk;
      const supervisor = desk.browser('supervisor');
      const before = linesOf((await supervisor.get('/reports.csv?on=2026-11-22').expect(200)).text);
      expect(before.find((line) => line.includes('Trained'))).to.contain('Complete,2026-03-01');
      expect(before.find((line) => line.includes('Waiting'))).to.contain('In progress');
      await rows.run(
        `UPDATE {enrollments} SET outcome = 'complete', completed_on = '2026-11-23' WHERE person_id = :id`,
        { id: people.waiting },
      );
      const after = linesOf((await supervisor.get('/reports.csv?on=2026-11-22').expect(200)).text);
      expect(after).to.deep.equal(before);
      const today = linesOf((await supervisor.get('/reports.csv').expect(200)).text);
      expect(today.find((line) => line.includes('Waiting'))).to.contain('Complete,2026-11-23');
      const early = await supervisor.get('/reports?on=2026-02-15').expect(200);
      expect(textOf(early.text))
        .to.contain('As of the end of Feb 15, 2026, America/Chicago time.')
        .and.to.contain('Not started');
    });

    it('shows a correction that names an earlier day as one', async () => {
      const { rows, agencyId, people, courseId, assignmentId, enrollments } = desk;
      await rows.run(`UPDATE {corrections} SET created_at = :at`, { at: new Date('2026-11-23T15:00:00.000Z') });
      const key = { agencyId, personId: people.waiting, courseId, assignmentId, enrollmentId: enrollments.waiting };
      await rows.verdict(key, { reached_on: '2026-03-01', at: new Date('2026-11-23T15:00:01.000Z') });
      const { text } = await desk.browser('supervisor').get('/reports?on=2026-11-22').expect(200);
      expect(textOf(text)).to.contain('Complete Correction made later');
    });

    it('chooses by assignment, course and school', async () => {
      const supervisor = desk.browser('supervisor');
      const count = async (query: string): Promise<number> =>
        linesOf((await supervisor.get(`/reports.csv?${query}`).expect(200)).text).length - 1;
      expect(await count(`school=${desk.schools.training}`)).to.equal(1);
      expect(await count(`course=${desk.courseId}&assignment=${desk.assignmentId}`)).to.equal(2);
      expect(await count(`assignment=${newId()}`)).to.equal(0);
    });

    it('puts an officer and the partner side by side, each with an own outcome', async () => {
      const { rows, agencyId, people, assignmentId, courseId } = desk;
      const partner = await rows.person({ rank: '', given_name: 'Anne', family_name: 'Holt' });
      await rows.member(partner, agencyId, { role: 'partner' });
      await rows.enrollment(
        { agencyId, personId: partner, assignmentId, courseId },
        { paired_with: people.trained, due_on: '2026-12-01' },
      );
      const { text } = await desk.browser('supervisor').get('/reports/pairs').expect(200);
      expect(textOf(text)).to.match(
        /Ana Trained\s+Complete\s+Completed Mar 1, 2026\s+Anne Holt\s+Not started\s+Due Dec 1, 2026/,
      );
    });

    it('takes as many statements for 110 rows as for 10', async () => {
      const { rows, agencyId, courseId, assignmentId, schools } = desk;
      const crowd = async (size: number): Promise<void> => {
        for (let number = 0; number < size; number += 1) {
          const personId = await rows.person({ family_name: `Crowd ${number}` });
          await rows.member(personId, agencyId);
          await rows.placement(agencyId, personId, schools.trained);
          await rows.enrollment({ agencyId, personId, assignmentId, courseId });
        }
      };
      const paths = [
        '/overview',
        '/overview?on=2026-06-01',
        '/schools',
        `/schools/${schools.trained}`,
        '/officers',
        '/officers?sort=due&status=training',
        `/officers/${desk.people.trained}`,
        '/reports',
        '/reports?on=2026-06-01',
        '/reports/pairs',
      ];
      const supervisor = desk.browser('supervisor');
      const measure = async (): Promise<number[]> => {
        const counts: number[] = [];
        for (const path of paths) {
          await supervisor.get(path).expect(200);
          counts.push(await statementsOfReads(desk.database, () => supervisor.get(path).expect(200)));
        }
        return counts;
      };
      await crowd(10);
      const few = await measure();
      await crowd(100);
      expect(await measure()).to.deep.equal(few);
      expect(Math.max(...few)).to.be.at.most(14);
    });
  });
});
