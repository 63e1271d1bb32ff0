import {
  exportJWK,
  generateKeyPair,
  jwtVerify,
  createLocalJWKSet,
  SignJWT,
  type CryptoKey,
  type JSONWebKeySet,
  type JWK,
} from 'jose';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { coursePage, formPage, openerPage } from './lti-platform-pages.ts';

const LTI = 'https://purl.imsglobal.org/spec/lti/claim/';
/** Role names of the vocabulary. */
export const ROLE = {
  learner: 'http://purl.imsglobal.org/vocab/lis/v2/membership#Learner',
  instructor: 'http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor',
  designer: 'http://purl.imsglobal.org/vocab/lis/v2/membership#ContentDeveloper',
  institution: 'http://purl.imsglobal.org/vocab/lis/v2/institution/person#Administrator',
};

/** A score as it arrived. */
export interface ArrivedScore {
  readonly item: string;
  readonly body: Record<string, unknown> & { readonly timestamp: string; readonly userId: string };
}

/** How one message differs from a plain, right one. */
export interface Difference {
  /** Changes or drops claims; a claim set to undefined is left out. */
  readonly claims?: Record<string, unknown> | ((claims: Record<string, unknown>) => Record<string, unknown>);
  readonly header?: Record<string, unknown>;
  /** Signs in another way. */
  readonly sign?: (claims: Record<string, unknown>, platform: LtiPlatform) => Promise<string>;
}

interface Signing {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

type Fault = (req: IncomingMessage, res: ServerResponse) => boolean | Promise<boolean>;

/** A platform of our own: real OpenID Connect, services and registration over HTTP. Nothing in it knows the product. */
export class LtiPlatform {
  readonly clientId: string;
  readonly deploymentId = 'deployment-1';
  readonly subject = 'learner-1';
  url = '';
  toolUrl: string;
  /** How the next message differs; used once. */
  next: Difference = {};
  /** Claims of every message. */
  always: Record<string, unknown> = {};
  now: () => Date;
  readonly lineItems: Record<string, unknown>[] = [];
  readonly scores: ArrivedScore[] = [];
  readonly heard: string[] = [];
  readonly choices: string[] = [];
  members: Record<string, unknown>[] = [];
  registrationAnswer: (body: Record<string, unknown>) => Record<string, unknown>;
  registered: Record<string, unknown>[] = [];
  /** Asked before a service answers; true: it has answered. */
  fault: Fault | null = null;
  tokensGiven = 0;
  readonly #server: Server;
  readonly #keys: Signing[] = [];
  readonly #toolKeys: () => Promise<JSONWebKeySet>;
  #retired = new Set<string>();

  constructor({ toolUrl, toolKeys, now = () => new Date(), clientId = 'client-1', tls }: LtiPlatformOptions) {
    this.toolUrl = toolUrl;
    this.#toolKeys = toolKeys;
    this.now = now;
    this.clientId = clientId;
    this.registrationAnswer = (body) => ({
      ...body,
      client_id: this.clientId,
      'https://purl.imsglobal.org/spec/lti-tool-configuration': { deployment_id: this.deploymentId },
    });
    const listener = (req: IncomingMessage, res: ServerResponse): void => {
      this.#answer(req, res).catch((error: unknown) => res.writeHead(500).end(String(error)));
    };
    this.#server = tls === undefined ? createServer(listener) : createSecureServer(tls, listener);
  }

  async start(host = '127.0.0.1', scheme = 'http'): Promise<this> {
    await this.rotate();
    await new Promise<void>((done) => this.#server.listen(0, done));
    this.url = `${scheme}://${host}:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  /** Signs with another key from now on; old ones stay in the key set. */
  async rotate(): Promise<void> {
    const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
    const kid = `key-${this.#keys.length + 1}`;
    this.#keys.push({ kid, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' } });
  }

  /** Takes a key out of the key set, and goes on signing with it. */
  removeKey(): void {
    this.#retired.add(this.key.kid);
  }

  get key(): Signing {
    const key = this.#keys.at(-1);
    if (key === undefined) throw new Error('The platform has not started.');
    return key;
  }

  /** What an administrator copies from the platform's page. */
  get addresses() {
    const { url: issuer, clientId, deploymentId } = this;
    return {
      title: 'District LMS',
      issuer,
      clientId,
      deploymentId,
      authLoginUrl: `${issuer}/auth`,
      tokenUrl: `${issuer}/token`,
      jwksUrl: `${issuer}/jwks`,
    };
  }

  /** Parameters of a login that the platform begins. */
  loginFor(target: string, more: Record<string, string> = {}): Record<string, string> {
    const hint = { login_hint: this.subject, lti_message_hint: target };
    return { iss: this.url, client_id: this.clientId, target_link_uri: target, ...hint, ...more };
  }

  /** Claims of a plain launch by a learner. */
  claimsFor(nonce: string, target: string): Record<string, unknown> {
    const second = Math.floor(this.now().getTime() / 1000);
    return {
      iss: this.url,
      aud: this.clientId,
      sub: this.subject,
      iat: second,
      exp: second + 300,
      nonce,
      given_name: 'Lena',
      family_name: 'Ortiz',
      name: 'Lena Ortiz',
      email: 'lena.ortiz@district.example',
      [`${LTI}message_type`]: 'LtiResourceLinkRequest',
      [`${LTI}version`]: '1.3.0',
      [`${LTI}deployment_id`]: this.deploymentId,
      [`${LTI}target_link_uri`]: target,
      [`${LTI}resource_link`]: { id: 'link-1', title: 'First Bell' },
      [`${LTI}roles`]: [ROLE.learner],
      [`${LTI}context`]: { id: 'context-1', title: 'School safety 2026', label: 'SAFE' },
      [`${LTI}launch_presentation`]: { return_url: `${this.url}/back` },
      'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint': {
        scope: ['lineitem', 'score'].map((name) => `https://purl.imsglobal.org/spec/lti-ags/scope/${name}`),
        lineitems: `${this.url}/lineitems`,
      },
      'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice': {
        context_memberships_url: `${this.url}/members`,
        service_versions: ['2.0'],
      },
      ...this.always,
    };
  }

  /** Answers a sign-in as the authorization endpoint does. */
  async authorize(query: URLSearchParams): Promise<{ action: string; fields: Record<string, string> }> {
    const get = (name: string): string => query.get(name) ?? '';
    const fixed = { scope: 'openid', response_type: 'id_token', response_mode: 'form_post', prompt: 'none' };
    for (const [name, value] of Object.entries({ ...fixed, client_id: this.clientId })) {
      if (get(name) !== value) throw new Error(`${name} is ${get(name)}`);
    }
    if (get('redirect_uri') !== `${this.toolUrl}/lti/launch`) throw new Error(`redirect_uri is ${get('redirect_uri')}`);
    const { next } = this;
    this.next = {};
    const claims = this.claimsFor(get('nonce'), get('lti_message_hint'));
    const changed = typeof next.claims === 'function' ? next.claims(claims) : { ...claims, ...next.claims };
    const told = JSON.parse(JSON.stringify(changed)) as Record<string, unknown>;
    const id_token = await (next.sign ?? ((all) => this.sign(all, next.header)))(told, this);
    return { action: get('redirect_uri'), fields: { id_token, state: get('state') } };
  }

  sign(claims: Record<string, unknown>, header: Record<string, unknown> = {}): Promise<string> {
    const { kid, privateKey } = this.key;
    const whole = JSON.parse(JSON.stringify({ alg: 'RS256', kid, typ: 'JWT', ...header })) as { alg: string };
    return new SignJWT(claims).setProtectedHeader(whole).sign(privateKey);
  }

  get jwks(): JSONWebKeySet {
    return { keys: this.#keys.filter(({ kid }) => !this.#retired.has(kid)).map(({ publicJwk }) => publicJwk) };
  }

  async #answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url ?? '/', this.url);
    this.heard.push(`${req.method} ${url.pathname}`);
    const body = await readText(req);
    const json = (value: unknown, status = 200, headers: Record<string, string> = {}): void => {
      res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
    };
    const html = (page: string): void => {
      res.writeHead(200, { 'content-type': 'text/html' }).end(page);
    };
    if (this.fault !== null && (await this.fault(req, res))) return;
    switch (`${req.method} ${url.pathname}`) {
      case 'GET /jwks':
        return json(this.jwks);
      case 'GET /auth': {
        const { action, fields } = await this.authorize(url.searchParams);
        return html(formPage(action, fields));
      }
      case 'GET /course':
        return html(
          coursePage(
            this.toolUrl,
            this.loginFor(url.searchParams.get('target') ?? ''),
            url.searchParams.get('way') ?? 'frame',
          ),
        );
      case 'GET /opener':
        return html(
          openerPage(
            this.toolUrl,
            this.loginFor(url.searchParams.get('target') ?? ''),
            url.searchParams.get('way') ?? 'tab',
          ),
        );
      case 'POST /choices':
        this.choices.push(new URLSearchParams(body).get('JWT') ?? '');
        return html('<h1 id="chosen">Chosen</h1>');
      case 'POST /token':
        return this.#token(body, json);
      case 'GET /.well-known/openid-configuration':
        return json({
          issuer: this.url,
          authorization_endpoint: `${this.url}/auth`,
          token_endpoint: `${this.url}/token`,
          jwks_uri: `${this.url}/jwks`,
          registration_endpoint: `${this.url}/register`,
          'https://purl.imsglobal.org/spec/lti-platform-configuration': {
            product_family_code: 'simulator',
            version: '1',
          },
        });
      case 'POST /register': {
        if (req.headers.authorization !== 'Bearer once-only') return json({ error: 'invalid_token' }, 401);
        const told = JSON.parse(body) as Record<string, unknown>;
        this.registered.push(told);
        return json(this.registrationAnswer(told));
      }
      default:
        return this.#service(req, url, body, json);
    }
  }

  async #token(body: string, json: Json): Promise<void> {
    const form = new URLSearchParams(body);
    const { payload } = await jwtVerify(form.get('client_assertion') ?? '', createLocalJWKSet(await this.#toolKeys()), {
      audience: `${this.url}/token`,
      issuer: this.clientId,
      subject: this.clientId,
      algorithms: ['RS256'],
      currentDate: this.now(),
      requiredClaims: ['jti', 'exp', 'iat'],
    });
    if (form.get('grant_type') !== 'client_credentials' || payload.jti === undefined)
      return json({ error: 'invalid_grant' }, 400);
    this.tokensGiven += 1;
    json({
      access_token: `token-${this.tokensGiven}`,
      token_type: 'Bearer',
      expires_in: 3_600,
      scope: form.get('scope'),
    });
  }

  async #service(req: IncomingMessage, url: URL, body: string, json: Json): Promise<void> {
    if (req.headers.authorization !== `Bearer token-${this.tokensGiven}`) return json({ error: 'unauthorized' }, 401);
    if (url.pathname === '/members') return this.#memberPage(url, json);
    if (url.pathname === '/lineitems' && req.method === 'GET') return json(this.lineItems);
    if (url.pathname === '/lineitems' && req.method === 'POST') {
      const item = {
        ...(JSON.parse(body) as object),
        id: `${this.url}/lineitems/${this.lineItems.length + 1}?course=7`,
      };
      this.lineItems.push(item);
      return json(item, 201);
    }
    const [, item] = /^\/lineitems\/(\w+)\/scores$/.exec(url.pathname) ?? [];
    if (item !== undefined && req.method === 'POST' && url.search === '?course=7') return this.#score(item, body, json);
    return json({ error: `nothing at ${req.method} ${url.pathname}${url.search}` }, 404);
  }

  /** AGS 3.4.8: a moment that is not newer than the last is refused. */
  #score(item: string, body: string, json: Json): void {
    const score = JSON.parse(body) as ArrivedScore['body'];
    const last = this.scores.findLast((one) => one.item === item && one.body.userId === score.userId);
    if (last !== undefined && score.timestamp <= last.body.timestamp) return json({ error: 'not newer' }, 409);
    this.scores.push({ item, body: score });
    json({}, 200);
  }

  #memberPage(url: URL, json: Json): void {
    const from = Number(url.searchParams.get('from') ?? 0);
    const more = from + 2 < this.members.length;
    const headers: Record<string, string> = more ? { link: `<${this.url}/members?from=${from + 2}>; rel="next"` } : {};
    json({ id: url.href, context: { id: 'context-1' }, members: this.members.slice(from, from + 2) }, 200, headers);
  }
}

type Json = (value: unknown, status?: number, headers?: Record<string, string>) => void;

interface LtiPlatformOptions {
  /** Public URL of the tool. */
  readonly toolUrl: string;
  /** The tool's key set, as the platform fetches it. */
  readonly toolKeys: () => Promise<JSONWebKeySet>;
  readonly now?: () => Date;
  readonly clientId?: string;
  /** Serves https. */
  readonly tls?: ServerOptions;
}

async function readText(req: IncomingMessage): Promise<string> {
  let text = '';
  req.setEncoding('utf8');
  for await (const part of req) text += String(part);
  return text;
}
