import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { ROOT } from '../architecture/rooms.ts';
import { lineOf } from './course-fixture.ts';

/** A product of its own with the course `hall` in it, and the command as an author runs it. */
describe('courses:watch', function () {
  this.timeout(120_000);
  let root = '';
  let child: ChildProcess;
  let said = '';
  let hear = (): void => undefined;

  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'schoolbeat-watch-'));
    await cp(join(ROOT, 'server'), join(root, 'server'), { recursive: true });
    await cp(join(import.meta.dirname, 'fixtures/courses'), join(root, 'courses'), { recursive: true });
    for (const name of ['package.json', 'tsconfig.json', 'LICENSE']) await cp(join(ROOT, name), join(root, name));
    await cp(join(ROOT, 'dist/static'), join(root, 'dist/static'), { recursive: true });
    for (const name of ['views', 'node_modules']) await symlink(join(ROOT, name), join(root, name));
    child = spawn(process.execPath, ['--import', 'tsx', 'server/courses.ts', 'watch'], { cwd: root });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (bytes: Buffer) => {
        said += bytes.toString('utf8');
        hear();
      });
    }
    child.once('exit', () => hear());
  });
  after(async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    await rm(root, { recursive: true, force: true });
  });

  /** What was said since the last time, as soon as it waits again. */
  async function answer(): Promise<string> {
    while (!said.includes('Waiting for a change.')) {
      if (child.exitCode !== null) throw new Error(`courses:watch has ended: ${said}`);
      await new Promise<void>((resolve) => (hear = resolve));
    }
    const words = said;
    said = '';
    return words;
  }
  const hashOf = (words: string): string => /hall-scorm12\.zip .* sha256 (\w{64})/.exec(words)?.[1] ?? '';

  it('builds, tells a fault by file and line, builds again once it is mended, and ends', async () => {
    const path = join(root, 'courses/hall/modules/01-hall.yaml');
    const good = await readFile(path, 'utf8');
    const first = await answer();
    expect(first).to.include('0 errors');
    expect(hashOf(first)).to.match(/^\w{64}$/);

    const bad = good.replace('goto: office', 'goto: nowhere');
    await writeFile(path, bad);
    const fault = await answer();
    expect(fault).to.match(
      new RegExp(`courses/hall/modules/01-hall\\.yaml:${lineOf(bad, 'goto: nowhere')}:\\d+ error SCENARIO_GOTO`),
    );
    expect(fault).to.include('Nothing is built while there are errors.').and.not.include('sha256');

    // As editors write that keep a copy until all is on the disk.
    await writeFile(`${path}~`, good.replace('The bell has just rung.', 'The bell has rung.'));
    await rename(`${path}~`, path);
    const mended = await answer();
    expect(mended).to.include('0 errors');
    expect(hashOf(mended))
      .to.match(/^\w{64}$/)
      .and.not.equal(hashOf(first));

    await writeFile(path, good);
    expect(hashOf(await answer())).to.equal(hashOf(first));

    child.kill('SIGINT');
    const [, signal] = await once(child, 'exit');
    expect(signal).to.equal('SIGINT');
  });
});
