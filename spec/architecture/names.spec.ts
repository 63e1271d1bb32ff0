import { expect } from 'chai';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { foldersIn, lineCount, ROOT, sourceFiles } from './rooms.ts';

const ROLES = ['model', 'store', 'policy', 'service', 'routes', 'input', 'view', 'events', 'job'];
const ROLE_LIKE = /-(models|stores|policies|services|route|controller|helper|helpers|util|utils|manager|dto)\.ts$/;

describe('names and sizes', () => {
  it('names files in kebab case and by the closed list of roles', () => {
    const files = [...sourceFiles('server'), ...sourceFiles('static/scripts')];
    const wrong = files.filter(
      (file) => !/^[a-z0-9]+([.-][a-z0-9]+)*\.ts$/.test(basename(file)) || ROLE_LIKE.test(file),
    );
    expect(wrong, `roles: ${ROLES.join(' ')}`).to.deep.equal([]);
  });

  it('keeps a source file within 300 lines and a spec within 500', () => {
    const long = [
      ...[...sourceFiles('server'), ...sourceFiles('static/scripts')].filter((file) => lineCount(file) > 300),
      ...sourceFiles('spec').filter((file) => lineCount(file) > 500),
    ];
    expect(long.map((file) => `${file}: ${lineCount(file)}`)).to.deep.equal([]);
  });

  it('keeps the median file within 90 lines', () => {
    const counts = sourceFiles('server')
      .map(lineCount)
      .sort((a, b) => a - b);
    expect(counts[Math.floor(counts.length / 2)]).to.be.at.most(90);
  });

  it('gives every room a door and a plate', () => {
    const rooms = foldersIn('server').filter((room) => sourceFiles(`server/${room}`).length > 0);
    const lacking = rooms.flatMap((room) =>
      ['index.ts', 'README.md'].map((name) => `server/${room}/${name}`).filter((file) => !existsSync(join(ROOT, file))),
    );
    expect(lacking).to.deep.equal([]);
  });

  it('keeps SQL in stores, migrations and the platform', () => {
    const wrong = sourceFiles('server').filter(
      (file) => /-(routes|service|policy|view|input)\.ts$/.test(file) && /\bfrom 'sequelize'/.test(readText(file)),
    );
    expect(wrong).to.deep.equal([]);
  });

  it('reads the query of an address by `queryOf` alone', () => {
    const wrong = sourceFiles('server').filter(
      (file) => !file.startsWith('server/platform/') && /\breq\w*\.query\b/.test(readText(file)),
    );
    expect(wrong).to.deep.equal([]);
  });
});

function readText(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}
