import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { writeSheet } from '../../server/reports/write-sheet.ts';

const CELLS = [
  'two\nlines',
  'an old\rMac',
  'a window\r\nsill',
  '"quoted", and a comma',
  'tab\there; and a semicolon',
  '\u202Etxt.exe\u202C',
  '</script><script>alert(1)</script>',
  '{{constructor}}',
  '',
];

async function written(cells: readonly (string | number | null)[]): Promise<string> {
  const target = new PassThrough();
  const columns = [
    { header: 'No.', value: (row: { readonly at: number }) => row.at },
    { header: 'Text', value: (row: { readonly cell: string | number | null }) => row.cell },
  ];
  const [sheet] = await Promise.all([
    text(target),
    writeSheet(
      columns,
      cells.map((cell, at) => ({ at, cell })),
      target,
    ),
  ]);
  return sheet;
}

describe('a sheet', () => {
  it('reads back as it was written, whatever stands in a cell', async () => {
    const rows = parse(await written(CELLS), { bom: true, record_delimiter: '\r\n' });
    expect(rows.slice(1)).to.deep.equal(CELLS.map((cell, at) => [String(at), cell]));
  });

  it('has every row in one piece for a reader that ends rows at any sign', async () => {
    const rows = parse(await written(CELLS), { bom: true, record_delimiter: ['\r\n', '\n', '\r'] });
    expect(rows).to.have.length(CELLS.length + 1);
  });

  it('escapes what a spreadsheet would take for a formula, and leaves numbers alone', async () => {
    const cells = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1', -1];
    const rows = parse(await written(cells), { bom: true, record_delimiter: '\r\n' });
    expect(rows.slice(1).map((row) => row[1])).to.deep.equal([...cells.slice(0, -1).map((cell) => `'${cell}`), '-1']);
  });
});
