import { expect } from 'chai';
import { SignJWT } from 'jose';
import { createPublicKey } from 'node:crypto';
import { forEachDatabase } from '../../support/databases.ts';
import { ROLE, type Difference, type LtiPlatform } from '../../support/lti-platform.ts';
import { openLtiWorld, refusalOf, type LtiWorld } from '../../support/lti-world.ts';

const LTI = 'https://purl.imsglobal.org/spec/lti/claim/';
const drop = (...names: string[]): Difference => ({
  claims: (claims) => Object.fromEntries(Object.entries(claims).filter(([name]) => !names.includes(name))),
});
const change = (claims: Record<string, unknown>): Difference => ({ claims });
const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const unsigned = (claims: Record<string, unknown>): Promise<string> =>
  Promise.resolve(`${base64url({ alg: 'none', typ: 'JWT' })}.${base64url(claims)}.`);

/** The public key is known to everybody: used as the secret of an HMAC it must sign nothing. */
async function hmacWithPublicKey(claims: Record<string, unknown>, { key }: LtiPlatform): Promise<string> {
  const pem = createPublicKey({ key: key.publicJwk as never, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
  return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: key.kid }).sign(Buffer.from(pem as string));
}

/** What the certification guide and the issue list, and what is shown. `spec` is the paragraph on the page. */
const BAD: readonly (readonly [name: string, difference: Difference, code: string, spec: string])[] = [
  ['no kid in the header', { header: { kid: undefined } }, 'LTI_KEY_NOT_NAMED', 'SEC 6.3'],
  ['a kid that is not in the key set', { header: { kid: 'imstester_66067' } }, 'LTI_KEY_UNKNOWN', 'SEC 6.3'],
  ['a wrong version', change({ [`${LTI}version`]: '11.3' }), 'LTI_VERSION_WRONG', 'LTI 5.3.2'],
  ['no version', drop(`${LTI}version`), 'LTI_VERSION_WRONG', 'LTI 5.3.2'],
  ['what is no LTI message', { claims: () => ({ name: 'badltilaunch' }) }, 'LTI_NOT_A_MESSAGE', 'LTI 5.2'],
  [
    'claims that are missing',
    { claims: ({ [`${LTI}version`]: version }) => ({ [`${LTI}version`]: version }) },
    'LTI_ISSUER_WRONG',
    'SEC 5.1.3-2',
  ],
  ['bad timestamps', change({ iat: 11_111, exp: 22_222 }), 'LTI_EXPIRED', 'SEC 5.1.3-7'],
  ['times that are no numbers', change({ iat: 'now', exp: 'later' }), 'LTI_TIMES_MISSING', 'SEC 5.1.3-7'],
  ['no expiry', drop('exp'), 'LTI_TIMES_MISSING', 'SEC 5.1.3-7'],
  ['no message type', drop(`${LTI}message_type`), 'LTI_TYPE_UNKNOWN', 'LTI 5.3.1'],
  [
    'another message type',
    change({ [`${LTI}message_type`]: 'LtiSubmissionReviewRequest' }),
    'LTI_TYPE_UNKNOWN',
    'LTI 5.3.1',
  ],
  ['no roles claim', drop(`${LTI}roles`), 'LTI_ROLES_MISSING', 'LTI 5.3.7'],
  ['no deployment', drop(`${LTI}deployment_id`), 'LTI_DEPLOYMENT_MISSING', 'LTI 5.3.3'],
  ['an unknown deployment', change({ [`${LTI}deployment_id`]: 'another' }), 'LTI_DEPLOYMENT_UNKNOWN', 'LTI 5.3.3'],
  ['no resource link', drop(`${LTI}resource_link`), 'LTI_RESOURCE_LINK_MISSING', 'LTI 5.3.5'],
  [
    'a resource link without an id',
    change({ [`${LTI}resource_link`]: { title: 'x' } }),
    'LTI_RESOURCE_LINK_MISSING',
    'LTI 5.3.5',
  ],
  ['no sub', drop('sub'), 'LTI_SUBJECT_MISSING', 'LTI 5.3.6.1'],
  ['no target link', drop(`${LTI}target_link_uri`), 'LTI_TARGET_MISSING', 'LTI 5.3.4'],
  [
    'a target link of another site',
    change({ [`${LTI}target_link_uri`]: 'https://evil.example/lti/launch' }),
    'LTI_TARGET_UNREGISTERED',
    'LTI 5.3.4',
  ],
  [
    'another page of ours',
    change({ [`${LTI}target_link_uri`]: 'http://localhost:8080/training/admin/people' }),
    'LTI_TARGET_UNREGISTERED',
    'LTI 5.3.4',
  ],
  [
    'another target link than the login',
    change({ [`${LTI}target_link_uri`]: 'http://localhost:8080/training/lti/launch' }),
    'LTI_TARGET_CHANGED',
    'LTI 5.3.4',
  ],
  ['another issuer', change({ iss: 'https://other.example' }), 'LTI_ISSUER_WRONG', 'SEC 5.1.3-2'],
  ['a wrong audience', change({ aud: 'client-2' }), 'LTI_AUDIENCE_WRONG', 'SEC 5.1.3-3'],
  ['several audiences without azp', change({ aud: ['client-1', 'client-2'] }), 'LTI_PARTY_MISSING', 'SEC 5.1.3-4'],
  [
    'the azp of another tool',
    change({ aud: ['client-1', 'client-2'], azp: 'client-2' }),
    'LTI_PARTY_WRONG',
    'SEC 5.1.3-5',
  ],
  ['no nonce', drop('nonce'), 'LTI_NONCE_MISSING', 'SEC 5.1.3-9'],
  [
    'a message that holds only later',
    { claims: (all) => ({ ...all, nbf: Number(all['iat']) + 120 }) },
    'LTI_NOT_YET',
    'SEC 5.1.3-8',
  ],
  [
    'a message made in the future',
    { claims: (all) => ({ ...all, iat: Number(all['iat']) + 120 }) },
    'LTI_NOT_YET',
    'SEC 5.1.3-8',
  ],
  [
    'a message made hours ago',
    { claims: (all) => ({ ...all, iat: Number(all['iat']) - 7_200 }) },
    'LTI_TOO_OLD',
    'SEC 5.1.3-8',
  ],
  ['alg none', { sign: unsigned }, 'LTI_ALGORITHM_WRONG', 'SEC 5.1.3-6'],
  ['HS256 with the public key', { sign: hmacWithPublicKey }, 'LTI_ALGORITHM_WRONG', 'SEC 5.1.3-6'],
  [
    'a changed payload',
    {
      sign: async (all, platform) => {
        const [head, , signature] = (await platform.sign(all)).split('.');
        return `${head}.${base64url({ ...all, sub: 'somebody-else' })}.${signature}`;
      },
    },
    'LTI_SIGNATURE_WRONG',
    'SEC 5.1.3-1',
  ],
  ['no token at all', { sign: () => Promise.resolve('not.a.token') }, 'LTI_TOKEN_UNREADABLE', 'SEC 5.1.3-1'],
];

const names = ['given_name', 'family_name', 'name'];
/** What the certification guide sends and asks a tool to take, for learners and for those who teach. */
const GOOD: readonly (readonly [name: string, difference: Difference])[] = [
  ['a plain launch', {}],
  [
    'several roles',
    {
      claims: (all) => ({
        ...all,
        [`${LTI}roles`]: [
          ...(all[`${LTI}roles`] as string[]),
          ROLE.institution,
          'http://purl.imsglobal.org/vocab/lis/v2/system/person#User',
        ],
      }),
    },
  ],
  [
    'a short role',
    {
      claims: (all) => ({
        ...all,
        [`${LTI}roles`]: (all[`${LTI}roles`] as string[]).map((role) => role.split('#')[1]),
      }),
    },
  ],
  [
    'an unknown role beside',
    {
      claims: (all) => ({
        ...all,
        [`${LTI}roles`]: [
          ...(all[`${LTI}roles`] as string[]),
          'http://purl.imsglobal.org/vocab/lis/v2/unknown/unknown#Helper',
        ],
      }),
    },
  ],
  ['an email and no names', drop(...names)],
  ['names and no email', drop('email')],
  ['no personal data', drop(...names, 'email')],
  ['no context', drop(`${LTI}context`)],
  ['an audience as a list', change({ aud: ['client-1'] })],
  ['several audiences with our azp', change({ aud: ['client-1', 'client-2'], azp: 'client-1' })],
  ['a clock that is 30 s ahead', { claims: (all) => ({ ...all, iat: Number(all['iat']) + 30 }) }],
  [
    'no services at all',
    drop(
      'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint',
      'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice',
    ),
  ],
  [
    'members of an unknown kind',
    change({ [`${LTI}context`]: 'a text', [`${LTI}launch_presentation`]: [], email: 7, name: { a: 1 } }),
  ],
];

describe('LTI messages', () => {
  forEachDatabase((make) => {
    let world: LtiWorld;
    before(async () => {
      world = await openLtiWorld(await make());
    });
    after(() => world.close());

    for (const [name, difference, code, spec] of BAD) {
      it(`refuses ${name} (${spec})`, async () => {
        const answer = await world.launch(difference);
        expect(refusalOf(answer), answer.text.slice(0, 400)).to.equal(code);
        expect(answer.status).to.be.within(400, 403);
        expect(answer.text).to.include(`(${spec})`);
        expect(answer.headers['content-security-policy']).to.include(`frame-ancestors ${world.platform.url}`);
      });
    }

    for (const [name, difference] of GOOD) {
      it(`takes ${name} of a learner`, async () => {
        const answer = await world.launch(difference);
        expect(answer.status, answer.text).to.equal(303);
        expect(answer.headers['location']).to.match(new RegExp(`^/training/doors/${world.doorId}/play#c=[\\w-]{43}$`));
      });

      it(`takes ${name} of somebody who teaches`, async () => {
        world.platform.always = { [`${LTI}roles`]: [ROLE.instructor], sub: 'teacher-1' };
        const answer = await world.launch(difference);
        world.platform.always = {};
        expect(answer.status, answer.text).to.equal(200);
        expect(answer.text).to.include('Look at the course');
      });
    }

    it('takes empty roles, and unknown ones alone, for a learner', async () => {
      for (const roles of [[], ['Helper'], ['http://purl.imsglobal.org/vocab/lis/v2/membership#Mentor']]) {
        expect((await world.launch(change({ [`${LTI}roles`]: roles }))).status).to.equal(303);
      }
    });

    it('refuses a message from the second on in which it expires (SEC 5.1.3-7)', async () => {
      const second = Math.floor(world.clock.now().getTime() / 1000);
      for (const exp of [second, second - 1]) {
        expect(refusalOf(await world.launch(change({ exp, iat: second - 300 })))).to.equal('LTI_EXPIRED');
      }
      expect((await world.launch(change({ exp: second + 1, iat: second - 300 }))).status).to.equal(303);
    });
  });
});
