/** Where the bytes of a medium lie in the store: under their hash, apart for each agency. */
export function mediaKey(agencyId: string, sha256: string): string {
  return `drafts/${agencyId}/${sha256}`;
}

const TYPES: Readonly<Record<string, string>> = {
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  avif: 'image/avif',
  gif: 'image/gif',
  mp4: 'video/mp4',
  webm: 'video/webm',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  ogg: 'audio/ogg',
  wav: 'audio/wav',
  pdf: 'application/pdf',
  vtt: 'text/vtt',
  md: 'text/markdown',
};

/** Type of a source file's medium by its ending; what we do not know is bytes. */
export function mediaTypeOf(path: string): string {
  return TYPES[/\.([a-z0-9]+)$/.exec(path)?.[1] ?? ''] ?? 'application/octet-stream';
}
