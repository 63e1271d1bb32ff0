#!/usr/bin/env node
import { join } from 'node:path';
import { openSchoolbeat } from './app.ts';
import { PACKAGE_ROOT } from './package-root.ts';
import { AppError, createAssets, createLog, readConfig } from './platform/index.ts';
import { runAdmin } from './run-admin.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Opens the installation that the environment names, without its pages: no command needs the built files. A backup or a rebuild may take its time. */
async function open() {
  const log = createLog({ level: process.env['LOG_LEVEL'] ?? 'error' });
  const assets = createAssets({ directory: join(PACKAGE_ROOT, 'dist/static'), unbuilt: true });
  return openSchoolbeat(readConfig(process.env), { log, assets, patienceMs: 0 });
}

try {
  process.exitCode = await runAdmin(process.argv.slice(2), open, print);
} catch (fault) {
  process.stderr.write(`${fault instanceof AppError ? fault.message : String(fault)}\n`);
  process.exitCode = 1;
}
