import sharp, { type OutputInfo, type Sharp } from 'sharp';
import type { SniffedMedia } from './sniff-media.ts';

/** A picture ready to be kept: no larger than a page shows, without what the camera wrote into it. */
export interface ReadyImage {
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
  /** Smaller copies for smaller screens, by their width in pixels. */
  readonly variants: readonly { readonly width: number; readonly height: number; readonly bytes: Buffer }[];
}

/** Widest picture that is kept, pixels. */
const WIDEST = 1920;
/** Widths of the copies. */
const WIDTHS = [480, 960] as const;
/** Pixels of the largest picture that is unpacked: a small file may claim to be a huge one. */
const MOST_PIXELS = 50_000_000;

/**
 * Turns a picture upright, takes place and time of its making out of it, and makes smaller copies. Null where it cannot be read
 * or claims too many pixels. The same bytes give the same bytes.
 */
export async function readyImage(
  bytes: Buffer,
  { mediaType }: Pick<SniffedMedia, 'mediaType'>,
): Promise<ReadyImage | null> {
  try {
    const isMoving = mediaType === 'image/gif' || mediaType === 'image/webp';
    const open = (animated: boolean): Sharp =>
      sharp(bytes, { animated, limitInputPixels: MOST_PIXELS, failOn: 'error' }).rotate();
    const { pages = 1 } = await sharp(bytes, { limitInputPixels: MOST_PIXELS }).metadata();
    const animated = isMoving && pages > 1;
    const { data, info } = await encode(open(animated).resize({ width: WIDEST, withoutEnlargement: true }), mediaType);
    const height = info.pageHeight ?? info.height;
    const variants = animated
      ? []
      : await Promise.all(WIDTHS.filter((width) => width < info.width * 0.8).map((width) => copy(open(false), width)));
    return { bytes: data, width: info.width, height, variants };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return null;
  }
}

async function copy(image: Sharp, width: number): Promise<ReadyImage['variants'][number]> {
  const { data, info } = await image.resize({ width }).webp({ quality: 78 }).toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, bytes: data };
}

function encode(image: Sharp, mediaType: string): Promise<{ data: Buffer; info: OutputInfo }> {
  const as = { resolveWithObject: true } as const;
  if (mediaType === 'image/jpeg') return image.jpeg({ quality: 82, mozjpeg: true }).toBuffer(as);
  if (mediaType === 'image/png') return image.png({ compressionLevel: 9 }).toBuffer(as);
  if (mediaType === 'image/gif') return image.gif().toBuffer(as);
  if (mediaType === 'image/avif') return image.avif({ quality: 60 }).toBuffer(as);
  return image.webp({ quality: 82 }).toBuffer(as);
}
