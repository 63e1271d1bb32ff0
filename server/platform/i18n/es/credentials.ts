/** Spanish by its English. */
export const credentials: Readonly<Record<string, string>> = {};
