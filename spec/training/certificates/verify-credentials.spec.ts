import { expect } from 'chai';
import { newId, type Database } from '../../../server/platform/index.ts';
import { runAdmin } from '../../../server/run-admin.ts';
import type { CertificateRow } from '../../../server/training/certificates/certificate-model.ts';
import { EXAM_POLICY, openCredentials, type Credentials } from '../../support/credentials.ts';
import { forEachDatabase } from '../../support/databases.ts';

/** Columns of a certificate that never change. */
const CERTIFICATE = [
  'agency_id',
  'number',
  'course_id',
  'version_id',
  'attempt_id',
  'assignment_id',
  'verdict_id',
  'content',
  'content_sha256',
  'issued_on',
  'expires_on',
];
const CORRECTION = [
  'agency_id',
  'course_id',
  'kind',
  'statement',
  'seen_by',
  'happened_on',
  'signer_name',
  'signature',
];
const KEY = ['algorithm', 'public_key', 'private_key'];

describe('records:verify of what people take along', () => {
  forEachDatabase((make) => {
    let database: Database;
    let world: Credentials;
    let row: CertificateRow;
    let correctionId: string;
    let kid: string;
    before(async () => {
      database = await make();
      world = await openCredentials(database);
      const officer = await world.addPerson(['officer']);
      const supervisor = await world.actor(await world.addPerson(['supervisor']));
      const course = await world.addCourse({ agencyId: world.agency.id, minutes: [30] });
      const policy = JSON.stringify({ ...EXAM_POLICY, practical: 'supervisor' });
      const { id: assignmentId } = await world.addAssignment({ courseId: course.courseId, renewalMonths: 12, policy });
      row = await world.certify({ personId: officer.id, assignmentId, ...course });
      correctionId = await world.app.training.rules.corrections.correct(supervisor, officer.id, {
        courseId: course.courseId,
        assignmentId,
        kind: 'practical-signed',
        statement: 'Led the drill.',
        seenBy: 'Capt. Ines Ortega',
        happenedOn: '2026-11-20',
        score: null,
        engagedMs: null,
      });
      ({ kid } = await world.app.training.keys.signer());
    });

    async function said(): Promise<{ code: number; text: string }> {
      const lines: string[] = [];
      const open = () => Promise.resolve({ ...world.app, close: () => Promise.resolve() });
      return { code: await runAdmin(['records:verify'], open, (line) => lines.push(line)), text: lines.join('\n') };
    }
    const query = async (sql: string, replacements: Record<string, unknown>): Promise<unknown[]> => {
      const [rows] = await database.write((transaction) =>
        database.sequelize.query(sql.replaceAll('@', database.tablePrefix), { replacements, transaction }),
      );
      return rows;
    };
    /** Changes one letter of a column, runs `look`, and puts the row back. */
    async function changed(table: string, id: string, column: string, look: () => Promise<void>): Promise<void> {
      const [found] = await query(`SELECT ${column} AS value FROM @${table} WHERE id = :id`, { id });
      const { value } = found as { value: string };
      const other = (value.startsWith('x') ? 'y' : 'x') + value.slice(1);
      const set = `UPDATE @${table} SET ${column} = :value WHERE id = :id`;
      await query(set, { id, value: other });
      await look();
      await query(set, { id, value });
    }
    async function unnamed(table: string, id: string, columns: readonly string[], words: string): Promise<string[]> {
      const missed: string[] = [];
      for (const column of columns) {
        await changed(table, id, column, async () => {
          const { faults } = await world.app.training.verify();
          if (!faults.some((fault) => fault.startsWith(words))) missed.push(column);
        });
      }
      return missed;
    }

    it('finds nothing where nothing was changed', async () => {
      const { code, text } = await said();
      expect(text).to.contain('1 certificates, 1 corrections, 1 transcript keys, all fit.');
      expect(code).to.equal(0);
    });

    it('names a certificate of which a byte was changed, in any column', async () => {
      expect(await unnamed('certificates', row.id, CERTIFICATE, `certificate ${row.id}: `)).to.deep.equal([]);
      await changed('certificates', row.id, 'content', async () => {
        const { code, text } = await said();
        expect(code).to.equal(1);
        expect(text).to.contain(`certificate ${row.id}: its content does not fit its hash`);
      });
    });

    it('names a correction and a key of which a byte was changed', async () => {
      expect(await unnamed('corrections', correctionId, CORRECTION, `correction ${correctionId}: `)).to.deep.equal([]);
      expect(await unnamed('signing_keys', kid, KEY, `transcript key ${kid}: `)).to.deep.equal([]);
    });

    it('names words that are gone though nobody erased them, and is content with an erasure', async () => {
      const { id, agencyId, personId, content } = row;
      await query("UPDATE @certificates SET content = '' WHERE id = :id", { id });
      const fault = `certificate ${id}: its content is gone, and nobody erased it`;
      expect((await world.app.training.verify()).faults).to.deep.equal([fault]);
      await query(
        `INSERT INTO @erasures (id, agency_id, person_id, reason, erased, at)
         VALUES (:erasure, :agencyId, :personId, 'Asked for.', '{}', :at)`,
        { erasure: newId(), agencyId, personId, at: new Date() },
      );
      expect((await world.app.training.verify()).faults).to.deep.equal([]);
      await query('UPDATE @certificates SET content = :content WHERE id = :id', { id, content });
    });

    it('names rows that were changed to fit themselves, and deleted ones, by the signed heads', async () => {
      await world.app.platform.chains.sign();
      await changed('certificates', row.id, 'code', async () => {
        expect((await world.app.training.verify()).faults).to.deep.equal([]);
        expect((await said()).text).to.match(new RegExp(`certificate ${row.id}: differs from the statement`));
      });
      expect((await said()).code).to.equal(0);
      await query('DELETE FROM @corrections WHERE id = :id', { id: correctionId });
      await query('DELETE FROM @signing_keys WHERE id = :kid', { kid });
      const { text } = await said();
      expect(text)
        .to.match(new RegExp(`correction ${correctionId}: differs`))
        .and.match(new RegExp(`transcript key ${kid}: differs`));
    });
  });
});
