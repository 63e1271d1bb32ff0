/** Places of the parts of a bar that is 100 wide, one unit between them. */
export function barParts(parts: readonly { readonly tone: string; readonly count: number }[]) {
  const shown = parts.filter(({ count }) => count > 0);
  const total = shown.reduce((sum, { count }) => sum + count, 0);
  const room = 100 - (shown.length - 1);
  let x = 0;
  return shown.map(({ tone, count }) => {
    const width = Math.round((count / total) * room * 100) / 100;
    const part = { tone, x, width };
    x += width + 1;
    return part;
  });
}
