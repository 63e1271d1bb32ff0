import { readFile } from 'node:fs/promises';

// Run by countPages: the path of one PDF comes in, the number of its pages goes out, the process ends.
process.once('message', (path) => {
  void inspect(String(path)).then((said) => process.send?.(said, () => process.exit(0)));
});

async function inspect(path: string): Promise<{ pages: number } | { fault: 'locked' | 'broken' }> {
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  try {
    const data = new Uint8Array(await readFile(path));
    const task = getDocument({
      data,
      verbosity: VerbosityLevel.ERRORS,
      isEvalSupported: false,
      enableXfa: false,
      useSystemFonts: false,
    });
    const document = await task.promise;
    // The first page is read, so that a file with nothing but a number of pages is refused here and not before the officer.
    await document.getPage(1);
    return { pages: document.numPages };
  } catch (error) {
    return { fault: error instanceof Error && error.name === 'PasswordException' ? 'locked' : 'broken' };
  }
}
