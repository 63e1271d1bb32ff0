import { INK, INK_SOFT, LINE, type Sheet } from './sheet.ts';

/** Where the text of a page begins and ends. */
export interface Frame {
  readonly left: number;
  readonly width: number;
  readonly top: number;
  readonly bottom: number;
}

/** A column and the share of the width that it takes; shares sum up to 1. */
export interface Column {
  readonly title: string;
  readonly share: number;
}

const PAD = 6;
const HEAD = { face: 'strong', size: 8, color: INK_SOFT } as const;
const BODY = { size: 9, color: INK } as const;

/** Writes a tagged table from `y` on, over as many pages as it takes, its head again on each; returns the y below it. */
export function writeTable(
  sheet: Sheet,
  frame: Frame,
  y: number,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): number {
  const { doc } = sheet;
  const table = doc.struct('Table');
  sheet.root.add(table);
  const widthOf = (share: number): number => share * frame.width - PAD;

  function row(cells: readonly string[], top: number, tag: 'TH' | 'TD'): number {
    const style = tag === 'TH' ? HEAD : BODY;
    const element = doc.struct('TR');
    table.add(element);
    let x = frame.left;
    let below = top;
    columns.forEach(({ share }, place) => {
      const at = [x, top] as const;
      // The first cell of a row names it.
      const cell = sheet.write(
        tag,
        cells[place] ?? '',
        at,
        { ...style, width: widthOf(share), ...(tag === 'TD' && place === 0 && { face: 'strong' }) },
        element,
      );
      below = Math.max(below, cell);
      x += share * frame.width;
    });
    element.end();
    sheet.decorate((page) =>
      page
        .moveTo(frame.left, below + 3)
        .lineTo(frame.left + frame.width, below + 3)
        .lineWidth(0.5)
        .stroke(LINE),
    );
    return below + 8;
  }

  const heightOf = (cells: readonly string[]): number =>
    Math.max(
      ...columns.map(({ share }, place) =>
        sheet.heightOf(cells[place] ?? '', { ...BODY, face: 'strong', width: widthOf(share) }),
      ),
    );
  const titles = columns.map(({ title }) => title);
  let at = row(titles, y, 'TH');
  for (const cells of rows) {
    if (at + heightOf(cells) > frame.bottom) {
      doc.addPage();
      at = row(titles, frame.top, 'TH');
    }
    at = row(cells, at, 'TD');
  }
  table.end();
  return at;
}
