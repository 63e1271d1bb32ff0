/** `{{percent progress}}`: 0 to 1 as "55%"; '' for an empty value. */
export function percent(value: unknown): string {
  if (value === null || value === undefined || value === '' || !Number.isFinite(Number(value))) return '';
  return `${Math.round(Number(value) * 100)}%`;
}
