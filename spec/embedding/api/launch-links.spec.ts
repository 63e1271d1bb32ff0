import { expect } from 'chai';
import request from 'supertest';
import { buildApiWorld, type ApiWorld, type Came } from '../../support/api-world.ts';
import { forEachDatabase } from '../../support/databases.ts';

const ORIGIN = 'https://intranet.harlow.example';

forEachDatabase((make) => {
  describe('launch links', function () {
    this.timeout(120_000);
    let world: ApiWorld;
    let key: string;
    before(async () => {
      world = await buildApiWorld(await make());
      key = await world.makeKey(['launch:create'], world.administrator, `${ORIGIN}\nhttps://old.harlow.example`);
    });
    after(() => world.app.close());

    const link = (body: object = {}, by = key): Promise<Came> =>
      world.ask('post', '/launch-links', {
        key: by,
        body: { personId: world.id('people'), courseId: world.id('courses'), ...body },
      });
    const redeem = ({ body }: Came) =>
      request(world.host).post('/launches/redeem').send({ code: body['code'], door: body['doorId'] });

    it('open the place that the person has in the catalogue, once, through the key’s own door', async () => {
      const made = await link({ returnUrl: `${ORIGIN}/training` });
      expect(made.status).to.equal(201);
      expect(made.body['registrationId']).to.equal(world.id('registrations'));
      expect(made.body['url']).to.match(/\/doors\/[0-9a-z]{26}\/play#c=[\w-]+$/);
      const entry = await redeem(made).expect(200);
      expect(entry.body).to.include({ registration: world.id('registrations'), returnUrl: `${ORIGIN}/training` });
      expect(entry.body.tellOrigins).to.deep.equal([ORIGIN, 'https://old.harlow.example']);
      expect((await redeem(made)).body.code).to.equal('LAUNCH_CODE_USED');
      expect((await link()).body['doorId'], 'the door stays').to.equal(made.body['doorId']);
    });

    it('are framed by the origins of the key and by no others', async () => {
      const { body } = await link();
      const { headers } = await request(world.host)
        .get(`/doors/${String(body['doorId'])}/play`)
        .expect(200);
      expect(headers['content-security-policy']).to.match(
        new RegExp(`frame-ancestors [^;]*${ORIGIN} https://old\\.harlow\\.example`),
      );
      expect(headers).to.not.have.property('x-frame-options');
    });

    it('stand among the doors of the agency, and are made no more once that door is shut', async () => {
      const by = await world.makeKey(['launch:create']);
      const { body } = await link({}, by);
      const place = `/organisation/doors/${String(body['doorId'])}/state`;
      expect((await world.administrator.get('/organisation/doors')).text).to.include('API key');
      await world.administrator.post(place).type('form').send({ state: 'shut' }).expect(303);
      const refused = await link({}, by);
      expect(refused.status).to.equal(409);
      expect(refused.body['code']).to.equal('DOOR_SHUT');
    });

    it('end with the key: its door is shut, and what was opened by it opens nothing more', async () => {
      const by = await world.makeKey(['launch:create']);
      const made = await link({}, by);
      const { pass, registration } = (await redeem(made).expect(200)).body as { pass: string; registration: string };
      const waiting = await link({}, by);
      const { text } = await world.administrator.get('/organisation/api');
      const [, id] = /api\/keys\/([0-9a-z]{26})\/revoke/.exec(text) ?? [];
      await world.administrator.post(`/organisation/api/keys/${id}/revoke`).expect(303);
      expect((await link({}, by)).status).to.equal(401);
      expect((await redeem(waiting)).status).to.be.within(400, 499);
      const launch = request(world.host).post('/launches').set('authorization', `Bearer ${pass}`);
      expect((await launch.send({ registration })).status).to.be.within(400, 499);
    });

    it('are made for people and courses of the agency alone, and for nobody who has left', async () => {
      const foreign = await world.ask('post', '/launch-links', {
        key: world.foreignKey,
        body: { personId: world.id('people'), courseId: world.id('courses') },
      });
      expect(foreign.status).to.equal(404);
      expect((await link({ courseId: '0'.repeat(26) })).status).to.equal(404);
      expect((await link({ returnUrl: 'javascript:alert(1)' })).status).to.equal(422);
      const added = await world.ask('post', '/people', {
        body: { givenName: 'Leo', email: 'leo@station.example', roles: ['officer'] },
      });
      const personId = String(added.body['id']);
      expect((await link({ personId })).status).to.equal(201);
      await world.ask('post', `/people/${personId}/leave`);
      const left = await link({ personId });
      expect(left.status).to.equal(403);
      expect(left.body['code']).to.equal('ACCOUNT_CLOSED');
    });
  });
});
