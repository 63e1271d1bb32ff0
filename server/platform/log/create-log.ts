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
    redact: { paths: REDACTED, censor: '[redacted]' },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** A log that says nothing (specs, commands). */
export const silentLog = (): Logger => createLog({ level: 'silent' });
