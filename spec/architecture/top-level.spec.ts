import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { STANDARDS } from '../../server/standards/registry.ts';
import { foldersIn, ROOT } from './rooms.ts';

const ALLOWED = [
  'server',
  'courses',
  'views',
  'static',
  'spec',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'README.md',
  'LICENSE',
];

describe('the house', () => {
  it('keeps the top level to the agreed names', function () {
    if (!existsSync(join(ROOT, '.git'))) this.skip();
    const tracked = execFileSync('git', ['ls-tree', '--name-only', 'HEAD'], { cwd: ROOT, encoding: 'utf8' });
    const names = tracked.split('\n').filter((name) => name !== '' && !name.startsWith('.'));
    expect(names.filter((name) => !ALLOWED.includes(name))).to.deep.equal([]);
  });

  for (const suite of ['', '.acceptance']) {
    it(`runs every spec in one of the two halves of the ${suite === '' ? 'suite' : 'acceptance'}`, () => {
      const configOf = (name: string): { spec: string[]; ignore: string[] } =>
        JSON.parse(readFileSync(join(ROOT, name), 'utf8')) as { spec: string[]; ignore: string[] };
      const half = (name: string): string => `.mocharc.${suite === '' ? '' : 'acceptance-'}${name}.json`;
      const [whole, rooms, browser] = [
        configOf(`.mocharc${suite}.json`),
        configOf(half('rooms')),
        configOf(half('browser')),
      ];
      const covered = (pattern: string): string => pattern.replace(/\*\*\/\*(\.acceptance)?\.spec\.ts$/, '**');
      expect(rooms.spec).to.deep.equal(whole.spec);
      expect(browser.ignore).to.deep.equal(whole.ignore);
      expect(rooms.ignore).to.have.members([...browser.spec.map(covered), ...whole.ignore]);
    });
  }

  it('runs every long spec in the acceptance', () => {
    const { spec } = JSON.parse(readFileSync(join(ROOT, '.mocharc.acceptance.json'), 'utf8')) as { spec: string[] };
    const { ignore } = JSON.parse(readFileSync(join(ROOT, '.mocharc.json'), 'utf8')) as { ignore: string[] };
    expect(spec).to.deep.equal(ignore);
  });

  it('says what a new standard still lacks', () => {
    const shared = ['index.ts', 'README.md'];
    const lacking = foldersIn('server/standards').flatMap((standard) => [
      ...shared.map((name) => `server/standards/${standard}/${name}`).filter((file) => !existsSync(join(ROOT, file))),
      ...(hasSpecs(standard) ? [] : [`specs of ${standard} in spec/standards/${standard}/`]),
      // Our own source format is compiled into packages of a standard and never recognised in one.
      ...(standard === 'module' || STANDARDS.some((one) => one.folder === standard)
        ? []
        : [`a line for ${standard} in server/standards/registry.ts`]),
    ]);
    expect(lacking).to.deep.equal([]);
  });

  it('says what a new door still lacks', () => {
    const lacking = foldersIn('server')
      .filter((room) => room === 'embedding')
      .flatMap(() => foldersIn('server/embedding'))
      .flatMap((door) =>
        [`server/embedding/${door}/README.md`, `spec/embedding/${door}`].filter(
          (path) => !existsSync(join(ROOT, path)),
        ),
      );
    expect(lacking).to.deep.equal([]);
  });

  it('names every command of the README in package.json', () => {
    const scripts = Object.keys(
      (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object }).scripts,
    );
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    const named = [...readme.matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name ?? '');
    expect(named.filter((name) => !scripts.includes(name))).to.deep.equal([]);
    expect(named).to.not.be.empty;
  });
});

/** A standard that is played has a folder of specs; one that is only recognised has its case among the recognised ones. */
function hasSpecs(standard: string): boolean {
  if (existsSync(join(ROOT, 'spec/standards', standard))) return true;
  const isPlayed = STANDARDS.some((one) => one.folder === standard && one.status === 'played');
  return !isPlayed && readFileSync(join(ROOT, 'spec/standards/recognise.spec.ts'), 'utf8').includes(`'${standard}'`);
}
