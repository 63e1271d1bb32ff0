import type { OutgoingAnswer, OutgoingRequest, Platform } from '../../platform/index.ts';
import type { AccessTokens } from './access-token-service.ts';
import type { Registration } from './registration-store.ts';

/** One request to a service of an LMS with a token for `scopes`. */
export type CallPlatform = (
  registration: Registration,
  scopes: readonly string[],
  url: string,
  request?: OutgoingRequest,
) => Promise<OutgoingAnswer>;

/** Calls services of LMSs; a token that is taken no more is asked for once again. */
export function createCalls({ outgoing }: Pick<Platform, 'outgoing'>, tokens: AccessTokens): CallPlatform {
  return async (registration, scopes, url, request = {}) => {
    const send = async (): Promise<OutgoingAnswer> => {
      const token = await tokens.get(registration, scopes);
      return outgoing(url, { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } });
    };
    const answer = await send();
    if (answer.status !== 401) return answer;
    await tokens.forget(registration.id);
    return send();
  };
}
