import { expect } from 'chai';
import { stat } from 'node:fs/promises';
import { AppError, configFor, readConfig } from '../../server/platform/index.ts';
import { readSecretsFile } from '../../server/platform/config/secrets-file.ts';
import { scratchPath } from '../support/databases.ts';

const SECRETS = { SCHOOLBEAT_SECRETS: 'a secret for specs only' };

describe('the settings', () => {
  it('needs none', () => {
    const config = readConfig(SECRETS);
    expect(config).to.include({
      port: 8080,
      contentPort: 8081,
      publicUrl: 'http://localhost:8080',
      contentUrl: 'http://127.0.0.1:8081',
      databaseUrl: 'sqlite:.data/schoolbeat.sqlite',
      demo: true,
    });
    expect(config.warnings).to.deep.equal([]);
  });

  it('names all faults at once', () => {
    const read = (): unknown =>
      readConfig({
        PORT: 'eighty',
        DATABASE_URL: 'mysql://db',
        SCHOOLBEAT_PUBLIC_URL: 'ftp://example.org',
        SCHOOLBEAT_CONTENT_URL: 'https://content.example/path',
        SCHOOLBEAT_SECRETS: 'short',
        SMTP_URL: 'http://mail',
        SCHOOLBEAT_DEMO: 'yes',
      });
    expect(read).to.throw(AppError).with.property('code', 'CONFIG_INVALID');
    for (const name of ['PORT', 'DATABASE_URL', 'PUBLIC_URL', 'CONTENT_URL', 'SECRETS', 'SMTP_URL', 'DEMO']) {
      expect(read).to.throw(name);
    }
  });

  it('never repeats a secret in what it says of a fault', () => {
    expect(() => readConfig({ SCHOOLBEAT_SECRETS: 'hunter2' }))
      .to.throw(/16 characters/)
      .and.not.match(/hunter2/);
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readConfig({ ...SECRETS, PORT: '', SMTP_URL: '' })).to.include({ port: 8080, smtpUrl: null });
  });

  it('serves content from the next port of another name, and warns of its cookies', () => {
    const config = readConfig({ ...SECRETS, PORT: '9000', SCHOOLBEAT_PUBLIC_URL: 'http://training.example/' });
    expect(config).to.include({ publicUrl: 'http://training.example', contentUrl: 'http://training.example:9001' });
    expect(config.warnings.join()).to.contain('SCHOOLBEAT_CONTENT_URL');
  });

  it('splits current and previous secrets', () => {
    const { secrets } = readConfig({ SCHOOLBEAT_SECRETS: 'the current secret, the previous secret' });
    expect(secrets).to.deep.equal(['the current secret', 'the previous secret']);
  });

  it('makes a secret once, readable by its owner alone', async () => {
    const file = await scratchPath('secrets');
    const [first] = readSecretsFile(file);
    expect(first).to.have.length(43);
    expect(readSecretsFile(file)).to.deep.equal([first]);
    expect((await stat(file)).mode & 0o777).to.equal(0o600);
  });

  it('checks what a host hands in, and launches nothing without a content address', () => {
    const config = configFor({ publicUrl: 'https://intranet.example/training/', secrets: ['a secret for specs only'] });
    expect(config).to.include({ publicUrl: 'https://intranet.example/training', contentUrl: null, tablePrefix: 'sb_' });
    expect(() => configFor({ publicUrl: 'x', secrets: [], tablePrefix: 'Bad-Prefix' }))
      .to.throw(AppError)
      .with.property('issues')
      .with.length(3);
  });
});
