import { expect } from 'chai';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AuditEntry, createSecrets, type Platform } from '../../server/platform/index.ts';
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

  it('refuses a signature made for another purpose or text', () => {
    const secrets = createSecrets(['the first secret of all']);
    const signature = secrets.sign('content', 'text');
    expect(secrets.verify('content', 'text', signature)).to.equal(true);
    expect(secrets.verify('mail', 'text', signature)).to.equal(false);
    expect(secrets.verify('content', 'other', signature)).to.equal(false);
    expect(secrets.verify('content', 'text', '')).to.equal(false);
  });
});
