import type { Secrets } from '../platform/index.ts';
import { randomToken, sha256Hex } from '../platform/index.ts';
import type { Bearer } from './commit-item.ts';

const PURPOSE = 'launch';

/**
 * A launch token: random, and signed for its launch, so that a made-up one is turned away before it waits for the writer.
 * Only the hash is stored.
 */
export function makeLaunchToken(secrets: Secrets, launchId: string): { token: string; tokenHash: string } {
  const random = randomToken();
  const token = `${random}.${secrets.sign(PURPOSE, `${launchId} ${random}`)}`;
  return { token, tokenHash: sha256Hex(token) };
}

/** The bearer of a token; null when the token was never made for this launch. Whether it still lives, the row tells. */
export function readLaunchToken(secrets: Secrets, launchId: string, token: string): Bearer | null {
  const [random = '', signature = ''] = token.split('.');
  if (random === '' || signature === '') return null;
  const isOurs = secrets.verify(PURPOSE, `${launchId} ${random}`, signature);
  return isOurs ? { launchId, tokenHash: sha256Hex(token) } : null;
}
