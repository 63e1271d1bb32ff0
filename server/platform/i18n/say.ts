import { spanish } from './es/index.ts';

/** Languages of the officer's pages. */
export const LOCALES = ['en', 'es'] as const;

/** See {@link LOCALES}. */
export type Locale = (typeof LOCALES)[number];

/** What fills the places of a sentence: of a list each word is said in the language of the sentence. */
type Values = Readonly<Record<string, string | number | readonly string[]>>;

/** The locale of a stored or asked-for text; English for any other. */
export function localeOf(text: string): Locale {
  return text === 'es' ? 'es' : 'en';
}

/**
 * A sentence in the language of the reader: the English one is its own key, `{name}` stands for a value. A sentence without a
 * translation stays English; a spec finds those of the officer's pages.
 */
export function say(locale: Locale, english: string, values: Values = {}): string {
  const sentence = locale === 'es' ? (spanish[english] ?? english) : english;
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name] ?? whole;
    return typeof value === 'object' ? value.map((word) => say(locale, word)).join(', ') : String(value);
  });
}

/** `en-US` or `es-US`: for dates and numbers. */
export function formatLocale(locale: Locale): string {
  return `${locale}-US`;
}
