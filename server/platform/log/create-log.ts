import pino, { type DestinationStream, type Logger } from 'pino';

const SECRET_FIELDS = ['password', 'token', 'secret', 'secrets', 'authorization', 'cookie', 'set-cookie'];

/** Fields that never reach a log line, at the top and up to two levels below it. */
const REDACTED = SECRET_FIELDS.flatMap((field) => [`["${field}"]`, `*["${field}"]`, `*.*["${field}"]`]);

/** Where lines go and from which level on; stdout and `info` unless said otherwise. */
export interface LogOptions {
  readonly level?: string;
  readonly destination?: DestinationStream;
}

/** JSON log with UTC times and without secrets. */
export function createLog({ level = 'info', destination }: LogOptions = {}): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: (error: unknown) => toPlainError(error) },
    redact: { paths: REDACTED, censor: '[redacted]' },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

const MOST_CAUSES = 4;

/** A database error carries its statement and values as fields: none of them is logged. */
function toPlainError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error ? error.code : undefined;
  const cause = depth < MOST_CAUSES && error.cause !== undefined ? toPlainError(error.cause, depth + 1) : undefined;
  return { type: error.name, code, message: error.message, stack: error.stack, cause };
}

/** A log that says nothing (specs, commands). */
export const silentLog = (): Logger => createLog({ level: 'silent' });
