import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzipSync } from 'node:zlib';
import { build, type Metafile } from 'esbuild';
import { PACKED_ENDINGS } from '../assets/create-assets.ts';

const root = join(import.meta.dirname, '../../..');
const out = join(root, 'dist/static');
const require = createRequire(import.meta.url);
const pack = promisify(brotliCompress);

/** Fonts that the styles name, latin subset, from their packages. */
const FONTS = ['bitter', 'public-sans'].map((font) => ({
  from: join(
    dirname(require.resolve(`@fontsource-variable/${font}/package.json`)),
    'files',
    `${font}-latin-wght-normal.woff2`,
  ),
  name: `fonts/${font}-latin-wght-normal.woff2`,
}));

/** Pages load these; every other script is imported by one of them. An entry ends in `-page.ts` or lies in `frame/`. */
async function scriptEntries(): Promise<string[]> {
  const scripts = join(root, 'static/scripts');
  const files = await readdir(scripts, { recursive: true });
  return files
    .filter((file) => file.endsWith('-page.ts') || /^frame\/scorm(12|2004)\.ts$/.test(file))
    .map((file) => join(scripts, file));
}

async function bundleStatic(): Promise<void> {
  const styles = (await readdir(join(root, 'static/styles'))).filter((file) => file.endsWith('.css'));
  const entries = [...(await scriptEntries()), ...styles.map((file) => join(root, 'static/styles', file))];
  const result = await build({
    entryPoints: entries,
    outbase: join(root, 'static'),
    outdir: out,
    entryNames: '[dir]/[name].[hash]',
    bundle: true,
    minify: true,
    format: 'iife',
    target: ['chrome109', 'firefox115', 'safari16'],
    external: ['../fonts/*', '../images/*'],
    sourcemap: false,
    legalComments: 'none',
    metafile: true,
    logLevel: 'error',
  });
  await writeManifest(result.metafile);
}

async function writeManifest(metafile: Metafile): Promise<void> {
  const manifest: Record<string, string> = {};
  for (const [file, output] of Object.entries(metafile.outputs)) {
    if (!output.entryPoint) continue;
    const name = relative('static', output.entryPoint).replace(/\.ts$/, '.js');
    manifest[name] = relative(out, join(root, file));
  }
  for (const { from, name } of FONTS) {
    await mkdir(join(out, 'fonts'), { recursive: true });
    await cp(from, join(out, name));
    manifest[name] = name;
  }
  const images = join(root, 'static/images');
  for (const file of await readdir(images).catch(() => [] as string[])) {
    await mkdir(join(out, 'images'), { recursive: true });
    await cp(join(images, file), join(out, 'images', file));
    manifest[`images/${file}`] = `images/${file}`;
  }
  await writeFile(join(out, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Packs once what would be packed for each person: a script of 400 KB is 85 KB on its way. */
async function packStatic(): Promise<void> {
  const files = await readdir(out, { recursive: true });
  for (const file of files.filter((name) => /\.(?:js|css|svg)$/.test(name))) {
    const plain = await readFile(join(out, file));
    await writeFile(join(out, `${file}${PACKED_ENDINGS.br}`), await pack(plain));
    await writeFile(join(out, `${file}${PACKED_ENDINGS.gzip}`), gzipSync(plain, { level: 9 }));
  }
}

async function compileServer(): Promise<void> {
  const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
  try {
    await promisify(execFile)(process.execPath, [tsc, '-p', join(root, 'server/tsconfig.json')], { cwd: root });
  } catch (fault) {
    const output = fault instanceof Error && 'stdout' in fault ? String(fault.stdout) : '';
    throw new Error(`The server does not compile:\n${output}`, { cause: fault });
  }
}

process.chdir(root);
await rm(join(root, 'dist'), { recursive: true, force: true });
await mkdir(out, { recursive: true });
await Promise.all([bundleStatic().then(packStatic), compileServer()]);
