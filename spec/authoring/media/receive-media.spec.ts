import { expect } from 'chai';
import { mkdtemp, readdir, readlink, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { receiveMedia } from '../../../server/authoring/media/receive-media.ts';
import { receiveUpload } from '../../../server/packages/receive-upload.ts';
import { uploadPace } from '../../../server/platform/index.ts';
import { codeOf } from '../../support/attempts.ts';

const MB = 1024 * 1024;

describe('a form whose texts are too large', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'media-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Files of the folder that this process holds open; those that are being closed have a second for it. */
  async function held(turns = 20): Promise<string[]> {
    const open: string[] = [];
    for (const name of await readdir('/proc/self/fd')) {
      const target = await readlink(`/proc/self/fd/${name}`).catch(() => '');
      if (target.startsWith(folder)) open.push(target);
    }
    if (open.length === 0 || turns === 0) return open;
    await new Promise((resolve) => setTimeout(resolve, 50));
    return held(turns - 1);
  }

  /** Sends a form twenty times; the codes of the faults, each once. */
  async function send(form: () => FormData, take: (req: IncomingMessage, at: string) => Promise<unknown>) {
    const codes = new Set<string>();
    let count = 0;
    const server = createServer((req, res) => {
      count += 1;
      void codeOf(take(req, join(folder, String(count)))).then((code) => {
        codes.add(code);
        return res.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, resolve));
    const { port } = server.address() as AddressInfo;
    for (let at = 0; at < 20; at += 1) {
      await (await fetch(`http://localhost:${port}`, { method: 'POST', body: form() })).text();
    }
    await new Promise((resolve) => server.close(resolve));
    return [...codes];
  }

  it('leaves no file open', async () => {
    const form = (): FormData => {
      const body = new FormData();
      body.set('captions', 'x'.repeat(513 * 1024));
      body.set('file', new Blob(['bell'.repeat(100_000)]), 'a.mp4');
      return body;
    };
    const codes = await send(form, (req, at) => receiveMedia(req, at, { limit: MB, windowMs: 60_000 }));
    expect(codes).to.deep.equal(['MEDIA_TEXT_TOO_LARGE']);
    expect(await held()).to.deep.equal([]);
  });

  it('hands back the words that came with it', async () => {
    const form = (): FormData => {
      const body = new FormData();
      body.set('alt', 'A bell in a hall');
      body.set('captions', 'x'.repeat(513 * 1024));
      return body;
    };
    const heard: unknown[] = [];
    const bounds = { limit: MB, windowMs: 60_000, onFields: (fields: unknown) => heard.push(fields) };
    await send(form, (req, at) => receiveMedia(req, at, bounds));
    expect(heard).to.deep.equal(Array.from({ length: 20 }, () => ({ alt: 'A bell in a hall' })));
  });

  it('leaves none open where a small file beside a package is too large', async () => {
    const form = (): FormData => {
      const body = new FormData();
      body.set('icon', new Blob(['x'.repeat(9)]), 'a.png');
      body.set('package', new Blob(['bell'.repeat(40_000)]), 'a.zip');
      return body;
    };
    const bounds = { limit: MB, pace: uploadPace(60_000) };
    const codes = await send(form, (req, at) => {
      const beside = { fields: {}, files: new Map([['icon', 8]]), found: new Map<string, Buffer>() };
      return receiveUpload(req, at, bounds, () => undefined, beside);
    });
    expect(codes).to.deep.equal(['UPLOAD_TOO_LARGE']);
    expect(await held()).to.deep.equal([]);
  });
});
