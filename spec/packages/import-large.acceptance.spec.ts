import { expect } from 'chai';
import { fork } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { newId } from '../../server/platform/index.ts';
import { manifest12, packageZip } from '../support/zips.ts';

const MIB = 1024 * 1024;

interface Report {
  readonly status: number;
  readonly body: { readonly isNew?: boolean; readonly number?: number };
  readonly rssBefore: number;
  readonly rssMost: number;
}

/** Bytes that do not pack. */
function noise(bytes: number): Buffer {
  return Buffer.from(Array.from({ length: bytes }, (_, at) => (at * at * 31) >> 5));
}

/** A package of about 1 GB in 20,000 files: pages, pictures and ten videos. */
async function writeLargePackage(path: string): Promise<void> {
  const zip = new ZipFile();
  const written = pipeline(zip.outputStream, createWriteStream(path));
  const names = Array.from({ length: 19_998 }, (_, number) => {
    const kind = number % 2000 === 0 ? 'mp4' : number % 3 === 0 ? 'png' : 'html';
    return `part-${number % 100}/file-${number}.${kind}`;
  });
  zip.addBuffer(Buffer.from(manifest12({ files: names })), 'imsmanifest.xml');
  zip.addBuffer(Buffer.from('<!doctype html><title>Start</title>'), 'index.html');
  const page = Buffer.from(`<!doctype html>${'<p>Walk the hall before the bell.</p>'.repeat(200)}`);
  const picture = noise(15_000);
  const block = noise(MIB);
  for (const name of names) {
    if (name.endsWith('.html')) zip.addBuffer(page, name);
    else if (name.endsWith('.png')) zip.addBuffer(picture, name, { compress: false });
    else {
      zip.addReadStreamLazy(name, { compress: false }, (done) => {
        done(null, Readable.from(Array.from({ length: 92 }, () => block)));
      });
    }
  }
  zip.end();
  await written;
}

describe('importing 20,000 files and 1 GB', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'import-large-'));
    await mkdir(join(folder, 'static'));
    await writeFile(join(folder, 'small.zip'), packageZip());
    await writeLargePackage(join(folder, 'large.zip'));
  });
  after(() => rm(folder, { force: true, recursive: true }));

  it('keeps the memory of the server flat: it grows by less than 100 MB', async () => {
    const paths = [join(folder, 'small.zip'), join(folder, 'large.zip')].join(':');
    const child = fork(join(import.meta.dirname, '../support/import-large-server.ts'), [folder, paths, newId()], {
      execArgv: [...process.execArgv, '--expose-gc'],
    });
    const { status, body, rssBefore, rssMost } = await new Promise<Report>((resolve, reject) => {
      child.once('message', (message: Report) => resolve(message));
      child.once('exit', (code) => reject(new Error(`The server ended with ${code}.`)));
    });
    expect(status, JSON.stringify(body)).to.equal(201);
    const grown = Math.round((rssMost - rssBefore) / MIB);
    expect(grown, `${grown} MB`).to.be.lessThan(100);
  });
});
