import type * as pdfjs from 'pdfjs-dist';

type Pdfjs = typeof pdfjs;

/** Where the reader lies in the package. */
const FOLDER = 'assets/pdf/';
/** Pixels of one drawn page and of one picture in it at most: a page may say that it is a mile wide. */
const MOST_PIXELS = 16_000_000;
const LONGEST_MS = 20_000;
const LONGEST_TEXT = 20_000;

/** A document that can draw its pages. */
export interface OpenedDocument {
  /** Draws a page, as wide as wanted, and returns its text; `isDrawn` is false where it cannot be, or not in time. */
  draw(wanted: {
    readonly canvas: HTMLCanvasElement;
    readonly page: number;
    readonly width: number;
  }): Promise<{ isDrawn: boolean; text: string }>;
}

/** Opens a PDF with nothing in it that runs: no scripts, no forms, no links. Null where it cannot be opened. */
export async function openDocument(src: string): Promise<OpenedDocument | null> {
  const base = new URL(FOLDER, document.baseURI);
  const reader: Pdfjs = await import(new URL('pdf.min.mjs', base).href);
  reader.GlobalWorkerOptions.workerSrc = new URL('pdf.worker.min.mjs', base).href;
  const opened = await reader
    .getDocument({
      url: new URL(src, document.baseURI).href,
      standardFontDataUrl: new URL('fonts/', base).href,
      isEvalSupported: false,
      enableXfa: false,
      useWasm: false,
      maxImageSize: MOST_PIXELS,
      canvasMaxAreaInBytes: MOST_PIXELS * 4,
    })
    .promise.catch(() => null);
  if (opened === null) return null;
  let running: pdfjs.RenderTask | null = null;

  return {
    async draw({ canvas, page: number, width }) {
      running?.cancel();
      const page = await opened.getPage(number).catch(() => null);
      if (page === null) return { isDrawn: false, text: '' };
      const viewport = fit(page, width);
      canvas.width = Math.floor(viewport.width);
      canvas.height = Math.floor(viewport.height);
      canvas.style.width = `${Math.floor(width)}px`;
      const task = page.render({ canvas, viewport, annotationMode: reader.AnnotationMode.DISABLE });
      running = task;
      const tooLong = window.setTimeout(() => task.cancel(), LONGEST_MS);
      const isDrawn = await task.promise.then(
        () => true,
        () => false,
      );
      window.clearTimeout(tooLong);
      return { isDrawn, text: await textOf(page) };
    },
  };
}

/** As wide as wanted on this screen, but never more pixels than it may have. */
function fit(page: pdfjs.PDFPageProxy, width: number): pdfjs.PageViewport {
  const plain = page.getViewport({ scale: 1 });
  const wanted = (width * window.devicePixelRatio) / plain.width;
  const most = Math.sqrt(MOST_PIXELS / (plain.width * plain.height));
  return page.getViewport({ scale: Math.min(wanted, most) });
}

/** The words of a page, a line each, for whoever cannot see it. */
async function textOf(page: pdfjs.PDFPageProxy): Promise<string> {
  const content = await page.getTextContent().catch(() => null);
  if (content === null) return '';
  let text = '';
  for (const item of content.items) {
    if (text.length > LONGEST_TEXT) break;
    if ('str' in item) text += item.str + (item.hasEOL ? '\n' : '');
  }
  return text
    .replace(/[ \t]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .trim();
}
