/** What the upload form asks for by the type that the browser tells of a file; the server looks at the bytes themselves. */
export function neededFields(file: Pick<File, 'type' | 'name'> | undefined): string {
  if (file === undefined) return '';
  if (file.type.startsWith('image/')) return 'image';
  if (file.type.startsWith('video/')) return 'video';
  if (file.type.startsWith('audio/')) return 'sound';
  return /\.vtt$/i.test(file.name) ? 'captions' : 'document';
}

/** The first thing that is missing, with the id of its field; null where all is there. */
export function mediaProblem(
  kind: string,
  isFilled: (name: string) => boolean,
): { readonly field: string; readonly words: string } | null {
  if (kind === 'image' && !isFilled('alt') && !isFilled('decorative'))
    return { field: 'alt', words: 'Say what the picture tells, or that it only decorates.' };
  if (kind === 'document' && !isFilled('alt')) return { field: 'alt', words: 'Say what the document is.' };
  if (kind === 'video' && !isFilled('captionsFile') && !isFilled('captions'))
    return { field: 'captionsFile', words: 'Add captions: choose a WebVTT file, or paste it.' };
  if (kind === 'sound' && !isFilled('transcript'))
    return { field: 'transcript', words: 'Add a transcript: write down what is said and heard.' };
  return null;
}
