import { fileTypeFromBuffer } from 'file-type';

/** What a file is by its bytes. */
export interface SniffedMedia {
  readonly kind: MediaKind;
  readonly mediaType: string;
  /** Of its path, without the dot. */
  readonly ending: string;
}

/** Kinds of files that a course may hold. */
export type MediaKind = 'image' | 'drawing' | 'video' | 'sound' | 'captions' | 'document';

const KNOWN: Readonly<Record<string, SniffedMedia>> = {
  'image/png': { kind: 'image', mediaType: 'image/png', ending: 'png' },
  'image/jpeg': { kind: 'image', mediaType: 'image/jpeg', ending: 'jpg' },
  'image/webp': { kind: 'image', mediaType: 'image/webp', ending: 'webp' },
  'image/gif': { kind: 'image', mediaType: 'image/gif', ending: 'gif' },
  'image/avif': { kind: 'image', mediaType: 'image/avif', ending: 'avif' },
  'video/mp4': { kind: 'video', mediaType: 'video/mp4', ending: 'mp4' },
  'video/webm': { kind: 'video', mediaType: 'video/webm', ending: 'webm' },
  'audio/mpeg': { kind: 'sound', mediaType: 'audio/mpeg', ending: 'mp3' },
  'audio/x-m4a': { kind: 'sound', mediaType: 'audio/mp4', ending: 'm4a' },
  'audio/mp4': { kind: 'sound', mediaType: 'audio/mp4', ending: 'm4a' },
  'audio/ogg': { kind: 'sound', mediaType: 'audio/ogg', ending: 'ogg' },
  'audio/ogg; codecs=opus': { kind: 'sound', mediaType: 'audio/ogg', ending: 'ogg' },
  'audio/wav': { kind: 'sound', mediaType: 'audio/wav', ending: 'wav' },
  'application/pdf': { kind: 'document', mediaType: 'application/pdf', ending: 'pdf' },
};

const CAPTIONS: SniffedMedia = { kind: 'captions', mediaType: 'text/vtt', ending: 'vtt' };

/** Tells what a file is by its first bytes; null for what a course does not hold. Its name is never asked. */
export async function sniffMedia(head: Buffer): Promise<SniffedMedia | null> {
  const found = await fileTypeFromBuffer(head);
  // A run of ones is taken for the first layer of MPEG sound; a course holds the third.
  if (found?.mime === 'audio/mpeg' && found.ext !== 'mp3') return null;
  if (found?.mime === 'text/vtt') return CAPTIONS;
  if (found !== undefined && found.mime !== 'application/xml')
    return Object.hasOwn(KNOWN, found.mime) ? (KNOWN[found.mime] ?? null) : null;
  const text = head.toString('utf8').replace(/^\ufeff/, '');
  if (/^WEBVTT(?:[ \t\r\n]|$)/.test(text)) return CAPTIONS;
  if (/^\s*(?:<\?xml\b|<!--|<svg\b|<!DOCTYPE)/i.test(text) && /<(?:[a-z]+:)?svg\b/i.test(text))
    return { kind: 'drawing', mediaType: 'image/svg+xml', ending: 'svg' };
  return null;
}
