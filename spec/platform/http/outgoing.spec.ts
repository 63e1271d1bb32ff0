import { expect } from 'chai';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError, createOutgoing, type Resolve } from '../../../server/platform/index.ts';
import { isPublicAddress } from '../../../server/platform/http/outgoing-address.ts';

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'sent',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );

/** Says the same address for every name, another one the second time where two are given. */
function resolveTo(...answers: readonly string[][]): Resolve & { asked: number } {
  const resolve = Object.assign(
    (_host: string, done: Parameters<Resolve>[1]) => {
      const addresses = answers[Math.min(resolve.asked, answers.length - 1)] ?? [];
      resolve.asked += 1;
      done(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    },
    { asked: 0 },
  );
  return resolve;
}

describe('requests to addresses that people typed in', () => {
  const servers: Server[] = [];
  const heard: string[] = [];

  async function serve(listener: RequestListener): Promise<string> {
    const server = createServer((req, res) => {
      heard.push(`${req.method} ${req.url}`);
      listener(req, res);
    });
    servers.push(server);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  beforeEach(() => heard.splice(0));
  after(async () => {
    for (const server of servers) {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    }
  });

  for (const url of [
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://169.254.169.254/latest/meta-data/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0177.0.0.1/',
    'https://127.1/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:a9fe:a9fe]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[2002:7f00:1::]/',
    'https://[fe80::1]/',
    'https://[fd00::1]/',
    'https://10.1.2.3/',
    'https://192.168.0.1/',
    'https://172.31.255.255/',
    'https://100.64.0.1/',
    'https://0.0.0.0/',
    'http://93.184.216.34/',
    'ftp://lms.example/',
    'https://user:secret@lms.example/',
    'no address',
  ]) {
    it(`refuses ${url}`, async () => {
      expect(await codeOf(createOutgoing([])(url))).to.equal('OUTGOING_REFUSED');
    });
  }

  it('refuses a name that leads to a private address, alone or among others', async () => {
    for (const addresses of [['127.0.0.1'], ['93.184.216.34', '10.0.0.1'], ['::1'], ['::ffff:127.0.0.1']]) {
      const outgoing = createOutgoing([], resolveTo(addresses));
      expect(await codeOf(outgoing('https://lms.example/')), addresses.join()).to.equal('OUTGOING_REFUSED');
    }
  });

  it('says so where a name cannot be looked up, by a system that then tells no list', async () => {
    const fails = (_host: string, done: (error: Error, addresses: never) => void): void =>
      done(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), undefined as never);
    for (const allowed of [[], ['lms.example']]) {
      expect(await codeOf(createOutgoing(allowed, fails)('https://lms.example/'))).to.equal('OUTGOING_FAILED');
    }
  });

  it('calls the address that it looked at, whatever the name says a moment later', async () => {
    const resolve = resolveTo(['192.0.2.1'], ['127.0.0.1']);
    expect(await codeOf(createOutgoing([], resolve)('https://lms.example/'))).to.equal('OUTGOING_REFUSED');
    expect(resolve.asked).to.equal(1);
    const host = await serve((_req, res) => res.end('pinned'));
    const once = resolveTo(['127.0.0.1'], ['192.0.2.1']);
    const url = `http://lms.internal:${host.split(':')[1]}/`;
    expect((await createOutgoing(['lms.internal'], once)(url)).text).to.equal('pinned');
    expect(once.asked).to.equal(1);
  });

  it('calls a private host over plain http once it is allowed, by name or with its port', async () => {
    const host = await serve((_req, res) => res.end('hello'));
    for (const allowed of [host, '127.0.0.1']) {
      expect(await createOutgoing([allowed])(`http://${host}/x`)).to.include({ status: 200, text: 'hello' });
    }
    expect(await codeOf(createOutgoing(['127.0.0.1:1'])(`http://${host}/x`))).to.equal('OUTGOING_REFUSED');
    expect(heard).to.have.length(2);
  });

  it('sends method, headers and body', async () => {
    const host = await serve((req, res) => {
      req.setEncoding('utf8');
      let text = '';
      req.on('data', (part: string) => (text += part));
      req.on('end', () => res.writeHead(201).end(`${String(req.headers['x-one'])} ${text}`));
    });
    const answer = await createOutgoing([host])(`http://${host}/`, {
      method: 'POST',
      headers: { 'x-one': '1' },
      body: 'two',
    });
    expect(answer).to.include({ status: 201, text: '1 two' });
  });

  it('follows no redirect', async () => {
    const host = await serve((_req, res) => res.writeHead(302, { location: 'http://169.254.169.254/' }).end());
    expect((await createOutgoing([host])(`http://${host}/`)).status).to.equal(302);
    expect(heard).to.deep.equal(['GET /']);
  });

  it('gives up an answer that is too long or too late, and says who does not answer', async () => {
    const long = await serve((_req, res) => res.end('x'.repeat(2_000)));
    const outgoing = createOutgoing(['127.0.0.1']);
    expect(await codeOf(outgoing(`http://${long}/`, { limitBytes: 1_999 }))).to.equal('OUTGOING_TOO_LARGE');
    expect((await outgoing(`http://${long}/`, { limitBytes: 2_000 })).text).to.have.length(2_000);
    const silent = await serve(() => undefined);
    expect(await codeOf(outgoing(`http://${silent}/`, { timeoutMs: 50 }))).to.equal('OUTGOING_TIMEOUT');
    const dripping = await serve((_req, res) => res.write('a'));
    expect(await codeOf(outgoing(`http://${dripping}/`, { timeoutMs: 50 }))).to.equal('OUTGOING_TIMEOUT');
    expect(await codeOf(outgoing('http://127.0.0.1:1/'))).to.equal('OUTGOING_FAILED');
  });

  it('knows public addresses', () => {
    for (const address of ['93.184.216.34', '8.8.8.8', '2606:2800:220:1::1', '172.32.0.1']) {
      expect(isPublicAddress(address), address).to.equal(true);
    }
  });
});
