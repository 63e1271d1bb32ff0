import { expect } from 'chai';
import request from 'supertest';
import { forEachDatabase } from '../../support/databases.ts';
import { connectAt, openLtiWorld, refusalOf, type LtiWorld } from '../../support/lti-world.ts';
import { buildPerson, openBrowser, signIn } from '../../support/people.ts';

const LTI = 'https://purl.imsglobal.org/spec/lti/claim/';
const NRPS = 'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice';
const PAGE = '/training/organisation/doors/lti';

describe('connecting an LMS', () => {
  forEachDatabase((make) => {
    let world: LtiWorld;
    before(async () => {
      world = await openLtiWorld(await make());
    });
    after(() => world?.close());

    async function link(): Promise<string> {
      const page = await world.desk.post(`${PAGE}/link`).expect(200);
      const [, url = ''] = /id="registration-link">([^<]+)</.exec(page.text) ?? [];
      return new URL(url).pathname;
    }
    const open = (path: string, query: object) =>
      request(world.site.host).get(path).set('accept', 'text/html').query(query);
    const asked = () => ({
      openid_configuration: `${world.platform.url}/.well-known/openid-configuration`,
      registration_token: 'once-only',
    });
    const door = () => world.desk.get(`${PAGE}/${world.doorId}`);

    it('shows what to copy, and says that framing does not work over http', async () => {
      const page = await world.desk.get(`${PAGE}/new`).expect(200);
      for (const path of ['/lti/login', '/lti/launch', '/lti/jwks']) {
        expect(page.text).to.include(`http://localhost:8080/training${path}`);
      }
      expect(page.text).to.include('framing will not work');
      expect((await door().expect(200)).text).to.include(world.target);
    });

    it('is for administrators: others are refused, another agency finds nothing', async () => {
      await request(world.site.host).get(`${PAGE}/new`).set('accept', 'application/json').expect(401);
      const officer = await buildPerson(world.site.app, { agencyId: world.agencyId, roles: ['officer'] });
      const stranger = await buildPerson(world.site.app, { roles: ['administrator'] });
      for (const [person, status] of [
        [officer, 403],
        [stranger, 404],
      ] as const) {
        const browser = openBrowser(world.site.host, { accept: 'application/json' });
        await signIn(browser, person, '/training');
        await browser.get(`${PAGE}/${world.doorId}`).set('accept', 'application/json').expect(status);
        for (const path of ['', '/check', '/deployments', '/deployments/remove', '/roster']) {
          const answer = browser.post(`${PAGE}/${world.doorId}${path}`).set('accept', 'application/json');
          await answer.type('form').send({ deploymentId: 'x', title: 'x' }).expect(status);
        }
      }
    });

    it('says beside the field what was typed wrongly, and that an LMS is connected already', async () => {
      const wrong = { ...world.platform.addresses, jwksUrl: 'lms.example', issuer: '' };
      const page = await world.desk.post(`${PAGE}/new`).type('form').send(wrong).expect(422);
      expect(page.text).to.include('Write the issuer').and.to.include('begins with https://');
      const again = await world.desk.post(`${PAGE}/new`).type('form').send(world.platform.addresses).expect(409);
      expect(again.text).to.include('connected under this client ID already');
    });

    it('checks keys, token and address, and says in words what is wrong', async () => {
      await world.desk.post(`${PAGE}/${world.doorId}/check`).expect(303);
      const well = (await door()).text;
      expect(well).to.include('1 of 1 keys can be used').and.to.include('gave a token');
      expect(well).to.include('Courses open in a new window only');
      world.platform.fault = (req, res) => {
        res.writeHead(req.url === '/token' ? 400 : 404).end('{"error":"invalid_client"}');
        return true;
      };
      await world.desk.post(`${PAGE}/${world.doorId}/check`).expect(303);
      world.platform.fault = null;
      const badly = (await door()).text;
      expect(badly).to.include('cannot be read: the answer was 404').and.to.include('it answered 400');
      expect(badly).to.include('invalid_client');
    });

    it('calls no private address that is not allowed', async () => {
      const inside = { ...world.platform.addresses, clientId: 'inside', jwksUrl: 'https://169.254.169.254/jwks' };
      const doorId = await connectAt(world.desk, '/training', inside);
      await world.desk.post(`${PAGE}/${doorId}/check`).expect(303);
      expect((await world.desk.get(`${PAGE}/${doorId}`)).text).to.include('it leads to a private network');
    });

    it('offers the deployment of a refused launch, allows it, and takes it back', async () => {
      const claims = { [`${LTI}deployment_id`]: 'campus-2', [NRPS]: undefined };
      const other = { claims };
      expect(refusalOf(await world.launch(other))).to.equal('LTI_DEPLOYMENT_UNKNOWN');
      expect((await door()).text).to.include('Allow deployment campus-2');
      const send = (path: string) =>
        world.desk.post(`${PAGE}/${world.doorId}/${path}`).type('form').send({ deploymentId: 'campus-2' }).expect(303);
      await send('deployments');
      expect((await world.launch(other)).status).to.equal(303);
      await send('deployments/remove');
      expect(refusalOf(await world.launch(other))).to.equal('LTI_DEPLOYMENT_UNKNOWN');
    });

    it('frames launches at the sites of the LMS, and at those that are added', async () => {
      const { url } = world.platform;
      const form = { title: 'Campus LMS', origins: `${url}\nhttps://portal.example/path` };
      await world.desk.post(`${PAGE}/${world.doorId}`).type('form').send(form).expect(303);
      const refused = await world.launch({ claims: { [`${LTI}version`]: '1.1' } });
      expect(refused.headers['content-security-policy']).to.include(`frame-ancestors ${url} https://portal.example;`);
      const unknown = await open('/training/lti/login', {
        iss: 'https://nobody.example',
        login_hint: 'x',
        target_link_uri: world.target,
      });
      expect(unknown.headers['content-security-policy']).to.include("frame-ancestors 'none'");
    });

    it('is done by the LMS itself with a link that works once (LTI Dynamic Registration)', async () => {
      const path = await link();
      world.platform.registrationAnswer = (body) => ({
        ...body,
        client_id: 'dynamic-1',
        'https://purl.imsglobal.org/spec/lti-tool-configuration': { deployment_id: 'dynamic-deployment' },
      });
      const done = await open(path, asked()).expect(200);
      expect(done.text).to.include('"act":"close"');
      const told = world.platform.registered.at(-1) ?? {};
      expect(told).to.include({
        initiate_login_uri: 'http://localhost:8080/training/lti/login',
        jwks_uri: 'http://localhost:8080/training/lti/jwks',
        token_endpoint_auth_method: 'private_key_jwt',
      });
      const doors = await world.desk.get('/training/organisation/doors').expect(200);
      expect(doors.text).to.include('simulator at 127.0.0.1');
      expect(refusalOf(await open(path, asked()))).to.equal('LTI_INVITATION_UNKNOWN');
      expect(refusalOf(await open('/training/lti/register/forged', asked()))).to.equal('LTI_INVITATION_UNKNOWN');
    });

    it('keeps the link for another try when the LMS refuses, and lets no site speak for another', async () => {
      const path = await link();
      const refused = await open(path, { ...asked(), registration_token: 'wrong' });
      expect(refusalOf(refused)).to.equal('LTI_PLATFORM_ANSWER');
      expect(refused.text).to.include('it answered 401');
      world.platform.fault = (req, res) => {
        if (!req.url?.startsWith('/.well-known')) return false;
        const { url } = world.platform;
        const endpoints = {
          authorization_endpoint: `${url}/auth`,
          jwks_uri: `${url}/jwks`,
          registration_endpoint: `${url}/register`,
        };
        res.end(JSON.stringify({ issuer: 'https://canvas.example', ...endpoints }));
        return true;
      };
      expect(refusalOf(await open(path, asked()))).to.equal('LTI_ISSUER_ELSEWHERE');
      world.platform.fault = null;
      world.platform.registrationAnswer = () => ({ client_id: 'dynamic-2' });
      await open(path, asked()).expect(200);
      const late = await link();
      world.clock.goOn(24 * 3_600_000 + 1);
      expect(refusalOf(await open(late, asked()))).to.equal('LTI_INVITATION_UNKNOWN');
      await signIn(world.desk, world.boss, '/training');
    });

    it('lists the people of its courses page by page (NRPS 2.4)', async () => {
      world.platform.members = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve'].map((name, at) => ({
        user_id: `u${at}`,
        name: `${name} Moss`,
        email: `${name.toLowerCase()}@district.example`,
        roles: ['http://purl.imsglobal.org/vocab/lis/v2/membership#Learner'],
        status: at === 4 ? 'Inactive' : 'Active',
      }));
      await world.launch();
      world.platform.heard.splice(0);
      await world.desk.post(`${PAGE}/${world.doorId}/roster`).expect(303);
      await world.site.app.platform.jobs.drain();
      expect(world.platform.heard.filter((line) => line === 'GET /members')).to.have.length(3);
      const page = (await door()).text;
      for (const name of ['Ada Moss', 'Ben Moss', 'Cleo Moss', 'Dan Moss', 'Eve Moss']) expect(page).to.include(name);
      expect(page.match(/<td[^>]*>Left<\/td>/g)).to.have.length(1);
      world.platform.members.splice(1, 4);
      await world.desk.post(`${PAGE}/${world.doorId}/roster`).expect(303);
      await world.site.app.platform.jobs.drain();
      expect((await door()).text)
        .to.include('Ada Moss')
        .and.to.not.include('Ben Moss');
    });
  });
});
