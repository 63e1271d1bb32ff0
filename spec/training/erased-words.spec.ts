import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { newId, type Database } from '../../server/platform/index.ts';
import { openCredentials, type Credentials } from '../support/credentials.ts';
import { forEachDatabase } from '../support/databases.ts';
import type { Browser, BuiltPerson } from '../support/people.ts';
import { tablesWith } from '../support/search-tables.ts';

const WORDS = 'Zanzibar';

describe('words about somebody who is forgotten', () => {
  forEachDatabase((make) => {
    let database: Database;
    let world: Credentials;
    let admin: Browser;
    let boss: Browser;
    let supervisor: BuiltPerson;
    let schoolId: string;
    before(async () => {
      database = await make();
      world = await openCredentials(database);
      admin = await world.browser(await world.addPerson(['administrator']));
      supervisor = await world.addPerson(['supervisor']);
      boss = await world.browser(supervisor);
      const { agencies } = world.app;
      const district = await agencies.createDistrict({ name: 'D', timeZone: 'America/Chicago', state: 'TX' });
      await agencies.serveDistrict(world.agency.id, district.id, { keeps: true });
      schoolId = (await agencies.createSchool(district.id, { name: 'Harlow High' })).id;
    });

    const send = (browser: Browser, path: string, form: object) =>
      browser.post(path).type('form').send(form).expect(303);
    const idOf = async (table: string, personId: string): Promise<string> => {
      const sql = `SELECT id FROM ${database.tablePrefix}${table} WHERE person_id = '${personId}'`;
      const [rows] = await database.sequelize.query(sql);
      return (rows as { id: string }[])[0]?.id ?? '';
    };

    /** Everything that a supervisor, an administrator and the officer can write about the officer, each with the words. */
    async function writtenAbout(): Promise<BuiltPerson> {
      const officer = await world.addPerson(['officer']);
      const own = await world.browser(officer);
      const { courseId } = await world.addCourse({ minutes: [30] });
      const assignment = await world.addAssignment({ courseId });
      await world.app.platform.jobs.drain();
      await world.app.training.rules.enrol.keepUp(world.agency.id);
      const path = `/officers/${officer.id}`;
      const about = (form: object) => send(boss, path + '/corrections', { kind: 'completed', courseId, ...form });
      const words = (n: number): string => `${WORDS} ${n}`;
      await about({ assignmentId: assignment.id, statement: words(1), seenBy: words(2), happenedOn: '2026-11-20' });
      const correction = await idOf('corrections', officer.id);
      await world.app.platform.jobs.drain();
      const certificate = await idOf('certificates', officer.id);
      await send(boss, `/certificates/${certificate}/decision`, { decision: 'void', reason: words(3) });
      await send(boss, `${path}/corrections/${correction}/withdraw`, { reason: words(4) });
      await about({ assignmentId: assignment.id, statement: words(18), seenBy: words(19), happenedOn: '2026-11-21' });
      const waiver = { kind: 'exemption', ground: 'leave', reason: words(5), startsOn: '2026-11-01', endsOn: '' };
      await send(boss, `${path}/exemptions`, waiver);
      await send(boss, `${path}/exemptions/${await idOf('exemptions', officer.id)}/revoke`, { reason: words(6) });
      const placed = { schoolId, role: 'SRO', startsOn: '2026-01-05', endsOn: '' };
      await send(boss, `${path}/placements`, placed);
      const ended = { endsOn: '2026-06-01', reason: words(7) };
      await send(boss, `${path}/placements/${await idOf('placements', officer.id)}/end`, ended);
      const interview = { interviewedOn: '2026-11-20', interviewedWith: words(8) };
      const selected = { schoolId, yearsOfService: '7', record: words(9), reason: words(10), decision: 'selected' };
      await send(boss, `${path}/selection`, { ...selected, ...interview });
      const selection = await idOf('selections', officer.id);
      await send(boss, `${path}/selection/${selection}/withdraw`, { reason: words(11) });
      await send(own, '/toolbox/academy', { parts: 'presence:1', proof: words(12) });
      const claim = { ids: await idOf('skill_claims', officer.id), decision: 'refused', note: words(13) };
      await send(boss, '/claims', claim);
      await own
        .post('/outside')
        .field({ title: 'Basic course', provider: words(14), hours: '8', topics: '', completedOn: '2026-01-05' })
        .attach('proof', Buffer.from('%PDF-1.7 proof'), { filename: 'Zanzibar.pdf', contentType: 'application/pdf' })
        .expect(303);
      const outside = await idOf('outside_trainings', officer.id);
      await send(boss, `/outside/${outside}/decision`, { decision: 'refused', note: words(15) });
      await send(admin, '/admin/retention/holds', { email: officer.email, reason: words(16) });
      const hold = await idOf('legal_holds', officer.id);
      await send(admin, `/admin/retention/holds/${hold}/lift`, { reason: words(17) });
      const name = { givenName: WORDS, familyName: 'Reyes', rank: 'Dep.', theme: 'system', locale: 'en', mail: 'all' };
      await send(own, '/account', name);
      await send(own, '/account', { ...name, givenName: 'Maria' });
      await world.app.platform.jobs.drain();
      return officer;
    }

    it('are in no row of any table afterwards, and both chains still hold', async () => {
      const officer = await writtenAbout();
      const { audit, chains, jobs } = world.app.platform;
      expect(await tablesWith(database, WORDS)).to.deep.equal([
        'audit_events',
        'certificate_decisions',
        'certificates',
        'corrections',
        'enrollments',
        'exemptions',
        'legal_holds',
        'notices',
        'outside_trainings',
        'placements',
        'selections',
        'skill_claims',
        'verdicts',
      ]);
      await chains.sign();
      const before = await audit.verify();
      const form = { reason: 'Asked for by letter.', typed: `Dep. ${officer.name}` };
      await send(admin, `/admin/people/${officer.id}/anonymise`, form);
      expect(await tablesWith(database, WORDS)).to.deep.equal([]);
      expect(await tablesWith(database, officer.email)).to.deep.equal([]);
      expect(await audit.verify()).to.deep.include({ ok: true, rows: before.rows + 1 });
      expect((await chains.verify()).faults).to.deep.equal([]);
      expect((await world.app.training.verify()).faults).to.deep.equal([]);
      expect((await admin.get('/admin/audit').expect(200)).text).to.contain('Erased on request');
      await world.app.training.rules.enrol.keepUp(world.agency.id);
      await jobs.drain();
      expect(await tablesWith(database, WORDS), 'judged again').to.deep.equal([]);
      expect((await admin.get('/admin/retention').expect(200)).text).to.contain('Erased on request');
    });

    it('are in no letter and no stored work any more, and letters to others stay', async () => {
      const [officer, mate] = [await world.addPerson(['officer']), await world.addPerson(['officer'])];
      const { config, jobs, mail } = world.app.platform;
      const write = (to: string, text: string) => database.write((tx) => mail.send(tx, { to, subject: 'Due', text }));
      // A longer address that ends like the other one.
      const like = `not-${officer.email}`;
      for (const to of [officer.email, mate.email, like]) await write(to, `${WORDS} is due.`);
      await jobs.drain();
      await writeFile(join(config.mailDirectory, 'half.eml.part'), `To: ${officer.email}\r\n\r\n${WORDS}`);
      for (const to of [officer.email, mate.email, like]) await write(to, `${WORDS} waits.`);
      await (await world.browser(null)).post('/reset').type('form').send({ email: officer.email });
      await write(officer.email, `${WORDS} has failed.`);
      const table = `${database.tablePrefix}jobs`;
      for (const set of [
        `state = 'failed' WHERE payload LIKE '%has failed%'`,
        `last_error = '550 ${officer.email} is unknown' WHERE payload LIKE '%${mate.email}%'`,
      ]) {
        const sql = `UPDATE ${table} SET ${set}`;
        await database.write((transaction) => database.sequelize.query(sql, { transaction }));
      }
      const list = `given_name,family_name,email\n${WORDS},Reyes,${officer.email}\n`;
      await boss.post('/officers/import').field('text', list).expect(303);
      expect(await tablesWith(database, officer.email)).to.include.members(['jobs', 'people', 'roster_imports']);
      expect(await lettersWith(officer.email)).to.equal(3);

      const form = { reason: 'By letter.', typed: `Dep. ${officer.name}` };
      await send(admin, `/admin/people/${officer.id}/anonymise`, form);
      const sql = `DELETE FROM ${table} WHERE payload LIKE '%${like}%'`;
      const others = await database.sequelize.query(`SELECT payload FROM ${table} WHERE state = 'waiting'`);
      expect(JSON.stringify(others)).to.include(like).and.include(mate.email);
      await database.write((transaction) => database.sequelize.query(sql, { transaction }));
      expect(await tablesWith(database, officer.email)).to.deep.equal([]);
      await jobs.drain();
      expect(await tablesWith(database, officer.email)).to.deep.equal([]);
      expect(await lettersWith(`To: ${officer.email}`)).to.equal(0);
      expect([await lettersWith(`To: ${mate.email}`), await lettersWith(`To: ${like}`)]).to.deep.equal([2, 1]);
    });

    /** How many files of the mail folder hold the words. */
    async function lettersWith(words: string): Promise<number> {
      const { mailDirectory } = world.app.platform.config;
      const names = await readdir(mailDirectory);
      const texts = await Promise.all(names.map((name) => readFile(join(mailDirectory, name), 'utf8')));
      return texts.filter((text) => text.includes(words)).length;
    }

    it('stay where somebody else is meant', async () => {
      const [one, other] = [await writtenAbout(), await writtenAbout()];
      const of = async (personId: string): Promise<number> =>
        (await world.app.platform.audit.list(world.agency.id, { limit: 500 })).filter(
          (event) => event.subjectId === personId && JSON.stringify(event.details).includes(WORDS),
        ).length;
      const before = await of(other.id);
      expect(before).to.be.greaterThan(5);
      await send(admin, `/admin/people/${one.id}/anonymise`, { reason: 'By letter.', typed: `Dep. ${one.name}` });
      expect([await of(one.id), await of(other.id)]).to.deep.equal([0, before]);
    });

    it('are missed by the check of the chain where nobody was allowed to take them', async () => {
      const { audit, clock, database: db } = world.app.platform;
      const entry = { agencyId: world.agency.id, actorId: null, action: 'spec.made', subjectType: 'spec' };
      const id = newId();
      await db.write((tx) => audit.record(tx, { ...entry, subjectId: id, details: { at: clock.now().toISOString() } }));
      const sql = `UPDATE ${db.tablePrefix}audit_events SET details = '', details_salt = NULL WHERE subject_id = '${id}'`;
      await db.write((transaction) => db.sequelize.query(sql, { transaction }));
      expect((await audit.verify()).ok).to.equal(false);
    });
  });
});
