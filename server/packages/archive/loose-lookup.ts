import { foldName } from './zip-names.ts';

/** Finds the value of a path: exactly, else whatever the case, the Unicode form or a `%20` left in the file's name. */
export type LooseLookup<T> = (path: string) => { readonly value: T; readonly isExact: boolean } | null;

/** Packages are made where case does not matter and played where it does; the first of two alike names wins. */
export function createLooseLookup<T>(values: ReadonlyMap<string, T>): LooseLookup<T> {
  const loose = new Map<string, T>();
  for (const [path, value] of values) {
    const key = looseName(path);
    if (!loose.has(key)) loose.set(key, value);
  }
  return (path) => {
    const exact = values.get(path);
    if (exact !== undefined) return { value: exact, isExact: true };
    const near = loose.get(looseName(path));
    return near === undefined ? null : { value: near, isExact: false };
  };
}

function looseName(path: string): string {
  return foldName(decodePath(path) ?? path);
}

/** A percent-encoded path in clear; null when the encoding is broken. */
export function decodePath(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}
