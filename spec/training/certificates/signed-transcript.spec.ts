import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import type { Database } from '../../../server/platform/index.ts';
import { runAdmin } from '../../../server/run-admin.ts';
import { openCredentials, type Credentials } from '../../support/credentials.ts';
import { forEachDatabase, scratchPath } from '../../support/databases.ts';
import { verifyTranscript } from '../../support/verify-transcript.ts';
import type { BuiltPerson } from '../../support/people.ts';

const run = promisify(execFile);
const SCRIPT = join(import.meta.dirname, '../../support/verify-transcript.ts');

describe('the signed transcript', () => {
  forEachDatabase((make) => {
    let database: Database;
    let world: Credentials;
    let officer: BuiltPerson;
    before(async () => {
      database = await make();
      world = await openCredentials(database);
      officer = await world.addPerson(['officer']);
      const { courseId, versionId } = await world.addCourse({ minutes: [30] });
      await world.certify({ personId: officer.id, courseId, versionId });
    });
    const download = async (): Promise<string> =>
      (await (await world.browser(officer)).get('/transcript.json').expect(200)).text;
    const keys = async (): Promise<string> =>
      (await (await world.browser(null)).get('/keys/transcript.json').expect(200)).text;

    it('is verified by a stranger’s script with the published keys and nothing of ours', async () => {
      const [file, jwks] = [await scratchPath('record.json'), await scratchPath('jwks.json')];
      await writeFile(file, await download());
      await writeFile(jwks, await keys());
      const { stdout } = await run(process.execPath, ['--import', 'tsx', SCRIPT, file, jwks]);
      expect(stdout).to.equal('verified\n');
    });

    it('fails for every byte that is changed', async () => {
      const [text, jwks] = [await download(), await keys()];
      expect(verifyTranscript(text, jwks)).to.equal(true);
      const end = text.indexOf(',"keys":');
      const verified: number[] = [];
      for (let at = 1; at < end; at += 1) {
        const other = text[at] === 'x' ? 'y' : 'x';
        if (verifyTranscript(text.slice(0, at) + other + text.slice(at + 1), jwks)) verified.push(at);
      }
      expect(verified).to.deep.equal([]);
    });

    it('still verifies after the key was rotated by a command, and new ones bear the new key', async () => {
      const before = await download();
      const said: string[] = [];
      const open = () => Promise.resolve({ ...world.app, close: () => Promise.resolve() });
      expect(await runAdmin(['rotate-transcript-key'], open, (line) => said.push(line))).to.equal(0);
      const after = await download();
      const jwks = await keys();
      expect(verifyTranscript(before, jwks)).to.equal(true);
      expect(verifyTranscript(after, jwks)).to.equal(true);
      const kid = (text: string): string =>
        JSON.parse(Buffer.from(JSON.parse(text).signature.split('.')[0], 'base64url').toString()).kid;
      expect(kid(after)).to.not.equal(kid(before));
      expect(said.join()).to.contain(kid(after));
      expect(JSON.parse(jwks).keys).to.have.length(2);
    });

    it('publishes no private part and keeps it sealed', async () => {
      expect(Object.keys(JSON.parse(await keys()).keys[0]).sort()).to.deep.equal([
        'alg',
        'crv',
        'kid',
        'kty',
        'use',
        'x',
      ]);
      const table = `${database.tablePrefix}signing_keys`;
      const [rows] = await database.sequelize.query(`SELECT private_key AS sealed FROM ${table}`);
      for (const row of rows as { sealed: string }[]) expect(row.sealed).to.not.match(/[{"]|"d"/);
    });

    it('holds the record of every agency, void certificates and corrections as what they are', async () => {
      const other = (
        await world.app.agencies.createAgency({ name: 'Dunmore Police', timeZone: 'America/Chicago', state: 'TX' })
      ).id;
      const { courseId } = await world.addCourse({ title: 'The role' });
      const row = await world.certify({ personId: officer.id, courseId, agencyId: other });
      const boss = await world.addPerson(['supervisor'], other);
      const decision = { decision: 'void' as const, reason: 'Wrong person.' };
      await world.app.training.certificates.decide(await world.actor(boss), row.id, () => decision);
      await world.addCorrection({ personId: officer.id, courseId, agencyId: other });
      const { transcript } = JSON.parse(await download());
      const found = transcript.certificates.find((one: { number: string }) => one.number === row.number);
      expect(found).to.include({ agency: 'Dunmore Police', state: 'void', voidReason: 'Wrong person.' });
      expect(transcript.corrections[0]).to.include({ agency: 'Dunmore Police', signedBy: 'Sgt. Lee Park' });
      expect(transcript.finished).to.have.length(2);
    });
  });
});
