/** `{{#if (eq state 'draft')}}`: the same value, without conversion. */
export function eq(left: unknown, right: unknown): boolean {
  return left === right;
}
