import type { Response } from 'express';

/** Sends a document that the browser may show or keep; `name` has no ending. */
export function sendPdf(res: Response, pdf: Buffer, name: string): void {
  res.set({
    'Content-Type': 'application/pdf',
    'Content-Length': String(pdf.length),
    'Content-Disposition': `inline; filename="${name.replaceAll(/[^A-Za-z0-9-]/g, '-')}.pdf"`,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  res.end(pdf);
}
