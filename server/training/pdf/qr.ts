import qrcode from 'qrcode';

/** Draws a QR code (level M) as squares, so that it prints sharply at any size. */
export function drawQr(
  doc: PDFKit.PDFDocument,
  text: string,
  [x, y]: readonly [number, number],
  size: number,
  color: string,
): void {
  const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' });
  const step = size / modules.size;
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.get(row, column)) doc.rect(x + column * step, y + row * step, step, step);
    }
  }
  doc.fill(color);
}
