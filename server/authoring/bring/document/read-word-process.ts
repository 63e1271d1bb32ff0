import mammoth from 'mammoth';
import { LargeWordError, unpackWord } from './unpack-word.ts';

/** `convertToMarkdown` is there, only the package's types leave it out. */
interface MarkdownMaker {
  convertToMarkdown(
    input: { buffer: Buffer },
    options: { convertImage: unknown },
  ): Promise<{ value: string; messages: unknown[] }>;
}

// Run by readDocument: the path of one Word document comes in, its Markdown goes out, the process ends.
process.once('message', (path) => {
  void read(String(path)).then((said) => process.send?.(said, () => process.exit(0)));
});

async function read(path: string): Promise<{ text: string; pictures: number } | { fault: 'broken' | 'large' }> {
  let pictures = 0;
  const convertImage = mammoth.images.imgElement(async () => {
    pictures += 1;
    return Promise.resolve({ src: '' });
  });
  try {
    if (!makesMarkdown(mammoth)) return { fault: 'broken' };
    const { value } = await mammoth.convertToMarkdown({ buffer: await unpackWord(path) }, { convertImage });
    // Anchors of bookmarks come as HTML; a picture without its file is nothing.
    const text = value.replace(/<a id="[^"]*"><\/a>/g, '').replace(/!\[[^\]]*\]\(\)/g, '');
    return { text, pictures };
  } catch (error) {
    if (error instanceof LargeWordError) return { fault: 'large' };
    if (error instanceof Error) return { fault: 'broken' };
    throw error;
  }
}

function makesMarkdown(module: object): module is MarkdownMaker {
  return 'convertToMarkdown' in module;
}
