import mammoth from 'mammoth';
import { LargeWordError, unpackWord } from './unpack-word.ts';

/** `convertToMarkdown` is there, only the package's types leave it out. */
interface MarkdownMaker {
  convertToMarkdown(
    input: { buffer: Buffer },
    options: { convertImage: unknown; externalFileAccess: false },
  ): Promise<{ value: string; messages: unknown[] }>;
}

// Run by readDocument: the path of one Word document comes in, its Markdown goes out, the process ends.
process.once('message', (path) => {
  void read(String(path)).then((said) => process.send?.(said, () => process.exit(0)));
});

/** Pictures of one document, and their bytes together. */
const MOST_PICTURES = 60;
const MOST_BYTES = 20 * 1024 * 1024;

interface Said {
  readonly text: string;
  /** In the order of their numbers; bytes in base64. */
  readonly pictures: readonly { readonly alt: string; readonly base64: string }[];
  /** Pictures that are not among them. */
  readonly left: number;
}

async function read(path: string): Promise<Said | { fault: 'broken' | 'large' }> {
  const pictures: { alt: string; base64: string }[] = [];
  let [left, bytes] = [0, 0];
  // The words of a picture go beside the text: in it they could be anything. `picture:3` stands for it.
  const convertImage = mammoth.images.imgElement(async (image) => {
    // A part that is not there throws at once, one outside of the document later.
    const base64 = await Promise.resolve()
      .then(() => image.readAsBase64String())
      .catch(() => '');
    const own = base64.length * 0.75;
    if (base64 === '' || pictures.length >= MOST_PICTURES || bytes + own > MOST_BYTES) {
      left += 1;
      return { src: '', alt: '' };
    }
    bytes += own;
    const alt = 'altText' in image && typeof image.altText === 'string' ? image.altText : '';
    pictures.push({ alt, base64 });
    return { src: `picture:${pictures.length - 1}`, alt: '' };
  });
  try {
    if (!makesMarkdown(mammoth)) return { fault: 'broken' };
    const { value } = await mammoth.convertToMarkdown(
      { buffer: await unpackWord(path) },
      { convertImage, externalFileAccess: false },
    );
    // Anchors of bookmarks come as HTML; a picture without its file is nothing.
    const text = value.replace(/<a id="[^"]*"><\/a>/g, '').replace(/!\[[^\]]*\]\(\)/g, '');
    return { text, pictures, left };
  } catch (error) {
    if (error instanceof LargeWordError) return { fault: 'large' };
    if (error instanceof Error) return { fault: 'broken' };
    throw error;
  }
}

function makesMarkdown(module: object): module is MarkdownMaker {
  return 'convertToMarkdown' in module;
}
