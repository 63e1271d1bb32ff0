import type { Response } from 'express';
import type { BankSource } from '../../standards/module/index.ts';
import { writeCsv } from './exchange/write-csv.ts';
import { writeGift } from './exchange/write-gift.ts';
import { writeQti } from './exchange/write-qti.ts';

const FORMATS = {
  qti21: { type: 'application/zip', ending: 'qti21.zip', write: (bank: BankSource) => writeQti(bank, '2.1') },
  qti30: { type: 'application/zip', ending: 'qti30.zip', write: (bank: BankSource) => writeQti(bank, '3.0') },
  gift: { type: 'text/plain; charset=utf-8', ending: 'gift.txt', write: writeGift },
  csv: { type: 'text/csv; charset=utf-8', ending: 'csv', write: writeCsv },
} as const;

/** Sends a bank as a file that is saved under its own name. */
export async function exportBank(res: Response, bank: BankSource, format: keyof typeof FORMATS): Promise<void> {
  const { type, ending, write } = FORMATS[format];
  const bytes = Buffer.from(await write(bank));
  res.set({
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="${bank.id}.${ending}"`,
    'Content-Length': String(bytes.length),
    'Cache-Control': 'no-store',
  });
  res.end(bytes);
}
