import { expect } from 'chai';
import express5, { type Express } from 'express';
import { createServer, request as rawRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import request from 'supertest';
import {
  AppError,
  clearCookie,
  contextOf,
  createRouter,
  enter,
  errorHandler,
  formBody,
  frameOf,
  jsonBody,
  notFound,
  pageHeaders,
  type Platform,
  readCookie,
  respond,
  route,
  sameOrigin,
  setCookie,
  textBody,
} from '../../../server/platform/index.ts';
import { onSqlite } from '../../support/databases.ts';
import { expressHosts } from '../../support/express-hosts.ts';
import { buildPlatform } from '../../support/platform.ts';

onSqlite((make) => {
  for (const { name, createHost } of expressHosts()) {
    describe(`HTTP on ${name}`, () => {
      let platform: Platform;
      let host: Express;

      before(async () => {
        platform = await buildPlatform(await make());
        host = createHost();
        host.use('/a/b', buildRouter(platform));
      });

      it('forwards the rejection of a handler to the error handler', async () => {
        const { body, status } = await request(host).get('/a/b/conflict').set('Accept', 'application/json');
        expect(status).to.equal(409);
        expect(body).to.include({ code: 'SOMETHING_CHANGED', message: 'It changed.', help: 'Reload.', field: 'title' });
        expect(body.requestId).to.match(/^[0-9a-z]{26}$/);
      });

      it('keeps the text of an unknown error from the client', async () => {
        const { text, status } = await request(host).get('/a/b/broken').set('Accept', 'application/json');
        expect(status).to.equal(500);
        expect(text).to.contain('UNEXPECTED').and.not.contain('s3cret');
      });

      it('answers an error as a page where the browser asks for one', async () => {
        const { text, status, headers } = await request(host).get('/a/b/conflict').set('Accept', 'text/html');
        expect(status).to.equal(409);
        expect(headers['content-type']).to.contain('text/html');
        expect(text).to.contain('It changed.').and.contain('href="/a/b/"');
      });

      it('answers a path that nobody knows with 404', async () => {
        const { body, status } = await request(host).get('/a/b/nowhere').set('Accept', 'application/json');
        expect([status, body.code]).to.deep.equal([404, 'NOT_FOUND']);
      });

      it('answers an undecodable path with 400', async () => {
        const { body, status } = await request(host).get('/a/b/courses/%E0%A4%A').set('Accept', 'application/json');
        expect([status, body.code]).to.deep.equal([400, 'BAD_REQUEST']);
      });

      it('knows no path with NUL in it, before any handler asks the database', async () => {
        for (const path of ['courses/%00', 'courses/a%00b', 'frame/%00']) {
          const { body, status } = await request(host).get(`/a/b/${path}`).set('Accept', 'application/json');
          expect([status, body.code], path).to.deep.equal([404, 'NOT_FOUND']);
        }
        const said = await request(host).get('/a/b/courses/%2500?to=%00').set('Accept', 'application/json');
        expect(said.body, 'a percent sign is no NUL, and a query has a schema').to.deep.equal({ id: '%00' });
      });

      it('keeps the mount path in links, redirects and the frame', async () => {
        const { body } = await request(host).get('/a/b/frame');
        expect(body.base).to.equal('/a/b');
        expect(body.navigation).to.deep.equal([
          { href: '/a/b/my', label: 'My training', icon: 'home', isCurrent: true },
          { href: '/a/b/catalog', label: 'Catalog', icon: 'book', isCurrent: false },
        ]);
        const { headers, status } = await request(host).get('/a/b/away').query({ to: '/my?x=1' });
        expect([status, headers['location']]).to.deep.equal([303, '/a/b/my?x=1']);
      });

      it('puts what has no room on a phone into a menu, never a single entry', async () => {
        const tabs = async (count: number) => {
          const { body } = await request(host).get('/a/b/frame').query({ count });
          return [body.tabs.shown.length, body.tabs.more.length, body.tabs.isInMore];
        };
        expect(await tabs(5)).to.deep.equal([5, 0, false]);
        expect(await tabs(6)).to.deep.equal([4, 2, false]);
        const { body } = await request(host).get('/a/b/frame').query({ count: 9, current: '/page8' });
        expect(body.tabs.isInMore).to.equal(true);
        expect([...body.tabs.shown, ...body.tabs.more]).to.deep.equal(body.navigation);
      });

      it('redirects to no other host by a path', async () => {
        for (const to of ['//evil.example', '/\\evil.example', '\\\\evil.example']) {
          const { headers } = await request(host).get('/a/b/away').query({ to });
          expect(headers['location']).to.equal('/a/b/evil.example');
        }
      });

      it('sends the security headers of a page', async () => {
        const { headers } = await request(host).get('/a/b/frame');
        expect(headers['content-security-policy']).to.equal(
          "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
            "frame-src http://127.0.0.1:8081; frame-ancestors 'self'; form-action 'self'; base-uri 'none'; object-src 'none'",
        );
        expect(headers).to.include({
          'x-content-type-options': 'nosniff',
          'referrer-policy': 'same-origin',
          'cache-control': 'no-store',
        });
      });

      it('sets a cookie on the mount path alone and takes it back there', async () => {
        const { headers } = await request(host).post('/a/b/cookie').set('Sec-Fetch-Site', 'same-origin');
        expect(headers['set-cookie']).to.deep.equal([
          'sb_test=v; Path=/a/b; HttpOnly; SameSite=Lax; Max-Age=60',
          'sb_old=; Path=/a/b; HttpOnly; SameSite=Lax; Max-Age=0',
        ]);
        const { body } = await request(host).get('/a/b/cookie').set('Cookie', 'x=1; sb_test=v=2 ; y');
        expect(body).to.deep.equal({ value: 'v=2', other: null });
      });

      it('reads JSON, forms and text', async () => {
        const json = await request(host)
          .post('/a/b/json')
          .send({ a: [1] });
        expect(json.body).to.deep.equal({ body: { a: [1] } });
        const form = await request(host).post('/a/b/form').type('form').send('a=1&b=x+y&b=%C3%A9');
        expect(form.body).to.deep.equal({ body: { a: '1', b: ['x y', 'é'] } });
        const text = await request(host).post('/a/b/text').type('text/plain').send('hello');
        expect(text.body).to.deep.equal({ body: 'hello' });
      });

      it('inflates gzipped JSON and bounds it after inflation', async () => {
        const small = await post('/a/b/json', gzipSync('{"a":1}'));
        expect(small.body).to.deep.equal({ body: { a: 1 } });
        const bomb = await post('/a/b/json', gzipSync(`"${'a'.repeat(300_000)}"`));
        expect([bomb.status, bomb.body.code]).to.deep.equal([413, 'BODY_TOO_LARGE']);
        const broken = await post('/a/b/json', Buffer.from('no gzip'));
        expect([broken.status, broken.body.code]).to.deep.equal([400, 'BODY_UNREADABLE']);
      });

      const post = (path: string, bytes: Buffer): request.Test =>
        request(host)
          .post(path)
          .set({ 'Content-Encoding': 'gzip', 'Content-Type': 'application/json', Accept: 'application/json' })
          .serialize((value: unknown) => value as string)
          .send(bytes);

      it('refuses a body over the limit, told by length or not', async () => {
        const told = await request(host)
          .post('/a/b/json')
          .send({ a: 'x'.repeat(2_000) });
        expect([told.status, told.body.code]).to.deep.equal([413, 'BODY_TOO_LARGE']);
        expect(await statusOfChunks(host, '/a/b/json', 2_000)).to.equal(413);
      });

      it('refuses JSON that is broken or nested too deeply', async () => {
        for (const text of ['{"a":', `${'['.repeat(70)}${']'.repeat(70)}`]) {
          const { body, status } = await request(host).post('/a/b/json').type('json').send(text);
          expect([status, body.code]).to.deep.equal([400, 'JSON_INVALID']);
        }
        const brackets = await request(host)
          .post('/a/b/json')
          .send({ a: '['.repeat(100) });
        expect(brackets.status).to.equal(200);
      });

      it('refuses a form of very many fields', async () => {
        const { status } = await request(host).post('/a/b/wide').type('form').send('a=1&'.repeat(2_001));
        expect(status).to.equal(413);
      });

      it('takes a body that the host has parsed already', async () => {
        const parsing = createHost();
        parsing.use(express5.json());
        parsing.use('/a/b', buildRouter(platform));
        const { body } = await request(parsing).post('/a/b/json').send({ a: 1 });
        expect(body).to.deep.equal({ body: { a: 1 } });
      });

      it('refuses a change caused by another origin, and by another port of the same site', async () => {
        for (const site of ['cross-site', 'same-site', 'none']) {
          const { body, status } = await request(host).post('/a/b/cookie').set('Sec-Fetch-Site', site);
          expect([status, body.code]).to.deep.equal([403, 'CROSS_ORIGIN']);
        }
      });

      it('falls back to Origin where the browser sends no Sec-Fetch-Site', async () => {
        const from = async (headers: Record<string, string>): Promise<number> =>
          (await request(host).post('/a/b/cookie').set('Host', 'intranet.example:8080').set(headers)).status;
        expect(await from({ Origin: 'http://intranet.example:8080' })).to.equal(200);
        expect(await from({ Origin: 'http://localhost:8080' }), 'the configured address').to.equal(200);
        expect(await from({ Origin: 'http://intranet.example:8081' })).to.equal(403);
        expect(await from({ Origin: 'null' })).to.equal(403);
        expect(await from({})).to.equal(403);
      });
    });
  }
});

function buildRouter(platform: Platform): ReturnType<typeof createRouter> {
  const router = createRouter();
  const { get, post } = route(router);
  router.use(enter(platform), pageHeaders(platform.config));
  get('/conflict', async () => {
    throw new AppError('SOMETHING_CHANGED', 409, 'It changed.', { help: 'Reload.', field: 'title' });
  });
  get('/broken', async () => {
    throw new Error('a s3cret of the database');
  });
  get('/courses/:id', (req, res) => respond(res).json({ id: req.params['id'] }));
  get('/away', (req, res) => respond(res).redirect(typeof req.query['to'] === 'string' ? req.query['to'] : '/'));
  get('/frame', (req, res) => {
    const { count = '0', current = '/my' } = req.query;
    contextOf(req).frame.navigation = [
      { href: '/my', label: 'My training', icon: 'home' },
      { href: '/catalog', label: 'Catalog', icon: 'book' },
      ...Array.from({ length: Math.max(0, Number(count) - 2) }, (_, at) => ({
        href: `/page${at + 2}`,
        label: `Page ${at + 2}`,
        icon: 'list',
      })),
    ];
    respond(res).json(frameOf(req, { title: 'Frame', current: typeof current === 'string' ? current : '/my' }));
  });
  get('/cookie', (req, res) =>
    respond(res).json({ value: readCookie(req, 'sb_test'), other: readCookie(req, 'sb_tes') }),
  );
  post('/cookie', sameOrigin(), (_req, res) => {
    setCookie(res, 'sb_test', 'v', { maxAgeMs: 60_000 });
    clearCookie(res, 'sb_old');
    respond(res).json({});
  });
  post('/json', jsonBody(1_000), (req, res) => respond(res).json({ body: req.body as unknown }));
  post('/form', formBody(1_000), (req, res) => respond(res).json({ body: req.body as unknown }));
  post('/wide', formBody(100_000), (req, res) => respond(res).json({ body: req.body as unknown }));
  post('/text', textBody(1_000), (req, res) => respond(res).json({ body: req.body as unknown }));
  router.use(notFound(), errorHandler(platform));
  return router;
}

/** Status of a POST that sends its body in chunks, without a length. */
async function statusOfChunks(host: Express, path: string, bytes: number): Promise<number> {
  const server: Server = createServer(host).listen(0);
  const { port } = server.address() as AddressInfo;
  try {
    return await new Promise<number>((resolve, reject) => {
      const sent = rawRequest({ port, path, method: 'POST' }, (res) => {
        res.resume();
        resolve(res.statusCode ?? 0);
      });
      sent.once('error', reject);
      sent.write('"');
      sent.end('x'.repeat(bytes));
    });
  } finally {
    server.close();
  }
}
