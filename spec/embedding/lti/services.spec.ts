import { expect } from 'chai';
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify, type JSONWebKeySet } from 'jose';
import request from 'supertest';
import { nextLink } from '../../../server/embedding/lti/next-link.ts';
import { AppError } from '../../../server/platform/index.ts';
import { forEachDatabase } from '../../support/databases.ts';
import { ROLE } from '../../support/lti-platform.ts';
import { openLtiWorld, refusalOf, type LtiWorld } from '../../support/lti-world.ts';
import { buildAgency } from '../../support/people.ts';

const LTI = 'https://purl.imsglobal.org/spec/lti/claim/';
const DL = 'https://purl.imsglobal.org/spec/lti-dl/claim/';
const DAY = 24 * 3_600_000;

describe('LTI services', () => {
  forEachDatabase((make) => {
    let world: LtiWorld;
    before(async () => {
      world = await openLtiWorld(await make());
    });
    after(() => world?.close());

    const keySet = async (): Promise<JSONWebKeySet> => {
      const answer = await request(world.site.host).get('/training/lti/jwks').expect(200);
      return answer.body as JSONWebKeySet;
    };

    describe('choosing a course (DL 2.0)', () => {
      const settings = (more: object = {}) => ({
        [`${LTI}message_type`]: 'LtiDeepLinkingRequest',
        [`${LTI}resource_link`]: undefined,
        [`${LTI}roles`]: [ROLE.instructor],
        [`${DL}deep_linking_settings`]: {
          deep_link_return_url: `${world.platform.url}/choices`,
          accept_types: ['ltiResourceLink', 'file'],
          accept_presentation_document_targets: ['iframe', 'window'],
          accept_multiple: true,
          data: 'csrf:77',
          ...more,
        },
      });

      async function choose(choice: string[], more: object = {}) {
        const page = await world.launch({ claims: settings(more) });
        expect(page.status, page.text).to.equal(200);
        const [, ticket = ''] = /name="ticket" value="([^"]+)"/.exec(page.text) ?? [];
        const send = request(world.site.host).post('/training/lti/choice').type('form').set('accept', 'text/html');
        return { page, answer: await send.send({ ticket, choice }) };
      }

      async function told(text: string) {
        const [, jwt = ''] = /name="JWT" value="([^"]+)"/.exec(text) ?? [];
        const rules = { issuer: 'client-1', audience: world.platform.url, currentDate: world.clock.now() };
        return (await jwtVerify(jwt, createLocalJWKSet(await keySet()), rules)).payload;
      }

      it('lists courses and their modules, and hands the chosen ones over signed, with a line item each', async () => {
        const { courseId } = world.site;
        const { page, answer } = await choose([courseId, `${courseId} two`]);
        expect(page.text).to.include('First bell').and.to.include('type="checkbox"').and.to.include('Single modules');
        expect(answer.text).to.include(`action="${world.platform.url}/choices"`);
        expect(answer.headers['content-security-policy']).to.include(`form-action ${world.platform.url}`);
        const claims = await told(answer.text);
        expect(claims).to.include({
          [`${LTI}message_type`]: 'LtiDeepLinkingResponse',
          [`${LTI}version`]: '1.3.0',
          [`${LTI}deployment_id`]: 'deployment-1',
          [`${DL}data`]: 'csrf:77',
        });
        expect(claims['nonce']).to.be.a('string');
        const [course, module] = claims[`${DL}content_items`] as Record<string, unknown>[];
        expect(course).to.deep.include({
          type: 'ltiResourceLink',
          title: 'First bell',
          url: world.target,
          custom: { course: courseId },
          lineItem: { scoreMaximum: 100, label: 'First bell', resourceId: courseId, tag: 'schoolbeat' },
        });
        expect(module).to.deep.include({ title: 'Two', url: `${world.target}?module=two` });
      });

      it('hands over one where the LMS takes one, and no line item where it wants none', async () => {
        const { courseId } = world.site;
        const more = { accept_multiple: false, accept_lineitem: false };
        const { page, answer } = await choose([courseId, `${courseId} two`], more);
        expect(page.text).to.include('type="radio"');
        const items = (await told(answer.text))[`${DL}content_items`] as object[];
        expect(items).to.have.length(1);
        expect(items[0]).to.not.have.property('lineItem');
      });

      it('refuses learners, an empty choice, a forged ticket, and an LMS that takes no links', async () => {
        const learner = { claims: { ...settings(), [`${LTI}roles`]: [ROLE.learner] } };
        expect(refusalOf(await world.launch(learner))).to.equal('LTI_MAY_NOT_CHOOSE');
        expect(refusalOf((await choose([])).answer)).to.equal('LTI_NOTHING_CHOSEN');
        expect(refusalOf((await choose(['somebody-elses-course'])).answer)).to.equal('LTI_NOTHING_CHOSEN');
        const send = request(world.site.host).post('/training/lti/choice').type('form').set('accept', 'text/html');
        expect(refusalOf(await send.send({ ticket: 'forged', choice: 'x' }))).to.equal('LTI_TICKET_UNKNOWN');
        expect(refusalOf(await world.launch({ claims: settings({ accept_types: ['file'] }) }))).to.equal(
          'LTI_LINKS_NOT_TAKEN',
        );
        expect(
          refusalOf(await world.launch({ claims: settings({ deep_link_return_url: 'javascript:alert(1)' }) })),
        ).to.equal('LTI_RETURN_MISSING');
      });
    });

    describe('those who teach', () => {
      it('see who came by their link, and look at the course without a record', async () => {
        await world.enter(await world.launch());
        const page = await world.launch({ claims: { sub: 'teacher', [`${LTI}roles`]: [ROLE.instructor] } });
        expect(page.text).to.include('Lena Ortiz').and.to.include('Look at the course');
        const [, ticket = ''] = /name="ticket" value="([^"]+)"/.exec(page.text) ?? [];
        const look = await request(world.site.host)
          .post('/training/lti/preview')
          .type('form')
          .send({ ticket })
          .expect(303);
        expect((await world.enter(look)).mode).to.equal('browse');
        const other = {
          claims: { sub: 'teacher', [`${LTI}roles`]: [ROLE.instructor], [`${LTI}resource_link`]: { id: 'empty' } },
        };
        expect((await world.launch(other)).text).to.include('Nobody yet');
      });
    });

    it('tell those who teach nothing of a course of another agency', async () => {
      const { database } = world.site.app.platform;
      const other = await buildAgency(world.site.app);
      const giveTo = (agencyId: string | null) =>
        database.write((transaction) =>
          database.sequelize.query(`UPDATE ${database.tablePrefix}courses SET agency_id = :agencyId WHERE id = :id`, {
            replacements: { agencyId, id: world.site.courseId },
            transaction,
          }),
        );
      await giveTo(other.id);
      const roles = { [`${LTI}roles`]: [ROLE.instructor], [`${LTI}resource_link`]: { id: 'of-others' } };
      const page = await world.launch({ claims: { sub: 'teacher', ...roles } });
      await giveTo(null);
      expect(page.status).to.equal(404);
      expect(page.text).not.to.include('Look at the course');
    });

    describe('our keys', () => {
      it('change every 90 days, and old ones are published a week longer', async () => {
        const { keys } = world.site.app.embedding.lti;
        const { jobs, database } = world.site.app.platform;
        const rotate = async (): Promise<void> => {
          await database.write((tx) => jobs.enqueue(tx, 'lti.rotate-keys', {}));
          await jobs.drain();
        };
        const before = await keys.sign({ sub: 'x' }, 3_600);
        await rotate();
        expect((await keySet()).keys).to.have.length(1);
        world.clock.goOn(91 * DAY);
        await rotate();
        const set = await keySet();
        expect(set.keys).to.have.length(2);
        expect(set.keys.map((key) => Object.keys(key).sort().join())).to.deep.equal(
          Array(2).fill('alg,e,kid,kty,n,use'),
        );
        const checked = await jwtVerify(before, createLocalJWKSet(set), {
          currentDate: new Date('2026-11-26T15:00:01Z'),
        });
        expect(checked.payload.sub).to.equal('x');
        const after = await keys.sign({ sub: 'x' }, 60);
        expect(decodeProtectedHeader(after).kid).to.not.equal(decodeProtectedHeader(before).kid);
        world.clock.goOn(8 * DAY);
        await rotate();
        expect((await keySet()).keys.map(({ kid }) => kid)).to.deep.equal([decodeProtectedHeader(after).kid]);
      });

      it('are made once by requests that come at once, and lie sealed', async () => {
        const { sequelize, tablePrefix } = world.site.app.platform.database;
        const [rows] = await sequelize.query(`SELECT private_key FROM ${tablePrefix}lti_keys`);
        expect(JSON.stringify(rows)).to.not.match(/"(?:kty|RSA|dp|qi)/);
      });
    });
  });
});

describe('the next page of a list (RFC 8288)', () => {
  const from = 'https://lms.example/members?p=1';

  it('is found among other links, relative or not', () => {
    expect(nextLink('<https://lms.example/members?p=2>; rel="next"', from)).to.equal('https://lms.example/members?p=2');
    expect(nextLink('</a>; rel="prev", </members?p=3>; rel=next', from)).to.equal('https://lms.example/members?p=3');
    expect(nextLink(['</a>; rel="first"', '</b>; title="x"; rel="last next"'], from)).to.equal('https://lms.example/b');
    expect(nextLink('</a>; rel="differences"', from)).to.equal(null);
    expect(nextLink(undefined, from)).to.equal(null);
  });

  it('is not asked for at another site, where our token would go', () => {
    expect(() => nextLink('<https://evil.example/>; rel="next"', from)).to.throw(AppError, 'another site');
  });
});
