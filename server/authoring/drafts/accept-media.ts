import { cleanSvg } from '../media/clean-svg.ts';
import { sniffMedia } from '../media/sniff-media.ts';
import { mediaTypeOf } from './media-place.ts';

/** Bytes that tell what a file is. */
const HEAD = 64 * 1024;

/**
 * A medium that came in a zip: it is what its ending says, and a drawing only draws. Of a drawing
 * the cleaned bytes are kept, those of others stay as they are.
 */
export async function acceptMedia(path: string, bytes: Buffer): Promise<Buffer | { readonly refused: string }> {
  const type = mediaTypeOf(path);
  if (type === 'text/markdown') return bytes;
  if (type === 'application/octet-stream') return { refused: 'a course holds no files of this kind.' };
  const found = await sniffMedia(bytes.subarray(0, HEAD));
  if (found?.mediaType !== type) return { refused: 'the file is not what its ending says.' };
  if (found.kind !== 'drawing') return bytes;
  const drawing = cleanSvg(bytes);
  if (drawing === null) return { refused: 'the drawing cannot be read.' };
  if (drawing.removed.length === 0) return Buffer.from(drawing.svg);
  return {
    refused: `the drawing holds what does more than draw: ${drawing.removed.join(', ')}. Save it as a plain SVG.`,
  };
}
