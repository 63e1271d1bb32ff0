/** Spanish by its English. */
export const training: Readonly<Record<string, string>> = {};
