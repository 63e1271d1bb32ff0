import type { DraftMediaRow } from '../drafts/draft-model.ts';
import { variantOf } from './media-path.ts';

/** Kinds as people name them. */
export type MediaGroup = 'image' | 'video' | 'sound' | 'captions' | 'transcript' | 'document';

/** Kind of a stored file by its type. */
export function groupOf({ mediaType }: Pick<DraftMediaRow, 'mediaType'>): MediaGroup {
  if (mediaType.startsWith('image/')) return 'image';
  if (mediaType.startsWith('video/')) return 'video';
  if (mediaType.startsWith('audio/')) return 'sound';
  if (mediaType === 'text/vtt') return 'captions';
  return mediaType === 'text/markdown' ? 'transcript' : 'document';
}

const WORDS: Readonly<Record<MediaGroup, string>> = {
  image: 'Picture',
  video: 'Video',
  sound: 'Sound',
  captions: 'Captions',
  transcript: 'Transcript',
  document: 'Document',
};

/** `Picture` */
export const groupWords = (group: MediaGroup): string => WORDS[group];

/** `3.4 MB` */
export function byteWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  const units = ['KB', 'MB', 'GB'];
  let value = bytes / 1024;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit] ?? ''}`;
}

/** Smaller copies of a picture among the files of its draft. */
export function variantsOf<Row extends Pick<DraftMediaRow, 'path'>>({ path }: Row, rows: readonly Row[]): Row[] {
  const stem = path.replace(/\.[a-z0-9]+$/, '');
  return rows.filter((row) => variantOf(row.path)?.stem === stem);
}
