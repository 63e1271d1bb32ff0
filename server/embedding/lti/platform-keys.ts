import { createLocalJWKSet, errors, type JWSHeaderParameters, type JSONWebKeySet, type FlattenedJWSInput } from 'jose';
import { z } from 'zod';
import { AppError, parseJson, type Platform } from '../../platform/index.ts';
import { refuseLaunch } from './refuse-launch.ts';

/** A key that an LMS takes away is refused after this time at the latest, ms. */
const MOST_AGE_MS = 10 * 60_000;
/** A key that is not among the known ones is looked for once in this time, ms: strangers cannot make us ask. */
const LEAST_AGE_MS = 10_000;
const MOST_PLATFORMS = 1_000;

const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).max(200) });

interface Kept {
  readonly fetchedAt: number;
  readonly find: ReturnType<typeof createLocalJWKSet>;
}

/** Reads a key set; throws AppError `OUTGOING_…` or `LTI_KEYS_UNREADABLE`, whose words say what is wrong. */
export async function fetchKeySet({ outgoing }: Pick<Platform, 'outgoing'>, url: string): Promise<JSONWebKeySet> {
  const { status, text } = await outgoing(url, { headers: { accept: 'application/json' } });
  const words = `The key set at ${url} cannot be read`;
  if (status !== 200) throw new AppError('LTI_KEYS_UNREADABLE', 422, `${words}: the answer was ${status}.`);
  const found = keySet.safeParse(readJson(text));
  if (!found.success) throw new AppError('LTI_KEYS_UNREADABLE', 422, `${words}: it is no JWKS.`);
  return found.data;
}

function readJson(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** Public keys of LMSs, kept for minutes; a key that is new is found by asking once more. */
export function createPlatformKeys(platform: Pick<Platform, 'outgoing' | 'clock'>) {
  const known = new Map<string, Kept>();

  async function fetch(url: string): Promise<Kept> {
    const keys = await fetchKeySet(platform, url).catch((cause: unknown) => {
      const why = cause instanceof AppError ? cause.message : '';
      const words = 'The keys of the LMS cannot be fetched. {why}';
      throw refuseLaunch('KEYS_UNREACHABLE', 'SEC 6.3', words, undefined, undefined, { why });
    });
    const kept = { fetchedAt: platform.clock.now().getTime(), find: createLocalJWKSet(keys) };
    if (known.size >= MOST_PLATFORMS) known.clear();
    known.set(url, kept);
    return kept;
  }

  const age = (kept: Kept): number => platform.clock.now().getTime() - kept.fetchedAt;

  return async (url: string, header: JWSHeaderParameters, token: FlattenedJWSInput) => {
    const before = known.get(url);
    const kept = before === undefined || age(before) > MOST_AGE_MS ? await fetch(url) : before;
    try {
      return await kept.find(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      if (kept !== before || age(kept) < LEAST_AGE_MS) throw error;
      return (await fetch(url)).find(header, token);
    }
  };
}

/** See `createPlatformKeys`. */
export type PlatformKeys = ReturnType<typeof createPlatformKeys>;
