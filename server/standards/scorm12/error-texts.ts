const TEXTS: Readonly<Record<string, string>> = {
  0: 'No error',
  101: 'General Exception',
  201: 'Invalid argument error',
  202: 'Element cannot have children',
  203: 'Element not an array - Cannot have count',
  301: 'Not initialized',
  401: 'Not implemented error',
  402: 'Invalid set value, element is a keyword',
  403: 'Element is read only',
  404: 'Element is write only',
  405: 'Incorrect Data Type',
};

/** LMSGetErrorString (RTE 3.3.3): the standard's words for an error code as the SCO passes it, '' for any other text. */
export function errorText(code: string): string {
  return Object.hasOwn(TEXTS, code) ? (TEXTS[code] ?? '') : '';
}
