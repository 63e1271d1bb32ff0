import type { Attempts } from '../attempts/index.ts';
import type { Actor, People } from '../people/index.ts';
import { AppError, randomToken, sha256Hex, type Platform, type Tx } from '../platform/index.ts';
import type { DoorEntry, LaunchMode } from '../standards/index.ts';
import { makeDoorPass, readDoorPass } from './door-pass.ts';
import type { LaunchCodeStore } from './launch-code-store.ts';

/** A door as the player has to know it. */
export interface PlayerDoor {
  readonly id: string;
  readonly agencyId: string;
  readonly isEnabled: boolean;
  /** Sites that may show its pages in a frame, and are told how the course stands. */
  readonly origins: readonly string[];
}

/** The room above that keeps the doors. */
export interface DoorBook {
  find(tx: Tx | null, doorId: string): Promise<PlayerDoor | null>;
  /** Somebody has come through. */
  came(tx: Tx, visit: { readonly doorId: string; readonly agencyId: string; readonly personId: string }): Promise<void>;
}

/** Who is handed over, where to, and where back. */
export interface HandOver {
  readonly registrationId: string;
  readonly personId: string;
  readonly agencyId: string;
  readonly doorId: string;
  /** http or https; anything else counts as none. */
  readonly returnUrl: string | null;
  readonly mode?: LaunchMode;
}

/** Who a pass belongs to. */
export interface PassBearer {
  readonly actor: Actor;
  readonly registrationId: string;
}

/** A code lives as long as a page takes to load, ms. */
const CODE_MS = 60_000;
const SWEEP = 'player.sweep-codes';
const HOUR = 60 * 60_000;

/** How a door of another system hands a person over to the player page, and what the person may then. */
export function createDoorHandOver(
  { database, clock, secrets, jobs }: Pick<Platform, 'database' | 'clock' | 'secrets' | 'jobs'>,
  {
    codes,
    doors,
    attempts,
    people,
  }: {
    readonly codes: LaunchCodeStore;
    readonly doors: DoorBook;
    readonly attempts: Pick<Attempts, 'judging'>;
    readonly people: Pick<People, 'doors'>;
  },
) {
  jobs.on(SWEEP, () => database.write((tx) => codes.sweep(tx, new Date(clock.now().getTime() - HOUR)), 'bulk'));
  jobs.every(SWEEP, HOUR);

  return {
    /** A code for the fragment of the player page's address: good once, for a minute; only its hash is kept. */
    async handOver(tx: Tx, { returnUrl, mode = 'normal', ...whom }: HandOver): Promise<{ code: string }> {
      const code = randomToken();
      const now = clock.now();
      await codes.insert(tx, {
        codeHash: sha256Hex(code),
        ...whom,
        returnUrl: returnUrl !== null && isWeb(returnUrl) ? returnUrl : null,
        mode,
        createdAt: now,
        expiresAt: new Date(now.getTime() + CODE_MS),
        usedAt: null,
      });
      return { code };
    },

    /**
     * Takes a code and gives what the page needs; `doorId` is the door whose page asks. Throws AppError `LAUNCH_CODE_UNKNOWN`,
     * `LAUNCH_CODE_USED`, `LAUNCH_CODE_EXPIRED` (401), `DOOR_CLOSED` (403), `ACCOUNT_CLOSED` (403).
     */
    redeem: (code: string, doorId: string): Promise<DoorEntry> =>
      database.write(async (tx) => {
        const now = clock.now();
        const codeHash = sha256Hex(code);
        const row = await codes.find(tx, codeHash);
        if (row === null || row.doorId !== doorId) throw codeError('UNKNOWN');
        if (row.usedAt !== null) throw codeError('USED');
        if (row.expiresAt.getTime() <= now.getTime()) throw codeError('EXPIRED');
        const { agencyId, registrationId, returnUrl, mode } = row;
        const door = await openDoor(tx, doorId, agencyId);
        const { personId } = await placeOf(tx, registrationId, agencyId);
        await people.doors.actorOf(tx, personId, agencyId);
        if (!(await codes.use(tx, codeHash, now))) throw codeError('USED');
        await doors.came(tx, { doorId, agencyId, personId });
        const pass = makeDoorPass(secrets, { registrationId, agencyId, doorId }, now);
        return { pass, registration: registrationId, mode, returnUrl, doorId, tellOrigins: door.origins };
      }),

    /**
     * Who bears a pass; the person is whoever the registration belongs to now. Throws AppError `DOOR_PASS_UNKNOWN`,
     * `DOOR_PASS_EXPIRED` (401), `DOOR_CLOSED`, `ACCOUNT_CLOSED` (403).
     */
    async bearerOf(text: string): Promise<PassBearer> {
      const pass = readDoorPass(secrets, text);
      if (pass === null) throw passError('UNKNOWN');
      if (pass.until <= clock.now().getTime()) throw passError('EXPIRED');
      const { registrationId, agencyId, doorId } = pass;
      await openDoor(null, doorId, agencyId);
      const { personId } = await placeOf(null, registrationId, agencyId);
      return { actor: await people.doors.actorOf(null, personId, agencyId), registrationId };
    },
  };

  async function openDoor(tx: Tx | null, doorId: string, agencyId: string): Promise<PlayerDoor> {
    const door = await doors.find(tx, doorId);
    if (door === null || door.agencyId !== agencyId || !door.isEnabled) throw doorClosed();
    return door;
  }

  async function placeOf(tx: Tx | null, registrationId: string, agencyId: string) {
    const place = await attempts.judging.placeOf(tx, registrationId);
    if (place === null || place.agencyId !== agencyId) throw passError('UNKNOWN');
    return place;
  }
}

/** See `createDoorHandOver`. */
export type DoorHandOver = ReturnType<typeof createDoorHandOver>;

/** The way in is shut by an administrator. */
export function doorClosed(): AppError {
  return new AppError('DOOR_CLOSED', 403, 'This way into the course is closed at the moment.', {
    help: 'Ask whoever gave you the course.',
  });
}

const AGAIN = 'Open the course in your LMS again.';

function codeError(fault: 'UNKNOWN' | 'USED' | 'EXPIRED'): AppError {
  const words = {
    UNKNOWN: 'This link into the course is not one of ours.',
    USED: 'This link into the course was used already.',
    EXPIRED: 'This link into the course is too old.',
  };
  return new AppError(`LAUNCH_CODE_${fault}`, 401, words[fault], { help: AGAIN });
}

function passError(fault: 'UNKNOWN' | 'EXPIRED'): AppError {
  return new AppError(`DOOR_PASS_${fault}`, 401, 'The way in from your LMS has ended.', { help: AGAIN });
}

function isWeb(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}
