import { expect } from 'chai';
import express from 'express';
import { join } from 'node:path';
import { openSchoolbeat, type Schoolbeat } from '../server/app.ts';
import { createAssets, silentLog, type Config } from '../server/platform/index.ts';
import { runAdmin } from '../server/run-admin.ts';
import { onSqlite, scratchPath } from './support/databases.ts';
import { openBrowser, quickPasswords, signIn } from './support/people.ts';
import { buildConfig } from './support/platform.ts';

onSqlite(() => {
  describe('the admin command', () => {
    let config: Config;
    let opened = 0;

    beforeEach(async () => {
      config = await buildConfig({ databaseUrl: `sqlite:${await scratchPath('admin.sqlite')}` });
      opened = 0;
    });

    const open = async (): Promise<Schoolbeat> => {
      opened += 1;
      const assets = createAssets({ directory: join(import.meta.dirname, '../dist/static'), unbuilt: true });
      return openSchoolbeat(config, { log: silentLog(), assets, passwords: await quickPasswords() });
    };

    async function run(...argv: string[]): Promise<{ code: number; text: string }> {
      const lines: string[] = [];
      const code = await runAdmin(argv, open, (line) => lines.push(line));
      return { code, text: lines.join('\n') };
    }

    const create = (...more: string[]) =>
      run(
        'create',
        '--email',
        'Pat.Ng@station.example',
        '--role',
        'officer,administrator',
        '--agency',
        'Wexley',
        ...more,
      );
    const makeAgency = ['--time-zone', 'America/Chicago', '--state', 'TX'];
    const passwordIn = (text: string): string => / once: (\S+)/.exec(text)?.[1] ?? '';

    async function mayEnter(email: string, password: string): Promise<void> {
      const app = await open();
      const host = express();
      host.use(app.router);
      await signIn(openBrowser(host), { email, password });
      await app.close();
    }

    it('explains itself with code 2 and opens nothing where the line cannot be understood', async () => {
      for (const argv of [[], ['frob'], ['toString'], ['--what'], ['backup', 'a', 'b']]) {
        const { code, text } = await run(...argv);
        expect(code, argv.join(' ')).to.equal(2);
        expect(text).to.include('Usage: npm run admin');
      }
      expect(opened).to.equal(0);
    });

    it('names what is missing, and roles that there are not', async () => {
      expect(await run('create')).to.include({ code: 2 });
      expect((await run('create', '--email', 'a@b.example')).text).to.include('--role is missing');
      const wrong = await run('create', '--email', 'a@b.example', '--role', 'officer,chief', '--agency', 'X');
      expect(wrong).to.deep.equal({
        code: 2,
        text: 'No such role: chief.\nRoles: officer, instructor, supervisor, administrator, partner.',
      });
      expect((await run('backup')).text).to.include('FILE is missing');
    });

    it('makes an account on a fresh database and shows a password with which one signs in', async () => {
      const { code, text } = await create(...makeAgency);
      expect(code).to.equal(0);
      await mayEnter('pat.ng@station.example', passwordIn(text));
    });

    it('makes no agency by a slip of the pen', async () => {
      const { code, text } = await create();
      expect(code).to.equal(1);
      expect(text).to.include('There is no agency called Wexley.').and.include('--time-zone');
    });

    it('refuses an address that has an account and one that is none', async () => {
      await create(...makeAgency);
      expect(await create()).to.deep.equal({ code: 1, text: 'This address already has an account.' });
      const none = await run('create', '--email', 'pat', '--role', 'officer', '--agency', 'Wexley');
      expect(none.code).to.equal(1);
      expect(none.text).to.include('email: Write a mail address.');
    });

    it('sets a new password and ends the old one', async () => {
      const before = passwordIn((await create(...makeAgency)).text);
      const { code, text } = await run('reset-password', '--email', 'pat.ng@station.example');
      expect(code).to.equal(0);
      expect(passwordIn(text)).to.not.equal(before);
      await mayEnter('pat.ng@station.example', passwordIn(text));
      expect(await run('reset-password', '--email', 'nobody@station.example')).to.include({ code: 1 });
    });

    it('backs up and restores into an empty installation, and refuses a full one', async () => {
      const password = passwordIn((await create(...makeAgency)).text);
      const file = await scratchPath('backup.zip');
      expect(await run('backup', file)).to.include({ code: 0 });
      const full = await run('restore', file);
      expect(full.code).to.equal(1);
      expect(full.text).to.include('not empty');
      config = await buildConfig({ databaseUrl: `sqlite:${await scratchPath('restored.sqlite')}` });
      expect(await run('restore', file)).to.include({ code: 0 });
      await mayEnter('pat.ng@station.example', password);
      expect(await run('records:verify')).to.include({ code: 0 });
    });

    it('says what else is to be kept, and checks the signed heads of a restored record by the old secrets', async () => {
      await create(...makeAgency);
      const app = await open();
      await app.platform.chains.sign();
      await app.close();
      const file = await scratchPath('backup.zip');
      expect((await run('backup', file)).text)
        .to.include('Not in the file: the secrets')
        .and.include('.data/secrets');
      const databaseUrl = `sqlite:${await scratchPath('elsewhere.sqlite')}`;
      const old = config.secrets;
      config = await buildConfig({ databaseUrl, secrets: ['a secret of another machine'] });
      const restored = await run('restore', file);
      expect(restored.code).to.equal(0);
      expect(restored.text).to.include('This installation has other secrets');
      const without = await run('records:verify');
      expect(without.code).to.equal(1);
      expect(without.text).to.match(/statement [0-9a-z]{26}: signature/);
      config = { ...config, secrets: [...config.secrets, ...old] };
      expect((await run('records:verify')).text).to.include('Signed heads: 1 statements, all fit.');
    });

    it('says nothing about secrets where a restored record finds its own', async () => {
      await create(...makeAgency);
      const file = await scratchPath('backup.zip');
      await run('backup', file);
      config = await buildConfig({
        databaseUrl: `sqlite:${await scratchPath('same.sqlite')}`,
        secrets: config.secrets,
      });
      expect((await run('restore', file)).text).to.not.include('secrets');
    });

    it('verifies and rebuilds the record', async () => {
      await create(...makeAgency);
      const whole = await run('records:verify');
      expect(whole.code).to.equal(0);
      expect(whole.text).to.include('Audit trail: 2 changes, all fit.');
      expect(await run('records:rebuild')).to.include({ code: 0 });
    });

    it('answers 1 and names the row where somebody changed the audit trail', async () => {
      await create(...makeAgency);
      const app = await open();
      await app.platform.database.write((transaction) =>
        app.platform.database.sequelize.query("UPDATE sb_audit_events SET action = 'nothing'", { transaction }),
      );
      await app.close();
      const { code, text } = await run('records:verify');
      expect(code).to.equal(1);
      expect(text)
        .to.include('NOT all fit')
        .and.match(/audit trail: row [0-9a-z]{26} does not fit/);
    });
  });
});
