import { expect } from 'chai';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AuditEntry, createSecrets, type Platform, sha256Hex } from '../../server/platform/index.ts';
import { forEachDatabase } from '../support/databases.ts';
import { buildPlatform, standingClock } from '../support/platform.ts';

const entry = (subjectId: string, agencyId: string | null = 'agency-1'): AuditEntry => ({
  agencyId,
  actorId: 'person-1',
  action: 'package.published',
  subjectType: 'package',
  subjectId,
  details: { from: 'found' },
});

forEachDatabase((make) => {
  describe('the audit trail', () => {
    let platform: Platform;
    let clock: ReturnType<typeof standingClock>;

    beforeEach(async () => {
      clock = standingClock();
      platform = await buildPlatform(await make(), { clock, config: { recordsMail: 'records@example.org' } });
    });

    const record = (one: AuditEntry): Promise<void> => platform.database.write((tx) => platform.audit.record(tx, one));
    const change = async (sql: string): Promise<void> => {
      const table = (name: string): string => `"${platform.database.tablePrefix}${name}"`;
      const text = sql
        .replaceAll('AUDIT', table('audit_events'))
        .replaceAll('HEADS', table('chain_heads'))
        .replaceAll('ENDS', table('chain_ends'));
      await platform.database.write((transaction) => platform.database.sequelize.query(text, { transaction }));
    };

    it('chains entries that many record at the same instant', async () => {
      await Promise.all(Array.from({ length: 20 }, (_, n) => record(entry(`p${n}`))));
      const { ok, rows } = await platform.audit.verify();
      expect({ ok, rows }).to.deep.equal({ ok: true, rows: 20 });
    });

    it('names the first row that was changed', async () => {
      for (const id of ['p1', 'p2', 'p3']) await record(entry(id));
      const [, second] = (await platform.audit.list('agency-1')).reverse();
      await change(`UPDATE AUDIT SET details = '{"from":"nowhere"}' WHERE position = 2`);
      expect(await platform.audit.verify()).to.include({ ok: false, firstBad: second?.id });
    });

    it('names a row of which any column was changed', async () => {
      for (const id of ['p1', 'p2']) await record(entry(id));
      const columns = {
        id: `'x'`,
        agency_id: 'NULL',
        actor_id: `'x'`,
        action: `'x'`,
        subject_type: `'x'`,
        subject_id: `'x'`,
        details: `'{}'`,
        at: `'2020-01-01 00:00:00.000+00:00'`,
        link: `'x'`,
        link_format: '1',
        details_sha256: `'x'`,
        details_salt: 'NULL',
      };
      for (const [column, value] of Object.entries(columns)) {
        await change(`CREATE TABLE "kept" AS SELECT * FROM AUDIT`);
        await change(`UPDATE AUDIT SET ${column} = ${value} WHERE position = 1`);
        expect((await platform.audit.verify()).ok, column).to.equal(false);
        await change('DELETE FROM AUDIT');
        await change('INSERT INTO AUDIT SELECT * FROM "kept"');
        await change('DROP TABLE "kept"');
        expect((await platform.audit.verify()).ok, `${column} as it was`).to.equal(true);
      }
    });

    it('erases the details of a subject, keeps their hash, and tells what was erased', async () => {
      for (const id of ['p1', 'p2', 'p1']) await record(entry(id));
      await record(entry('p1', 'agency-2'));
      const about = { agencyId: 'agency-1', type: 'package', ids: ['p1'] };
      const { agencyId, actorId, subjectType } = entry('p1');
      const by = { agencyId, actorId, subjectType, subjectId: 'p1' };
      await platform.database.write((tx) => platform.audit.erase(tx, [about], { ...by, details: { why: 'asked' } }));
      const rows = await platform.audit.list('agency-1');
      expect(rows.map(({ details, isErased }) => [details, isErased])).to.deep.equal([
        [{ why: 'asked', trail: [1, 3], trailKept: 0 }, false],
        [{}, true],
        [{ from: 'found' }, false],
        [{}, true],
      ]);
      expect((await platform.audit.list('agency-2')).map(({ details }) => details)).to.deep.equal([{ from: 'found' }]);
      expect(await platform.audit.verify()).to.include({ ok: true, rows: 5 });
      expect(await platform.audit.about(null, about, ['package.published'])).to.have.length(2);
    });

    it('keeps the details of entries of a release that could not erase, and counts them', async () => {
      await record(entry('p1'));
      const [row] = await platform.audit.list('agency-1');
      const { id, position, agencyId, actorId, action, subjectType, subjectId, details, at } = row ?? expect.fail();
      const said = [sha256Hex('schoolbeat audit'), id, position, agencyId, actorId, action, subjectType, subjectId];
      const link = sha256Hex(JSON.stringify([...said, JSON.stringify(details), at.toISOString()]));
      await change(`UPDATE AUDIT SET link_format = 1, details_sha256 = NULL, details_salt = NULL, link = '${link}'`);
      await change(`UPDATE ENDS SET head = '${link}'`);
      expect((await platform.audit.verify()).ok, 'an old row').to.equal(true);
      const by = { agencyId, actorId, subjectType, subjectId };
      const about = { type: 'package', ids: ['p1'] };
      await platform.database.write((tx) => platform.audit.erase(tx, [about], by));
      const [told, old] = await platform.audit.list('agency-1');
      expect(told?.details).to.deep.equal({ trail: [], trailKept: 1 });
      expect(old?.details).to.deep.equal({ from: 'found' });
      expect((await platform.audit.verify()).ok).to.equal(true);
    });

    it('names the row after one that was deleted', async () => {
      for (const id of ['p1', 'p2', 'p3']) await record(entry(id));
      await change('DELETE FROM AUDIT WHERE position = 2');
      expect(await platform.audit.verify()).to.include({ ok: false, rows: 2 });
    });

    it('lists an agency its own rows, newest first, page by page', async () => {
      for (const id of ['p1', 'p2', 'p3']) await record(entry(id));
      await record(entry('other', 'agency-2'));
      const first = await platform.audit.list('agency-1', { limit: 2 });
      expect(first.map(({ subjectId }) => subjectId)).to.deep.equal(['p3', 'p2']);
      expect(first[0]).to.deep.include({ details: { from: 'found' }, at: clock.now() });
      const rest = await platform.audit.list('agency-1', { limit: 2, before: first[1]?.position });
      expect(rest.map(({ subjectId }) => subjectId)).to.deep.equal(['p1']);
    });

    it('signs the heads of all chains, to the table, the store and by mail', async () => {
      await record(entry('p1'));
      await platform.chains.sign();
      await platform.jobs.drain();
      const keys = await readdir(join(platform.config.storageDirectory, 'chain-heads'));
      const [mail] = await readdir(platform.config.mailDirectory);
      expect(keys).to.have.length(1);
      const { head } = await platform.audit.verify();
      expect(await readFile(join(platform.config.mailDirectory, mail ?? ''), 'utf8')).to.contain('records@example.org');
      expect(await readFile(join(platform.config.storageDirectory, 'chain-heads', keys[0] ?? ''), 'utf8')).to.contain(
        head,
      );
      expect(await platform.chains.verify()).to.deep.equal({ ok: true, statements: 1, faults: [] });
    });

    it('names a tail that was deleted before anything was signed', async () => {
      for (const id of ['p1', 'p2']) await record(entry(id));
      await change('DELETE FROM AUDIT WHERE position = 2');
      expect(await platform.audit.verify()).to.include({ ok: false, firstBad: 'after row 1' });
      await change('DELETE FROM AUDIT');
      expect(await platform.audit.verify()).to.include({ ok: false, firstBad: 'after row 0' });
    });

    it('finds a tail that was deleted together with its count after it had been signed', async () => {
      for (const id of ['p1', 'p2']) await record(entry(id));
      await platform.chains.sign();
      await change('DELETE FROM AUDIT WHERE position = 2');
      await change('UPDATE ENDS SET count = 1, head = (SELECT link FROM AUDIT WHERE position = 1)');
      expect((await platform.audit.verify()).ok, 'the chain alone looks whole').to.equal(true);
      expect((await platform.chains.verify()).faults).to.have.length(1);
    });

    it('finds a chain that was recomputed after it had been signed', async () => {
      await record(entry('p1'));
      await platform.chains.sign();
      await change('DELETE FROM AUDIT');
      await record(entry('another'));
      expect((await platform.audit.verify()).ok).to.equal(true);
      expect((await platform.chains.verify()).faults[0]).to.match(/^audit audit: differs/);
    });

    it('finds a statement that was changed, and one that was deleted', async () => {
      for (const id of ['p1', 'p2']) {
        await record(entry(id));
        await platform.chains.sign();
        clock.goOn(24 * 3_600_000);
      }
      await change(`UPDATE HEADS SET signature = 'x' WHERE id = (SELECT MAX(id) FROM HEADS)`);
      expect((await platform.chains.verify()).faults.join()).to.contain('signature');
      await change('DELETE FROM HEADS');
      expect((await platform.chains.verify()).faults.join()).to.contain('deleted');
    });
  });
});

describe('signing', () => {
  it('verifies with a previous secret and signs with the current one', () => {
    const before = createSecrets(['the first secret of all']);
    const after = createSecrets(['a second secret, current', 'the first secret of all']);
    expect(after.verify('p', 'text', before.sign('p', 'text'))).to.equal(true);
    expect(before.verify('p', 'text', after.sign('p', 'text'))).to.equal(false);
  });

  it('opens what was sealed with a previous secret, and nothing of another purpose, secret or byte', () => {
    const before = createSecrets(['the first secret of all']);
    const after = createSecrets(['a second secret, current', 'the first secret of all']);
    const sealed = before.seal('keys', 'private words');
    expect(sealed)
      .to.match(/^[\w-]+$/)
      .and.not.equal(before.seal('keys', 'private words'), 'each one differs');
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).to.not.contain('private words');
    expect([before.open('keys', sealed), after.open('keys', sealed)]).to.deep.equal(['private words', 'private words']);
    expect(before.open('keys', after.seal('keys', 'text'))).to.equal(null);
    expect(before.open('other', sealed)).to.equal(null);
    expect(createSecrets(['the first secret of al']).open('keys', sealed)).to.equal(null);
    const bytes = Buffer.from(sealed, 'base64url');
    for (const at of bytes.keys()) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(before.open('keys', changed.toString('base64url')), `byte ${at}`).to.equal(null);
    }
    for (const short of ['', 'AAAA', bytes.subarray(0, 27).toString('base64url')]) {
      expect(before.open('keys', short)).to.equal(null);
    }
    expect(before.open('keys', before.seal('keys', ''))).to.equal('');
  });

  it('refuses a signature made for another purpose or text', () => {
    const secrets = createSecrets(['the first secret of all']);
    const signature = secrets.sign('content', 'text');
    expect(secrets.verify('content', 'text', signature)).to.equal(true);
    expect(secrets.verify('mail', 'text', signature)).to.equal(false);
    expect(secrets.verify('content', 'other', signature)).to.equal(false);
    expect(secrets.verify('content', 'text', '')).to.equal(false);
  });
});
