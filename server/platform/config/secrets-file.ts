import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { randomToken } from '../ids/hash.ts';

/** Secrets, one a line, current first; made at the first start, readable by the owner alone. */
export function readSecretsFile(file: string): string[] {
  mkdirSync(dirname(file), { recursive: true });
  try {
    // Fails when the file is there, so that two first starts at once agree on one secret.
    writeFileSync(file, `${randomToken()}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
