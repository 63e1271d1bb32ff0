const format = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });

/** `{{number score}}`: "1,234.5"; '' for an empty value. */
export function number(value: unknown): string {
  if (value === null || value === undefined || value === '' || !Number.isFinite(Number(value))) return '';
  return format.format(Number(value));
}
