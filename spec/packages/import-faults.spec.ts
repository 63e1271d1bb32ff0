import { expect } from 'chai';
import { once } from 'node:events';
import { mkdir, rename, rm } from 'node:fs/promises';
import { createServer, request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Actor } from '../../server/people/index.ts';
import { uploadPace } from '../../server/platform/index.ts';
import { receiveUpload } from '../../server/packages/receive-upload.ts';
import { onSqlite } from '../support/databases.ts';
import { listen, openPackageApp, type PackageApp } from '../support/package-app.ts';
import { mountSmallDisk } from '../support/small-disk.ts';
import { packageZip } from '../support/zips.ts';

const BOUNDARY = 'spec-boundary';

onSqlite((makeDatabase) => {
  describe('an import whose store goes away', () => {
    let app: PackageApp;
    let instructor: Actor;
    let store: string;

    beforeEach(async () => {
      app = await openPackageApp(await makeDatabase());
      instructor = app.actor(await app.addAgency(), 'instructor');
      store = app.platform.config.storageDirectory;
      await app.inventory();
    });
    afterEach(() => app.close());

    /** An upload that stops in the middle of the file, and goes on after `between`. */
    async function uploadInTwo(zip: Buffer, between: () => Promise<void>): Promise<{ status: number; body: string }> {
      const server = createServer(app.app);
      const origin = await listen(server);
      const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="package"; filename="a.zip"\r\n\r\n`;
      const sending = request(`${origin}/lms/author/imports`, {
        method: 'POST',
        headers: {
          'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
          accept: 'application/json',
          'x-actor': instructor.personId,
          'sec-fetch-site': 'same-origin',
        },
      });
      const answered = once(sending, 'response') as Promise<[IncomingMessage]>;
      const middle = Math.floor(zip.length / 2);
      sending.write(head);
      sending.write(zip.subarray(0, middle));
      await once(server, 'request');
      // The first half is on the disk when the scratch file is there.
      while ((await app.inventory()).scratch === 0) await new Promise((resolve) => setImmediate(resolve));
      await between();
      sending.write(zip.subarray(middle));
      sending.end(`\r\n--${BOUNDARY}--\r\n`);
      const [answer] = await answered;
      const body = await text(answer);
      server.close();
      return { status: answer.statusCode ?? 0, body };
    }

    it('is refused with a reason in the middle of it, leaves no rows, and is taken once the store is back', async () => {
      const before = await app.inventory();
      const zip = packageZip({ title: 'Half way' });
      const { status, body } = await uploadInTwo(zip, () => rename(store, `${store}.away`));
      expect([status, JSON.parse(body).code]).to.deep.equal([503, 'STORAGE_UNAVAILABLE']);
      await rm(`${store}.away/.scratch`, { recursive: true });
      await mkdir(`${store}.away/.scratch`);
      await rename(`${store}.away`, store);
      expect(await app.inventory()).to.deep.equal(before);
      expect((await app.as(instructor).upload(zip)).status).to.equal(201);
    });

    it('is refused with a reason before anything is read', async () => {
      await rename(store, `${store}.away`);
      const { status, body, headers } = await app.as(instructor).upload(packageZip({ title: 'Not begun' }));
      expect([status, body.code, headers['retry-after']]).to.deep.equal([503, 'STORAGE_UNAVAILABLE', '5']);
      await rename(`${store}.away`, store);
    });
  });

  describe('an upload onto a disk without room', () => {
    it('is refused as STORAGE_FULL and not as broken off', async function () {
      const disk = await mountSmallDisk(1);
      if (disk === null) this.skip();
      await disk.fill();
      const form = new FormData();
      form.append('package', new Blob([new Uint8Array(packageZip({ title: 'No room' }))]), 'a.zip');
      let refusal: unknown = null;
      const server = createServer((req, res) => {
        receiveUpload(req, join(disk.path, 'upload'), { limit: 1e9, pace: uploadPace(30_000) }, () => undefined)
          .catch((error: unknown) => (refusal = error))
          .finally(() => res.end());
      });
      try {
        await (await fetch(await listen(server), { method: 'POST', body: form })).text();
        expect(refusal).to.include({ code: 'STORAGE_FULL', status: 503 });
      } finally {
        server.closeAllConnections();
        server.close();
        await disk.remove();
      }
    });
  });
});
