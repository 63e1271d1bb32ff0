/** Spanish by its English. */
export const officer: Readonly<Record<string, string>> = {};
