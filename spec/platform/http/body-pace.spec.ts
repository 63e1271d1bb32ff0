import { expect } from 'chai';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { onSqlite } from '../../support/databases.ts';
import { openPackageApp, type PackageApp } from '../../support/package-app.ts';

const WINDOW_MS = 150;
/** More than a socket's buffers hold, so that it is still on its way when the answer is out. */
const REFUSED = 'x'.repeat(8 << 20);

/** What a client heard until the connection was closed. */
async function heard(socket: Socket): Promise<string> {
  const parts: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => parts.push(chunk));
  socket.on('error', () => undefined);
  await new Promise((resolve) => (socket.closed ? resolve(null) : socket.once('close', resolve)));
  return Buffer.concat(parts).toString('utf8');
}

/** Sends a byte again and again until the other side has had enough. */
function drip(socket: Socket, text: string): void {
  const timer = setInterval(() => socket.write(text), WINDOW_MS / 5);
  socket.once('close', () => clearInterval(timer));
}

describe('the pace of a body', () => {
  onSqlite((make) => {
    let site: PackageApp;
    let server: Server;
    let actorId: string;

    before(async () => {
      site = await openPackageApp(await make(), { bodyWindowMs: WINDOW_MS, uploadLimit: 50_000 });
      actorId = site.actor(await site.addAgency(), 'instructor').personId;
      // As a host's server may be: without any timeout.
      server = createServer({ requestTimeout: 0, headersTimeout: 0, keepAliveTimeout: 0 }, site.app);
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
    });
    after(async () => {
      server.closeAllConnections();
      server.close();
      await site.close();
    });

    function send(path: string, headers: Readonly<Record<string, string>>, body = ''): Socket {
      const { port } = server.address() as AddressInfo;
      const lines = Object.entries({ 'x-actor': actorId, 'sec-fetch-site': 'same-origin', ...headers });
      const told = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
      const socket = connect(port, '127.0.0.1');
      socket.write(`POST /lms${path} HTTP/1.1\r\nHost: spec\r\nAccept: application/json\r\n${told}\r\n${body}`);
      return socket;
    }

    const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
    const MULTIPART = { 'content-type': 'multipart/form-data; boundary=b' };
    const HEAD = '--b\r\nContent-Disposition: form-data; name="package"; filename="a.zip"\r\n\r\nPK';
    const version = '/author/versions/0123456789abcdefghjkmnpqrs/details';

    it('ends a body that stops, with 408, and closes the connection', async () => {
      const answer = await heard(send(version, { ...FORM, 'content-length': '100' }, 'title=x'));
      expect(answer)
        .to.match(/^HTTP\/1\.1 408 /)
        .and.include('BODY_TOO_SLOW')
        .and.match(/connection: close/i);
    });

    it('ends a body that drips for longer than its length allows', async () => {
      const socket = send(version, { ...FORM, 'content-length': '300' }, 'title=');
      drip(socket, 'x');
      expect(await heard(socket)).to.include('BODY_TOO_SLOW');
    });

    it('ends a chunked body that drips, however long it may become', async () => {
      const socket = send('/author/imports', { ...MULTIPART, 'transfer-encoding': 'chunked' }, `2\r\n--\r\n`);
      drip(socket, '1\r\nx\r\n');
      expect(await heard(socket)).to.include('BODY_TOO_SLOW');
    });

    it('ends an upload that stops, and leaves no rows and no files', async () => {
      const before = await site.inventory();
      const socket = send('/author/imports', { ...MULTIPART, 'content-length': '100000' }, HEAD);
      expect(await heard(socket))
        .to.match(/^HTTP\/1\.1 408 /)
        .and.include('BODY_TOO_SLOW');
      expect(await site.inventory()).to.deep.equal(before);
    });

    it('takes an upload that is slow and keeps its pace', async () => {
      const socket = send('/author/imports', { ...MULTIPART, 'transfer-encoding': 'chunked', connection: 'close' });
      const answer = heard(socket);
      const chunk = (text: string): void => void socket.write(`${text.length.toString(16)}\r\n${text}\r\n`);
      chunk(HEAD);
      for (let windows = 0; windows < 8; windows += 1) {
        chunk('x'.repeat(3000));
        await new Promise((resolve) => setTimeout(resolve, WINDOW_MS / 2));
      }
      chunk('\r\n--b--\r\n');
      socket.write('0\r\n\r\n');
      // The whole of it came: what is refused is the package.
      expect(await answer).to.match(/^HTTP\/1\.1 422 /);
    });

    it('refuses a chunked form without end at the limit of an upload', async () => {
      const socket = send('/author/imports', { ...MULTIPART, 'transfer-encoding': 'chunked', connection: 'close' });
      const part = `--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n${'x'.repeat(300_000)}`;
      socket.write(`${part.length.toString(16)}\r\n${part}\r\n`);
      expect(await heard(socket))
        .to.match(/^HTTP\/1\.1 413 /)
        .and.include('UPLOAD_TOO_LARGE');
    });

    it('closes the connection of a body that nobody reads and that does not end', async () => {
      const answer = await heard(send('/nowhere', { 'content-length': '1000' }, 'x'));
      expect(answer).to.match(/^HTTP\/1\.1 404 /);
    });

    it('keeps the connection of a body that was read', async () => {
      const socket = send('/nowhere', { 'content-length': '1' }, 'x');
      await once(socket, 'data');
      await new Promise((resolve) => setTimeout(resolve, WINDOW_MS * 3));
      expect(socket.closed || socket.readableEnded).to.equal(false);
      socket.destroy();
    });

    for (const { what, headers, status } of [
      { what: 'is no gzip', headers: { 'content-encoding': 'gzip' }, status: 400 },
      { what: 'is larger than can be taken', headers: {}, status: 413 },
      { what: 'is packed in a way that nobody knows', headers: { 'content-encoding': 'br' }, status: 415 },
    ])
      it(`answers the next request behind a body that ${what}`, async () => {
        const socket = send(version, { ...FORM, ...headers, 'transfer-encoding': 'chunked' });
        socket.write(`${REFUSED.length.toString(16)}\r\n${REFUSED}\r\n0\r\n\r\n`);
        socket.write('GET /lms/nowhere HTTP/1.1\r\nHost: spec\r\nConnection: close\r\n\r\n');
        const statuses = [...(await heard(socket)).matchAll(/HTTP\/1\.1 (\d+) /g)].map(([, told]) => told);
        expect(statuses).to.deep.equal([String(status), '404']);
      });
  });
});
