import type { AnswerVerdict, DrawVerdict } from '../../../server/standards/launch-contract.ts';
import type { AskRequest } from '../frame/frame-contract.ts';
import type { BridgeAnswer } from '../module/server-grader.ts';
import type { LaunchClient } from './launch-client.ts';

/** Asks the server on behalf of a module: a token that has run out is renewed once, everything else can wait. */
export async function askServer(
  {
    client,
    launchId,
    renew,
  }: {
    readonly client: Pick<LaunchClient, 'ask'>;
    readonly launchId: string;
    readonly renew: (launchId: string) => Promise<'ok' | 'wait' | 'retry' | 'never'>;
  },
  request: AskRequest,
): Promise<BridgeAnswer<AnswerVerdict | DrawVerdict>> {
  const told = await client.ask(launchId, request);
  if (told.kind !== 'renew') return told;
  if ((await renew(launchId)) !== 'ok') return { kind: 'waiting' };
  const again = await client.ask(launchId, request);
  return again.kind === 'renew' ? { kind: 'waiting' } : again;
}

/** What an answer of the server means; `renew`: the token has run out. */
export function readAsked(
  status: number,
  body: Record<string, unknown> | null,
): BridgeAnswer<AnswerVerdict | DrawVerdict> | { readonly kind: 'renew' } {
  if (status === 401) return { kind: 'renew' };
  if (status === 200 && isVerdict(body)) return { kind: 'answer', value: body };
  const code = body?.['code'];
  // A proxy or a login page in between is not our server: it will be there again.
  if (status < 400 || status >= 500 || status === 429 || typeof code !== 'string') return { kind: 'waiting' };
  const words = [body?.['message'], body?.['help']].filter((one) => typeof one === 'string').join(' ');
  return { kind: 'refused', words };
}

function isVerdict(body: unknown): body is AnswerVerdict | DrawVerdict {
  if (typeof body !== 'object' || body === null) return false;
  return ('items' in body && Array.isArray(body.items)) || ('graded' in body && 'given' in body);
}
