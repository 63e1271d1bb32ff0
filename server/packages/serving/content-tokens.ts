import { createHash } from 'node:crypto';
import type { Secrets } from '../../platform/index.ts';

const PURPOSE = 'content';

/**
 * Name of a version in addresses of the content origin: its id, a signature that nobody can guess, and a mark of what it may
 * reach, so that a page cached for a year is fetched again when its hosts change. The mark is not part of the signature.
 */
export function contentTokenOf(secrets: Secrets, versionId: string, allowedHosts: readonly string[]): string {
  const mark = hostsMark(allowedHosts);
  return `${versionId}.${secrets.sign(PURPOSE, versionId)}${mark === '' ? '' : `.${mark}`}`;
}

/** Mark of a list of hosts, '' for none. */
export function hostsMark(allowedHosts: readonly string[]): string {
  if (allowedHosts.length === 0) return '';
  return createHash('sha256').update(allowedHosts.join(' ')).digest('base64url').slice(0, 8);
}

/** What a token names; null when its signature is not ours. */
export function readContentToken(secrets: Secrets, token: string): { versionId: string; mark: string } | null {
  const [versionId = '', signature = '', mark = ''] = token.split('.');
  const isOurs = /^[0-9a-z]{26}$/.test(versionId) && secrets.verify(PURPOSE, versionId, signature);
  return isOurs ? { versionId, mark } : null;
}
