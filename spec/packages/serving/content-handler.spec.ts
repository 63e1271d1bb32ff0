import { expect } from 'chai';
import { request, type IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import type { Actor } from '../../../server/people/index.ts';
import { onSqlite } from '../../support/databases.ts';
import { openPackageApp, type PackageApp } from '../../support/package-app.ts';
import { standingClock } from '../../support/platform.ts';
import { packageZip } from '../../support/zips.ts';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Letters that do not repeat, so that a wrong cut is seen. */
function letters(bytes: number): Buffer {
  return Buffer.from(Array.from({ length: bytes }, (_, at) => 97 + (((at * 7919) ^ (at >> 3)) % 26)));
}

describe('the content origin', () => {
  onSqlite((makeDatabase) => {
    let app: PackageApp;
    let instructor: Actor;
    let base: string;
    let versionId: string;
    const clock = standingClock();

    const files = {
      'js/small.js': letters(5000),
      'js/large.js': letters(3_000_000),
      'media/small.mp4': letters(5000),
      'media/large.mp4': letters(3_000_000),
      'Mixed Case/Prüfung 100%.html': Buffer.from('<!doctype html><p>Umlaut'),
      'empty.txt': Buffer.alloc(0),
      'odd.xyz': Buffer.from('odd'),
    };

    before(async () => {
      app = await openPackageApp(await makeDatabase(), {}, clock);
      instructor = app.actor(await app.addAgency(), 'instructor');
      const extra = Object.entries(files).map(([name, data]) => ({ name, data }));
      const { body } = await app.as(instructor).upload(packageZip({ title: 'Served', extra }));
      versionId = body.versionId;
      const address = app.packages.reader.contentBaseOf(await app.packages.reader.loadVersion(null, versionId));
      base = new URL(address ?? '').pathname;
    });
    after(() => app.close());

    /** Sends the path as it is written: a URL would be tidied up first. */
    function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
      const { port } = new URL(app.contentOrigin);
      return new Promise((resolve, reject) => {
        const sent = request({ port, host: '127.0.0.1', path, method, headers }, (res) => {
          buffer(res).then((body) => resolve({ status: res.statusCode ?? 0, headers: res.headers, body }), reject);
        });
        sent.on('error', reject);
        sent.end();
      });
    }

    it('answers who asks second as who asks first, header for header', async () => {
      for (const name of ['js/small.js', 'media/small.mp4', 'js/large.js']) {
        const path = `${base}${name}?first`;
        const ask = async (more: Record<string, string>): Promise<object> => {
          const { status, headers, body } = await get(path, { 'accept-encoding': 'gzip', ...more });
          const { date: _date, ...rest } = headers;
          return { status, headers: rest, body: body.toString('base64') };
        };
        const etag = String((await get(path, { 'accept-encoding': 'gzip' }, 'HEAD')).headers.etag);
        const unchanged = { 'if-none-match': etag };
        const first = [await ask(unchanged), await ask({})];
        expect([await ask(unchanged), await ask({})], name).to.deep.equal(first);
      }
    });

    for (const name of ['js/small.js', 'js/large.js'] as const) {
      it(`sends ${name} as gzip with its exact length`, async () => {
        const { status, headers, body } = await get(base + name, { 'accept-encoding': 'gzip, br' });
        expect(status).to.equal(200);
        expect(headers['content-encoding']).to.equal('gzip');
        expect(Number(headers['content-length'])).to.equal(body.length);
        expect(body.length).to.be.lessThan(files[name].length);
        expect(gunzipSync(body).equals(files[name])).to.equal(true);
        expect(headers.vary).to.equal('Accept-Encoding');
      });

      it(`sends ${name} as it is to clients without gzip`, async () => {
        for (const offer of ['', 'br', 'gzip;q=0', 'identity']) {
          const { headers, body } = await get(base + name, { 'accept-encoding': offer });
          expect(headers['content-encoding'], offer).to.equal(undefined);
          expect(body.equals(files[name]), offer).to.equal(true);
        }
      });
    }

    for (const name of ['js/small.js', 'js/large.js', 'media/small.mp4', 'media/large.mp4'] as const) {
      it(`cuts ranges out of ${name} (RFC 9110 14)`, async () => {
        const size = files[name].length;
        const ranges: [string, number, number][] = [
          ['bytes=0-0', 0, 1],
          ['bytes=1000-1999', 1000, 2000],
          [`bytes=${size - 10}-`, size - 10, size],
          ['bytes=-100', size - 100, size],
          [`bytes=4000-${size + 5000}`, 4000, size],
        ];
        for (const [range, from, to] of ranges) {
          const { status, headers, body } = await get(base + name, { range, 'accept-encoding': 'gzip' });
          expect(status, range).to.equal(206);
          expect(headers['content-range']).to.equal(`bytes ${from}-${to - 1}/${size}`);
          expect(headers['content-encoding']).to.equal(undefined);
          expect(body.equals(files[name].subarray(from, to)), range).to.equal(true);
        }
      });
    }

    it('refuses a range that does not exist and passes over nonsense', async () => {
      const beyond = await get(`${base}media/small.mp4`, { range: 'bytes=5000-' });
      expect([beyond.status, beyond.headers['content-range']]).to.deep.equal([416, 'bytes */5000']);
      for (const range of ['bytes=5-2', 'lines=1-2', 'bytes=0-1,5-9', 'bytes=-', 'x']) {
        expect((await get(`${base}media/small.mp4`, { range })).status, range).to.equal(200);
      }
    });

    it('sends a part only of the very file that If-Range names', async () => {
      const { headers } = await get(`${base}media/small.mp4`);
      const ask = (tag: string): Promise<Answer> =>
        get(`${base}media/small.mp4`, { range: 'bytes=0-9', 'if-range': tag });
      expect((await ask(String(headers.etag))).status).to.equal(206);
      expect((await ask('"other"')).status).to.equal(200);
    });

    it('answers 304 to who has the file, encoding by encoding', async () => {
      const zipped = await get(`${base}js/small.js`, { 'accept-encoding': 'gzip' });
      const plain = await get(`${base}js/small.js`);
      expect(zipped.headers.etag).not.to.equal(plain.headers.etag);
      const again = await get(`${base}js/small.js`, {
        'accept-encoding': 'gzip',
        'if-none-match': `"x", W/${zipped.headers.etag}`,
      });
      expect([again.status, again.body.length]).to.deep.equal([304, 0]);
      const other = await get(`${base}js/small.js`, { 'if-none-match': String(zipped.headers.etag) });
      expect(other.status).to.equal(200);
    });

    it('answers HEAD with the headers of GET and no body', async () => {
      const whole = await get(`${base}js/small.js`);
      const head = await get(`${base}js/small.js`, {}, 'HEAD');
      expect(head.body.length).to.equal(0);
      expect(head.headers['content-length']).to.equal(whole.headers['content-length']);
    });

    it('names media types, forbids guessing, and lets browsers keep files for ever', async () => {
      const { headers } = await get(`${base}index.html`);
      expect(headers['content-type']).to.equal('text/html');
      expect(headers['x-content-type-options']).to.equal('nosniff');
      expect(headers['cache-control']).to.equal('public, max-age=31536000, immutable');
      expect((await get(`${base}odd.xyz`)).headers['content-type']).to.equal('application/octet-stream');
      expect((await get(`${base}empty.txt`)).headers['content-length']).to.equal('0');
    });

    it('keeps untrusted content to its own origin and sets no cookie', async () => {
      const { headers } = await get(`${base}index.html`);
      const policy = String(headers['content-security-policy']);
      expect(policy).to.include(`default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:;`);
      expect(policy).to.include(`form-action 'self'; base-uri 'self'`);
      expect(policy).not.to.include('frame-ancestors');
      expect(policy).not.to.include('connect-src');
      expect(headers['set-cookie']).to.equal(undefined);
      expect(headers['referrer-policy']).to.equal('same-origin');
    });

    it('finds names whatever their case, encoding and slashes', async () => {
      for (const path of [
        'Mixed%20Case/Pr%C3%BCfung%20100%25.html',
        'mixed%20case/PR%C3%9CFUNG%20100%25.HTML',
        'Mixed%20Case/Pru%CC%88fung%20100%25.html',
        'Mixed%20Case%5CPr%C3%BCfung%20100%25.html',
        'Mixed%20Case//Pr%C3%BCfung%20100%25.html?a=1#b',
      ]) {
        expect((await get(base + path)).status, path).to.equal(200);
      }
    });

    it('finds nothing outside of the version', async () => {
      for (const path of [
        `${base}../../../../etc/passwd`,
        `${base}%2e%2e/%2e%2e/etc/passwd`,
        `${base}..%5c..%5cetc%5cpasswd`,
        `${base}%00`,
        `${base}%ff`,
        base,
        base.slice(0, -1),
        '/c/',
        '/',
        '//',
        '/c/x/y',
        '/my',
        '/login',
        '/constructor/x',
        '/assets/../package.json',
        '/assets/manifest.json',
      ]) {
        const { status, headers } = await get(path);
        expect(status, path).to.equal(404);
        expect(headers['set-cookie']).to.equal(undefined);
      }
    });

    it('opens nothing without the signature of the version', async () => {
      const [, , token = ''] = base.split('/');
      const [id = '', signature = ''] = token.split('.');
      const changed = signature.startsWith('a') ? `b${signature.slice(1)}` : `a${signature.slice(1)}`;
      expect(signature).to.have.length(43);
      for (const wrong of [id, `${id}.`, `${id}.${changed}`, `${id}.${signature.slice(0, 20)}`, `.${signature}`]) {
        expect((await get(`/c/${wrong}/index.html`)).status, wrong).to.equal(404);
      }
      expect((await get(`/c/${id}.${signature}/index.html`)).status).to.equal(200);
    });

    it('refuses service workers and every method but reading', async () => {
      for (const name of ['js/small.js', 'media/small.mp4']) {
        expect((await get(base + name)).status).to.equal(200);
        expect((await get(base + name, { 'service-worker': 'script' })).status).to.equal(403);
      }
      for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
        expect((await get(`${base}index.html`, {}, method)).status, method).to.equal(405);
      }
    });

    it('serves the API frames with scripts of ours only', async () => {
      for (const standard of ['scorm12', 'scorm2004']) {
        const { status, headers, body } = await get(`/frame/${standard}.html?v=${base.split('/')[2]}`);
        expect(status).to.equal(200);
        expect(body.toString()).to.include(`<script src="../assets/scripts/frame/${standard}.js" defer>`);
        const policy = String(headers['content-security-policy']);
        expect(policy).to.include(`script-src 'self';`);
        expect(policy).not.to.include('unsafe');
        expect(headers['cache-control']).to.equal('no-cache');
      }
      expect((await get('/frame/other.html')).status).to.equal(404);
    });

    it('lets content reach the hosts that the instructor allowed, at once and under a new address', async () => {
      const form = { allowedHosts: 'media.example.org\n*.example.net' };
      for (const name of ['index.html', 'media/small.mp4']) expect((await get(base + name)).status).to.equal(200);
      await app.as(instructor).post(`/author/versions/${versionId}/limits`).type('form').send(form).expect(303);
      clock.goOn(1001);
      const loaded = await app.packages.reader.loadVersion(null, versionId);
      const { pathname } = new URL(app.packages.reader.contentBaseOf(loaded) ?? '');
      expect(pathname).to.match(new RegExp(`^${base.slice(0, -1)}\\.[\\w-]{8}/$`));
      const { headers } = await get(`${pathname}index.html`);
      expect(headers['content-security-policy']).to.include(
        `blob: https://media.example.org https://*.example.net; frame-src`,
      );
      expect(headers['cache-control']).to.include('immutable');
      const frame = await get(`/frame/scorm12.html?v=${pathname.split('/')[2]}`);
      expect(frame.headers['content-security-policy']).to.include('https://media.example.org');
    });

    it('lets no browser keep a file whose address tells of other hosts', async () => {
      for (const name of ['index.html', 'media/small.mp4']) {
        const { status, headers } = await get(base + name);
        expect([status, headers['cache-control']], name).to.deep.equal([200, 'no-cache']);
        expect(headers['content-security-policy']).to.include('https://media.example.org');
      }
    });

    it('answers in words when the archive is gone', async () => {
      const { body } = await app.as(instructor).upload(packageZip({ title: 'Gone' }));
      const loaded = await app.packages.reader.loadVersion(null, body.versionId);
      for await (const key of app.platform.storage.list('')) {
        if (key.includes(body.versionId)) await app.platform.storage.remove(key);
      }
      const { pathname } = new URL(app.packages.reader.contentBaseOf(loaded) ?? '');
      const answer = await get(`${pathname}index.html`);
      expect(answer.status).to.equal(404);
      expect(answer.body.toString()).to.include('cannot be read');
    });
  });
});
