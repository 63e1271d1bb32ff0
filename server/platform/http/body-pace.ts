import type { IncomingMessage } from 'node:http';
import { AppError } from '../errors/app-error.ts';

/** How a body has to come: bytes in each window of time, and how long it may take as a whole (ms). */
export interface BodyPace {
  readonly windowMs: number;
  readonly leastBytes: number;
  readonly mostMs: number;
}

/** Bytes a second below which nobody sends anything that will ever arrive: a fifth of the slowest mobile network. */
const LEAST_RATE = 1000;
/** What is left of a body when its answer is out: the browser may still be sending, and reads the answer after that. */
const REST_MS = 10 * 60_000;

/** Pace of a body that is read as a whole: something in each window, all of it at {@link LEAST_RATE}. */
export function wholeBodyPace(windowMs: number, bytes: number): BodyPace {
  return { windowMs, leastBytes: 1, mostMs: windowMs + (bytes / LEAST_RATE) * 1000 };
}

/** Pace of an upload: it may take hours, but four times {@link LEAST_RATE} in each window, which is twice as long. */
export function uploadPace(windowMs: number): BodyPace {
  const window = windowMs * 2;
  return { windowMs: window, leastBytes: (4 * LEAST_RATE * window) / 1000, mostMs: Number.POSITIVE_INFINITY };
}

/**
 * Calls `onSlow` once when a body does not keep its pace; the returned function ends the watch, as the end of the body does.
 * A host's server may have no timeout at all, so the routes have their own. While the reader is behind, nobody is slow.
 */
export function watchPace(req: IncomingMessage, pace: BodyPace, onSlow: () => void): () => void {
  const { socket } = req;
  const began = performance.now();
  let seen = socket.bytesRead;
  const timer = setInterval(
    () => {
      const bytes = socket.bytesRead - seen;
      seen += bytes;
      const isInTime = performance.now() - began < pace.mostMs;
      if (isInTime && (bytes >= pace.leastBytes || req.isPaused())) return;
      stop();
      onSlow();
    },
    Math.min(pace.windowMs, pace.mostMs),
  );
  timer.unref();
  const stop = (): void => clearInterval(timer);
  req.once('end', stop).once('close', stop);
  return stop;
}

/** Ends the connection of a body that nobody has read and that does not come to its end; called when the answer is out. */
export function endUnreadBody(req: IncomingMessage, windowMs: number): void {
  if (req.complete || req.destroyed) return;
  watchPace(req, { ...uploadPace(windowMs), mostMs: REST_MS }, () => req.socket.destroy());
}

/** AppError `BODY_TOO_SLOW` 408; the connection closes with the answer. */
export function bodyTooSlow(): AppError {
  const help = 'Check the connection and send it again.';
  return new AppError('BODY_TOO_SLOW', 408, 'What was sent came too slowly.', { help });
}
