import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { scratchPath } from '../support/databases.ts';
import { freePort } from '../support/stand-alone.ts';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../..');
const HOSTS = join(ROOT, 'spec/hosts');

/** What somebody writes in a plain module, without TypeScript. */
const PLAIN_HOST = `
import { createServer } from 'node:http';
import express from 'express';
import { createSchoolbeat } from 'schoolbeat';

const { PORT, CONTENT_PORT } = process.env;
const schoolbeat = await createSchoolbeat({
  publicUrl: \`http://localhost:\${PORT}/training\`,
  contentUrl: \`http://127.0.0.1:\${CONTENT_PORT}\`,
  secrets: ['a secret of a plain host'],
});
await schoolbeat.migrate();
const app = express();
app.use('/training', schoolbeat.router);
const content = createServer(schoolbeat.content).listen(Number(CONTENT_PORT));
const server = app.listen(Number(PORT), async () => {
  const page = await fetch(\`http://localhost:\${PORT}/training/login\`);
  const text = await page.text();
  const [, style] = /href="([^"]+\\.css)"/.exec(text) ?? [];
  const asset = await fetch(new URL(style, page.url));
  const titles = await schoolbeat.installCourses();
  console.log(JSON.stringify({ status: page.status, heading: text.includes('Sign in'), asset: asset.status, titles }));
  for (const one of [server, content]) one.close();
  await schoolbeat.close();
});
`;

/** Names that the package gives nobody: what is for its own making. */
const INSIDE = /^(?:spec|static|server|node_modules|\.)/;

describe('the package', function () {
  this.timeout(360_000);
  let host: string;
  let installed: string;

  before(async () => {
    // As an application has it: the package unpacked, and the packages that it names beside it.
    host = await scratchPath('package-host');
    const modules = join(host, 'node_modules');
    installed = join(modules, 'schoolbeat');
    await mkdir(installed, { recursive: true });
    const { stdout } = await run(
      'npm',
      ['pack', '--ignore-scripts', '--offline', '--json', '--pack-destination', host],
      {
        cwd: ROOT,
        maxBuffer: 1 << 25,
      },
    );
    const [{ filename } = { filename: '' }] = JSON.parse(stdout) as { filename: string }[];
    await run('tar', ['-xzf', join(host, filename), '-C', installed, '--strip-components', '1']);
    const named = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')) as Record<string, object>;
    const names = [...Object.keys(named['dependencies'] ?? {}), 'express', '@types'];
    for (const name of names) {
      await mkdir(join(modules, name, '..'), { recursive: true });
      await symlink(join(ROOT, 'node_modules', name), join(modules, name));
    }
    await writeFile(join(host, 'package.json'), JSON.stringify({ name: 'host', private: true, type: 'module' }));
  });

  it('holds what is for those who run it, and nothing of its own making', async () => {
    const names = await readdir(installed);
    expect(names.filter((name) => INSIDE.test(name))).to.deep.equal([]);
    expect(names).to.include.members(['dist', 'views', 'courses', 'package.json', 'README.md', 'LICENSE']);
  });

  it('runs in a plain ESM host, with its pages, styles and courses', async () => {
    const file = join(host, 'host.mjs');
    await writeFile(file, PLAIN_HOST);
    const [port, contentPort] = [await freePort(), await freePort()];
    const env = { ...process.env, PORT: String(port), CONTENT_PORT: String(contentPort) };
    const { stdout } = await run(process.execPath, [file], { cwd: host, env, maxBuffer: 1 << 25 });
    // Among the lines of its log.
    const told = JSON.parse(stdout.split('\n').find((line) => line.startsWith('{"status"')) ?? '{}') as object;
    expect(told).to.deep.include({ status: 200, heading: true, asset: 200 });
    expect(told).to.have.property('titles').with.lengthOf(1);
  });

  it('types the hosts of the specs, strictly and with its declarations looked into', async () => {
    await cp(HOSTS, join(host, 'src'), { recursive: true });
    const compilerOptions = {
      target: 'es2023',
      module: 'nodenext',
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      types: ['node'],
      allowImportingTsExtensions: true,
      exactOptionalPropertyTypes: true,
      preserveSymlinks: true,
    };
    await writeFile(join(host, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }));
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const compiled = await run(process.execPath, [tsc, '-p', host], { cwd: host }).catch((error: unknown) => error);
    expect(compiled, JSON.stringify(compiled)).to.have.property('stdout', '');
    // The control: types are really there, and not `any`.
    await writeFile(
      join(host, 'src/wrong.ts'),
      `import { createSchoolbeat } from 'schoolbeat';\nawait createSchoolbeat({ publicUrl: 5, secrets: [] });\n`,
    );
    const wrong = await run(process.execPath, [tsc, '-p', host], { cwd: host }).catch((error: unknown) => error);
    expect(wrong)
      .to.have.property('stdout')
      .that.matches(/src\/wrong\.ts\(2,.*TS2322/);
  });

  it('brings its commands', async () => {
    const named = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')) as {
      bin: Record<string, string>;
    };
    const command = join(installed, named.bin['schoolbeat-admin'] ?? '');
    expect(await readFile(command, 'utf8')).to.match(/^#!\/usr\/bin\/env node\n/);
    const child = spawn(process.execPath, [command], { cwd: host });
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).to.equal(2);
  });
});
