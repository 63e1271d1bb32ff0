/** `{{plural count 'course' 'courses'}}`: "1 course", "12 courses"; without the third word an s is added. */
export function plural(count: unknown, one: unknown, many?: unknown): string {
  const amount = Number(count);
  const word = amount === 1 ? String(one) : typeof many === 'string' ? many : `${String(one)}s`;
  return `${new Intl.NumberFormat('en-US').format(amount)} ${word}`;
}
