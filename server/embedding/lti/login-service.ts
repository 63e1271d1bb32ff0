import { type AppError, randomToken, sha256Hex, type Platform, type Tx } from '../../platform/index.ts';
import { loginInput, type LoginRequest } from './login-input.ts';
import type { LoginStore } from './login-store.ts';
import type { LoginRow } from './lti-model.ts';
import { refuseLaunch } from './refuse-launch.ts';
import type { Registration, RegistrationStore } from './registration-store.ts';
import { launchUrl, targetOf } from './target-link.ts';

/** A sign-in lasts as long as the LMS needs to answer, and a person to type a password there, ms. */
const LOGIN_MS = 10 * 60_000;
const SWEEP = 'lti.sweep-logins';
const HOUR_MS = 3_600_000;

/** A sign-in that has begun. */
export interface BegunLogin {
  /** Where the LMS answers it. */
  readonly url: string;
  /** What this browser keeps, by cookie or in the LMS's own storage, and under which name. */
  readonly key: string;
  readonly secret: string;
}

/** Name under which a browser keeps what binds it to a sign-in: several may run at once. */
export const browserKey = (stateHash: string): string => `sb_lti_${stateHash.slice(0, 16)}`;

/** Beginning and recognising sign-ins (SEC 5.1.1); everything is a row, so any process may go on. */
export function createLoginService(
  { database, clock, jobs, config }: Platform,
  { logins, registrations }: { readonly logins: LoginStore; readonly registrations: RegistrationStore },
) {
  jobs.on(SWEEP, () =>
    database.write((tx) => logins.removeExpired(tx, new Date(clock.now().getTime() - HOUR_MS)), 'bulk'),
  );
  jobs.every(SWEEP, HOUR_MS);

  return {
    /** The request and whose it is. Throws AppError `LTI_LOGIN_UNREADABLE`, `LTI_LMS_UNKNOWN`, `LTI_LMS_AMBIGUOUS`. */
    async recognise(input: unknown): Promise<{ request: LoginRequest; registration: Registration }> {
      const read = loginInput.safeParse(input);
      if (!read.success) {
        const missing = read.error.issues.map(({ path }) => path.join('.')).join(', ');
        const words = 'The LMS began a sign-in that lacks: {missing}.';
        throw refuseLaunch('LOGIN_UNREADABLE', 'SEC 5.1.1.1', words, undefined, undefined, { missing });
      }
      const request = read.data;
      return { request, registration: registrationOf(request, await registrations.ofIssuer(null, request.iss)) };
    },

    /** Keeps state and nonce, and says where the LMS answers. Throws AppError `LTI_TARGET_UNREGISTERED`. */
    async begin(request: LoginRequest, registration: Registration): Promise<BegunLogin> {
      const { login_hint, lti_message_hint, target_link_uri } = request;
      if (targetOf(config.publicUrl, target_link_uri) === null) {
        throw refuseLaunch('TARGET_UNREGISTERED', 'LTI 4.1.1', 'The LMS opens an address that is none of this tool.');
      }
      const [state, nonce, secret] = [randomToken(), randomToken(), randomToken()];
      const stateHash = sha256Hex(state);
      const now = clock.now();
      const row: LoginRow = {
        stateHash,
        nonceHash: sha256Hex(nonce),
        registrationId: registration.id,
        browserHash: sha256Hex(secret),
        targetLinkUri: target_link_uri,
        request: JSON.stringify(request),
        createdAt: now,
        expiresAt: new Date(now.getTime() + LOGIN_MS),
        usedAt: null,
      };
      await database.write((tx) => logins.insert(tx, row));
      const url = new URL(registration.authLoginUrl);
      const parameters = {
        scope: 'openid',
        response_type: 'id_token',
        response_mode: 'form_post',
        prompt: 'none',
        client_id: registration.clientId,
        redirect_uri: launchUrl(config.publicUrl),
        login_hint,
        state,
        nonce,
        ...(lti_message_hint !== undefined && { lti_message_hint }),
      };
      for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
      return { url: url.href, key: browserKey(stateHash), secret };
    },

    /** The sign-in that a state names. Throws AppError `LTI_STATE_UNKNOWN`, `LTI_STATE_USED`, `LTI_STATE_EXPIRED`. */
    async find(state: string): Promise<{ login: LoginRow; registration: Registration; request: LoginRequest }> {
      const login = await logins.byState(null, sha256Hex(state));
      const registration = login === null ? null : await registrations.byId(null, login.registrationId);
      if (login === null || registration === null) {
        throw refuseLaunch('STATE_UNKNOWN', 'SEC 5.1.1.5', 'This launch was not begun here, or too long ago.');
      }
      return { login, registration, request: loginInput.parse(JSON.parse(login.request)) };
    },

    /** Throws AppError `LTI_STATE_USED`, `LTI_STATE_EXPIRED`. */
    requireFresh({ usedAt, expiresAt }: LoginRow): void {
      if (usedAt !== null) throw used();
      if (expiresAt > clock.now()) return;
      throw refuseLaunch('STATE_EXPIRED', 'SEC 5.1.1.5', 'The sign-in of your LMS took more than ten minutes.');
    },

    /** True when this browser has begun the sign-in: what it kept, or the LMS kept for it, fits. */
    isBound: ({ browserHash }: LoginRow, kept: string | null): boolean =>
      kept !== null && sha256Hex(kept) === browserHash,

    /** Uses state and nonce up. Throws AppError `LTI_STATE_USED` where another request was quicker. */
    async take(tx: Tx, { stateHash }: LoginRow): Promise<void> {
      if (!(await logins.take(tx, stateHash, clock.now()))) throw used();
    },
  };
}

/** See `createLoginService`. */
export type LoginService = ReturnType<typeof createLoginService>;

function used(): AppError {
  return refuseLaunch('STATE_USED', 'SEC 5.1.3-9', 'This launch was used already.');
}

/** The client id decides, then the deployment; an LMS that names neither must be the only one of its issuer. */
function registrationOf(request: LoginRequest, all: readonly Registration[]): Registration {
  const { client_id, lti_deployment_id } = request;
  const named = client_id === undefined ? all : all.filter(({ clientId }) => clientId === client_id);
  const placed = named.filter(({ deployments }) => deployments.includes(lti_deployment_id ?? ''));
  const fitting = named.length > 1 && placed.length > 0 ? placed : named;
  const [first, second] = fitting;
  if (first === undefined) {
    const help = 'An administrator of your agency connects the LMS in Schoolbeat under Organisations, Doors.';
    throw refuseLaunch('LMS_UNKNOWN', 'LTI 4.1.3', 'This LMS is not connected, or under another client id.', help, 403);
  }
  if (second === undefined) return first;
  throw refuseLaunch(
    'LMS_AMBIGUOUS',
    'LTI 4.1.3',
    'The LMS is connected several times and does not say which one it is.',
  );
}
