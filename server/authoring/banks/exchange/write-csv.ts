import { stringify } from 'csv-stringify/sync';
import type { BankItem, BankSource } from '../../../standards/module/index.ts';
import { escapeFormula, ITEM_COLUMNS, OPTION_COLUMNS } from './csv-columns.ts';

/** A bank as a sheet with a byte order mark, a row for each item; a cell that a spreadsheet would take for a formula is escaped. */
export function writeCsv({ items }: BankSource): string {
  return stringify(
    items.map((item) => cellsOf(item).map(escapeFormula)),
    { bom: true, header: true, columns: [...ITEM_COLUMNS], record_delimiter: 'windows', quote_record_delimiter: true },
  );
}

function cellsOf({
  id,
  objective,
  kind,
  difficulty,
  tags,
  prompt,
  options,
  rationale = '',
  retired,
}: BankItem): string[] {
  return [
    id,
    objective,
    kind,
    difficulty ?? '',
    tags.join(', '),
    prompt.trimEnd(),
    ...OPTION_COLUMNS.flatMap((_, at) => [options[at]?.text ?? '', (options[at]?.why ?? '').trimEnd()]),
    String(options.findIndex(({ correct }) => correct) + 1),
    rationale.trimEnd(),
    retired ? 'yes' : '',
    options.map((option) => option.id).join(' '),
  ];
}
