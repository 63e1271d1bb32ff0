import { AppError } from '../errors/app-error.ts';

/** What may befall a database that is no fault of the request; each is answered 503 and told in words. */
type Fault = 'full' | 'read-only' | 'unavailable' | 'busy';

const WORDS: Readonly<Record<Fault, readonly [code: string, message: string]>> = {
  full: ['DATABASE_FULL', 'The server cannot save at the moment: its database has no room left.'],
  'read-only': ['DATABASE_READ_ONLY', 'The server cannot save at the moment: its database takes no changes.'],
  unavailable: ['DATABASE_UNAVAILABLE', 'The server cannot save at the moment: its database cannot be reached.'],
  busy: ['DATABASE_BUSY', 'The server could not do this in time: its database has too much to do.'],
};

/** Result codes of SQLite, SQLSTATEs and classes of PostgreSQL; the longest that fits counts. */
const BY_CODE: Readonly<Record<string, Fault>> = {
  SQLITE_FULL: 'full',
  SQLITE_READONLY: 'read-only',
  SQLITE_PERM: 'read-only',
  SQLITE_IOERR: 'unavailable',
  SQLITE_CANTOPEN: 'unavailable',
  SQLITE_BUSY: 'busy',
  SQLITE_LOCKED: 'busy',
  '08': 'unavailable',
  '25006': 'read-only',
  '40001': 'busy',
  '40P01': 'busy',
  '53': 'unavailable',
  '53100': 'full',
  '55P03': 'busy',
  '57014': 'busy',
  '57P': 'unavailable',
  '58': 'unavailable',
};
const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
]);
/** The client of PostgreSQL gives these no code. */
const LOST =
  /^(?:Connection terminated|Connection ended|timeout e\w+|Query read timeout|Client (?:was closed|has encountered))/i;
const MOST_CAUSES = 5;

/**
 * The fault behind an error of the database, as `DATABASE_FULL`, `DATABASE_READ_ONLY`, `DATABASE_UNAVAILABLE` or
 * `DATABASE_BUSY` (503) with its cause; null for every other error. A refused change outside of a write is a mistake of ours.
 */
export function databaseFault(error: unknown, during: 'read' | 'write'): AppError | null {
  const fault = faultIn(error, during === 'write');
  if (fault === null || (fault === 'read-only' && during === 'read')) return null;
  const [code, message] = WORDS[fault];
  const help = 'It is tried again by itself. What was saved before is safe.';
  return new AppError(code, 503, message, { help }, { cause: error });
}

/** True for a fault that every other write would meet as well, so that trying them one by one helps nobody. */
export function isFaultOfAll(error: unknown): boolean {
  return error instanceof AppError && /^DATABASE_(?:FULL|READ_ONLY|UNAVAILABLE|CLOSED)$/.test(error.code);
}

/** Looks at an error and what it was made of; `isOurs` where nothing but SQL can have failed. */
function faultIn(error: unknown, isOurs: boolean, depth = 0): Fault | null {
  if (!(error instanceof Error) || error instanceof AppError || depth > MOST_CAUSES) return null;
  const isDatabase = isOurs || error.name.startsWith('Sequelize');
  if (error.name === 'SequelizeConnectionAcquireTimeoutError') return 'busy';
  if (/^SequelizeConnection|^SequelizeHostNot/.test(error.name)) return 'unavailable';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (isDatabase && (NETWORK.has(code) || LOST.test(error.message))) return 'unavailable';
  const byCode = codeFault(code, error);
  if (byCode !== null) return byCode;
  const inner: unknown = 'parent' in error ? error.parent : error.cause;
  return faultIn(inner, isDatabase, depth + 1);
}

function codeFault(code: string, error: Error): Fault | null {
  // Five signs are an SQLSTATE only where PostgreSQL itself spoke (`severity`); Node has codes of its own.
  if (!code.startsWith('SQLITE_') && !('severity' in error)) return null;
  const fitting = Object.keys(BY_CODE).filter((prefix) => code.startsWith(prefix));
  const longest = fitting.sort((one, other) => other.length - one.length)[0];
  return longest === undefined ? null : (BY_CODE[longest] ?? null);
}
