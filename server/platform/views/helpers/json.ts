import Handlebars from 'handlebars';

const ESCAPES: Record<string, string> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

/** `{{json data}}` inside `<script type="application/json">`: nothing in it can end the element. */
export function json(value: unknown): Handlebars.SafeString {
  const text = JSON.stringify(value ?? null).replaceAll(/[<>&\u2028\u2029]/g, (letter) => ESCAPES[letter] ?? '');
  return new Handlebars.SafeString(text);
}
