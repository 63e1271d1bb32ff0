// The types know the default export only.
// oxlint-disable-next-line import/no-named-as-default
import PDFDocument from 'pdfkit';
import { fontFile, runsOf, type Face } from './fonts.ts';

/** Colours of print: those of the pages, in light. */
export const INK = '#101c30';
export const INK_SOFT = '#4a5b78';
export const LINE = '#c9d1dd';
export const BUS = '#ffc72e';
export const BRICK = '#a72c22';
export const PAPER = '#ffffff';

/** What a document says of itself; `at` makes the same document the same bytes. */
export interface SheetOptions {
  readonly title: string;
  readonly author: string;
  readonly subject: string;
  /** `en-US` */
  readonly lang: string;
  readonly at: Date;
  readonly layout: 'portrait' | 'landscape';
  readonly margin: number;
}

/** A text on a page. */
export interface TextStyle {
  readonly face?: Face;
  readonly size: number;
  readonly color?: string;
  readonly width: number;
  readonly lineGap?: number;
}

type Element = PDFKit.PDFStructureElement;

/** Attributes that the type of the library does not know yet. */
const COLUMN: object = { scope: 'Column' };

/**
 * A tagged document: each text is an element of the structure tree in reading order, what only decorates is marked as such.
 * Letters that no embedded font has are shown as an empty box; their text can still be read and copied.
 */
export function createSheet({ title, author, subject, lang, at, layout, margin }: SheetOptions) {
  const doc = new PDFDocument({
    size: 'LETTER',
    layout,
    margin,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang,
    bufferPages: true,
    // Without a first font of its own nothing of the fourteen that are not embedded gets in.
    font: '',
    info: { Title: title, Author: author, Subject: subject, Creator: 'Schoolbeat', CreationDate: at },
  });
  const root = doc.struct('Document', { title, lang });
  doc.addStructure(root);
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise<Buffer>((resolve, reject) => {
    doc.once('end', () => resolve(Buffer.concat(chunks)));
    doc.once('error', reject);
  });

  function use(face: Face, subset: 'latin' | 'latin-ext'): void {
    const { name, bytes } = fontFile(face, subset);
    doc.registerFont(name, bytes);
    doc.font(name);
  }

  /** Sets a text at a place; returns the y below it. */
  function set(text: string, x: number, y: number, style: TextStyle): number {
    const { face = 'text', size, color = INK, width, lineGap = 0 } = style;
    doc.fillColor(color).fontSize(size);
    const runs = runsOf(text);
    runs.forEach((run, place) => {
      use(face, run.subset);
      const options = { width, lineGap, continued: place < runs.length - 1 };
      if (place === 0) doc.text(run.text, x, y, options);
      else doc.text(run.text, options);
    });
    return doc.y;
  }

  return {
    doc,
    root,

    /** Height that a text takes. */
    heightOf(text: string, { face = 'text', size, width, lineGap = 0 }: TextStyle): number {
      use(face, 'latin');
      doc.fontSize(size);
      return doc.heightOfString(text, { width, lineGap });
    },

    /** A text as an element of its own (`H1`, `P`, `TH` …) below `parent`; returns the y below it. */
    write(
      tag: string,
      text: string,
      [x, y]: readonly [number, number],
      style: TextStyle,
      parent: Element = root,
    ): number {
      let below = y;
      const element = doc.struct(tag, tag === 'TH' ? COLUMN : {}, () => {
        below = set(text, x, y, style);
      });
      parent.add(element);
      element.end();
      return below;
    },

    /** Draws something that nobody needs to hear of. */
    decorate(draw: (doc: PDFKit.PDFDocument) => void): void {
      doc.markContent('Artifact', { type: 'Layout' });
      doc.save();
      draw(doc);
      doc.restore();
      doc.endMarkedContent();
    },

    /** Text of no element, such as page numbers. */
    mark(text: string, [x, y]: readonly [number, number], style: TextStyle): void {
      doc.markContent('Artifact', { type: 'Pagination' });
      set(text, x, y, style);
      doc.endMarkedContent();
    },

    /** A picture with the words that stand for it. */
    figure(
      alt: string,
      bbox: readonly [number, number, number, number],
      draw: (doc: PDFKit.PDFDocument) => void,
    ): void {
      const element = doc.struct('Figure', Object.assign({ alt }, { bbox: [...bbox] }), () => {
        doc.save();
        draw(doc);
        doc.restore();
      });
      root.add(element);
      element.end();
    },

    /** Ends the document. */
    end(): Promise<Buffer> {
      root.end();
      doc.end();
      return done;
    },
  };
}

/** See `createSheet`. */
export type Sheet = ReturnType<typeof createSheet>;
