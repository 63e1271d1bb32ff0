import { compactVerify, decodeProtectedHeader, errors, type ProtectedHeaderParameters } from 'jose';
import { z } from 'zod';
import { AppError, parseJson } from '../../platform/index.ts';
import type { Claims, RuleContext } from './launch-rule.ts';
import type { PlatformKeys } from './platform-keys.ts';
import { refuseLaunch } from './refuse-launch.ts';
import { checkHeader, MESSAGE_RULES } from './rules/index.ts';

const claimsInput = z.record(z.string(), z.unknown());

/** A message of an LMS, its signature and every rule checked (SEC 5.1.3, LTI 5.3). Throws AppError `LTI_…`. */
export async function verifyMessage(
  token: string,
  keys: PlatformKeys,
  jwksUrl: string,
  context: RuleContext,
): Promise<Claims> {
  checkHeader(headerOf(token));
  const claims = await verifySignature(token, keys, jwksUrl);
  for (const rule of MESSAGE_RULES) rule(claims, context);
  return claims;
}

const unreadable = (cause?: unknown): AppError =>
  new AppError(
    'LTI_TOKEN_UNREADABLE',
    400,
    'What the LMS sent is no signed message.',
    { spec: 'SEC 5.1.3-1' },
    { cause },
  );

function headerOf(token: string): ProtectedHeaderParameters {
  try {
    return decodeProtectedHeader(token);
  } catch (cause) {
    throw unreadable(cause);
  }
}

async function verifySignature(token: string, keys: PlatformKeys, jwksUrl: string): Promise<Claims> {
  try {
    const { payload } = await compactVerify(token, (header, jws) => keys(jwksUrl, header, jws), {
      algorithms: ['RS256'],
    });
    const claims = claimsInput.safeParse(parseJson(new TextDecoder().decode(payload)));
    if (!claims.success) throw unreadable();
    return claims.data;
  } catch (cause) {
    if (cause instanceof errors.JWKSNoMatchingKey || cause instanceof errors.JWKSMultipleMatchingKeys) {
      throw refuseLaunch('KEY_UNKNOWN', 'SEC 6.3', 'The LMS signed with a key that is not in its key set.');
    }
    if (cause instanceof errors.JWSSignatureVerificationFailed) {
      throw refuseLaunch('SIGNATURE_WRONG', 'SEC 5.1.3-1', 'The signature of the message is wrong.');
    }
    if (cause instanceof AppError && cause.code.startsWith('LTI_')) throw cause;
    throw unreadable(cause);
  }
}
