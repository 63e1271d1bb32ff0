import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AppError, sha256Hex, type Platform } from '../../platform/index.ts';
import { platformFault, readPlatformJson } from './platform-answer.ts';
import type { Registration } from './registration-store.ts';
import type { TokenStore } from './token-store.ts';
import type { ToolKeys } from './tool-keys.ts';

/** A token is not used in its last minute. */
const SPARE_MS = 60_000;
const ASSERTION_S = 300;
const PURPOSE = 'lti-tokens';

const tokenAnswer = z.object({
  access_token: z.string().min(1).max(20_000),
  expires_in: z.coerce.number().min(0).max(86_400).catch(3_600),
});

/** Access tokens of LMSs (SEC 4.1): client credentials with a JWT of ours, kept as rows until they expire. */
export function createAccessTokens(
  { database, clock, outgoing, secrets }: Platform,
  { tokens, keys }: { readonly tokens: TokenStore; readonly keys: ToolKeys },
) {
  return {
    /** Throws AppError `LTI_NO_SERVICES`, `LTI_PLATFORM_ANSWER`, `OUTGOING_…`, each saying what was wrong. */
    async get(registration: Registration, scopes: readonly string[]): Promise<string> {
      const { id: registrationId, clientId, tokenUrl, tokenAudience } = registration;
      if (tokenUrl === null) throw new AppError('LTI_NO_SERVICES', 422, 'No token address of this LMS is known.');
      const scope = [...scopes].sort().join(' ');
      const place = { registrationId, scopesHash: sha256Hex(scope) };
      const now = clock.now().getTime();
      const kept = await tokens.find(null, place, new Date(now + SPARE_MS));
      const known = kept === null ? null : secrets.open(PURPOSE, kept);
      if (known !== null) return known;
      const claims = { iss: clientId, sub: clientId, aud: tokenAudience ?? tokenUrl, jti: randomUUID() };
      const answer = await outgoing(tokenUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion: await keys.sign(claims, ASSERTION_S),
          scope,
        }).toString(),
      });
      if (answer.status !== 200) throw platformFault('gave no token', answer);
      const { access_token: token, expires_in: seconds } = readPlatformJson('gave no token', answer, tokenAnswer);
      const expiresAt = new Date(now + seconds * 1000);
      await database.write((tx) => tokens.keep(tx, place, secrets.seal(PURPOSE, token), expiresAt));
      return token;
    },

    /** The LMS no longer takes the tokens that it gave. */
    forget: (registrationId: string): Promise<void> => database.write((tx) => tokens.drop(tx, registrationId)),
  };
}

/** See `createAccessTokens`. */
export type AccessTokens = ReturnType<typeof createAccessTokens>;
