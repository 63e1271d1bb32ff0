import { cleanSvg } from '../../media/clean-svg.ts';
import { readyImage } from '../../media/image-variants.ts';
import { sniffMedia } from '../../media/sniff-media.ts';

/** A picture as it lay in a document. */
export interface DocumentPicture {
  readonly bytes: Buffer;
  /** What the document says that it tells; '' where it says nothing. */
  readonly alt: string;
}

/** A picture of a document as the draft keeps it. */
export interface TakenPicture {
  /** `media/picture-1.png` */
  readonly src: string;
  readonly alt: string;
  /** The picture first, then its smaller copies; paths from the course's folder. */
  readonly files: ReadonlyMap<string, Buffer>;
}

/** Bytes that tell what a file is. */
const HEAD = 64 * 1024;
const LONGEST_ALT = 500;

/** Pictures by their number in the document; null for one that no browser shows, or that cannot be read. */
export async function takePictures(pictures: readonly DocumentPicture[]): Promise<(TakenPicture | null)[]> {
  const taken: (TakenPicture | null)[] = [];
  // One after the other: each is unpacked to all its pixels.
  for (const picture of pictures) taken.push(await take(picture, `media/picture-${taken.length + 1}`));
  return taken;
}

async function take({ bytes, alt: words }: DocumentPicture, stem: string): Promise<TakenPicture | null> {
  const what = await sniffMedia(bytes.subarray(0, HEAD));
  const alt = words
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_ALT);
  const src = `${stem}.${what?.ending ?? ''}`;
  if (what?.kind === 'drawing') {
    const drawing = cleanSvg(bytes);
    return drawing === null ? null : { src, alt, files: new Map([[src, Buffer.from(drawing.svg)]]) };
  }
  const image = what?.kind === 'image' ? await readyImage(bytes, what) : null;
  if (image === null) return null;
  const copies = image.variants.map((copy) => [`${stem}.w${copy.width}.webp`, copy.bytes] as const);
  return { src, alt, files: new Map([[src, image.bytes], ...copies]) };
}
