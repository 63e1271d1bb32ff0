import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import express, { type Express } from 'express';

/** What a host application has of its own that a plugin could have changed. */
interface Own {
  readonly settings: object;
  readonly locals: object;
  readonly engines: object;
}

/** What the spec is told when it asks. */
export interface HostWord {
  /** Names of what was changed since the first router was mounted, by application. */
  readonly changed: readonly string[];
  /** Events of the process that somebody listens to now and did not before. */
  readonly listened: readonly string[];
}

type Use = (this: Express, ...handlers: unknown[]) => unknown;

const ownOf = (app: Express): Own => {
  const { settings, locals } = app as unknown as Own;
  const { engines } = app as unknown as Own;
  return { settings: { ...settings }, locals: { ...locals }, engines: { ...engines } };
};

// Started in a process of its own with the file of a host: what the application was like is kept just before anything is
// mounted on it under a path, and compared when the spec asks, after everything was served.
const before = new Map<Express, Own>();
const { application } = express as unknown as { application: { use: Use } };
const { use } = application;
application.use = function (...handlers) {
  if (typeof handlers[0] === 'string' && !before.has(this)) before.set(this, ownOf(this));
  return use.apply(this, handlers);
};

process.on('message', () => {
  const changed = [...before].flatMap(([app, kept]) => {
    const now = ownOf(app);
    const parts = ['settings', 'locals', 'engines'] as const;
    return parts.filter((part) => !isDeepStrictEqual(now[part], kept[part]));
  });
  const listened = process.eventNames().map(String);
  const heard = listened.filter((event) => !events.includes(event));
  const word: HostWord = { changed: before.size === 0 ? ['nothing was mounted'] : changed, listened: heard };
  process.send?.(word);
});
process.channel?.unref();

const events = process.eventNames().map(String);
const [, , file = ''] = process.argv;
await import(resolve(join(import.meta.dirname, '../hosts'), file));
