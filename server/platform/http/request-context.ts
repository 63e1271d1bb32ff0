import type { Request } from 'express';
import { AppError } from '../errors/app-error.ts';
import type { Platform } from '../contract.ts';

/** Who is signed in, as the page's frame shows it. */
export interface FramePerson {
  readonly name: string;
  readonly initials: string;
  readonly organisation: string;
  readonly roles: readonly { readonly key: string; readonly label: string; readonly isCurrent: boolean }[];
}

/** One way on; `href` begins at the mount path (`/my`). */
export interface FrameLink {
  readonly href: string;
  readonly label: string;
  /** Name of an icon without its prefix. */
  readonly icon: string;
}

/** What all pages of a request have in common; filled by whoever signs the person in. */
interface FrameBase {
  lang: string;
  theme: 'light' | 'dark' | 'system';
  person: FramePerson | null;
  navigation: readonly FrameLink[];
  notice: { readonly kind: string; readonly text: string } | null;
  /** Number of notices that the person has not read; null where nobody counts them. */
  unread: number | null;
}

/** What the plugin knows of a request, kept beside it and never on the host's own object. */
export interface RequestContext {
  readonly id: string;
  /** Path at which browsers find the plugin, '' at the root; fixed at entry. */
  readonly base: string;
  /** Path and query below the mount; begins with a slash. */
  readonly target: string;
  readonly ip: string;
  /** The signed-in person in the terms of the room that signs people in. */
  actor: unknown;
  readonly frame: FrameBase;
}

interface Entry {
  readonly context: RequestContext;
  readonly platform: Platform;
}

const entries = new WeakMap<object, Entry>();

/** Makes the context of a request that enters the plugin. */
export function openContext(req: Request, platform: Platform, id: string): RequestContext {
  const context: RequestContext = {
    id,
    base: baseFor(req.baseUrl, platform.config.publicUrl),
    target: req.url,
    ip: req.ip ?? '',
    actor: null,
    frame: { lang: 'en', theme: 'system', person: null, navigation: [], notice: null, unread: null },
  };
  entries.set(req, { context, platform });
  return context;
}

/**
 * Path that links begin with. A proxy that takes a prefix away leaves the mount path shorter than what browsers see: then the
 * path of the public address ends with it, and is the truth.
 */
function baseFor(mounted: string, publicUrl: string): string {
  const path = URL.canParse(publicUrl) ? new URL(publicUrl).pathname.replace(/\/+$/, '') : '';
  return path.endsWith(mounted) ? path : mounted;
}

/** The context of a request; throws AppError `CONTEXT_MISSING` where `enter` has not run. */
export const contextOf = (req: object): RequestContext => entryOf(req).context;

/** The plugin instance that a request entered. */
export const platformOf = (req: object): Platform => entryOf(req).platform;

/** True once `enter` has run. */
export const hasContext = (req: object): boolean => entries.has(req);

function entryOf(req: object): Entry {
  const entry = entries.get(req);
  if (entry === undefined) throw new AppError('CONTEXT_MISSING', 500, 'The request did not pass enter(platform).');
  return entry;
}
