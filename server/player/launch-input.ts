import { z } from 'zod';
import type { GlobalObjective } from '../standards/index.ts';

/** Elements of one record: far more than any course sets, and a bound on what is replayed. */
const MOST_ELEMENTS = 30_000;
/** Commits of one beacon: the page sends what fits into 60 kB. */
const MOST_IN_BEACON = 50;

const id = z.string().regex(/^[0-9a-z]{26}$/);
/** Copied as they are: the hash of a commit counts on the order of their keys. */
const globalObjective = z.custom<GlobalObjective>((value) => typeof value === 'object' && value !== null);

/**
 * As `toISOString` writes it, years beyond 9999 too: the browser's clock may be wrong, and that is no reason to lose what was
 * done. Other text is none of ours: NUL is refused by PostgreSQL, and half a surrogate pair comes back from a column as
 * another sign, so that the chain looks changed.
 */
const browserTime = z.string().regex(/^(?:\d{4}|[+-]\d{6})-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

/** Body of `POST /launches`. */
export const launchInput = z.strictObject({
  registration: id,
  mode: z.enum(['normal', 'browse', 'review']).optional(),
  takeOver: z.boolean().optional(),
  newAttempt: z.boolean().optional(),
});

/** Body of `POST /launches/redeem`: the code of the fragment, and the door whose page asks. */
export const redeemInput = z.strictObject({ code: z.string().min(1).max(100), door: id });

/** Body of `POST /launches/:id/commits`; a field that the contract does not know is refused. */
export const commitInput = z.strictObject({
  seq: z.int().min(1).max(2_000_000_000),
  final: z.boolean(),
  trigger: z.enum(['commit', 'finish', 'change', 'navigation', 'pagehide', 'replay']),
  scoId: z.string().min(1).max(1000),
  cmi: z
    .record(z.string().max(4000), z.string())
    .refine((cmi) => Object.keys(cmi).length <= MOST_ELEMENTS, 'Too many elements.'),
  engineState: z.base64().max(1_400_000).optional(),
  globalObjectives: z.record(z.string().max(1000), globalObjective).optional(),
  sharedData: z.record(z.string().max(1000), z.string()).optional(),
  clientTime: browserTime,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** Body of `POST /launches/:id/beacon`. */
export const beaconInput = z.strictObject({
  token: z.string().max(200),
  commits: z.array(commitInput).max(MOST_IN_BEACON),
  leaving: z.boolean().optional(),
});

/** Body of `POST /launches/:id/heartbeat`. */
export const heartbeatInput = z.strictObject({
  engagedMs: z.number().min(0).max(86_400_000),
  visible: z.boolean(),
  idle: z.boolean(),
});

/** Body of `POST /launches/:id/end`. */
export const endInput = z.strictObject({ reason: z.enum(['exit', 'suspended', 'ended', 'abandoned']) });

const place = {
  scoId: z.string().min(1).max(1000),
  block: z.string().min(1).max(100),
  attempt: z.int().min(1).max(200),
};

/** Body of `POST /launches/:id/answers`. */
export const answerInput = z.strictObject({
  ...place,
  response: z.string().max(8000),
  language: z.string().max(35).default(''),
});

/** Body of `POST /launches/:id/draws`. */
export const drawInput = z.strictObject(place);

/** The launch in the path. */
export const launchParams = z.object({ id });
