import { isoDurationToMs } from '../durations.ts';

/** 406: not of the element's type; 407: of the type, but out of its range; 0: good (RTE 3.1.7). */
type TypeVerdict = 0 | 406 | 407;

/** Checks the text of one value. */
export type TypeCheck = (value: string) => TypeVerdict;

const REAL = /^-?\d{1,10}(?:\.\d{1,18})?$/;
const TIMESTAMP =
  /^(?:19[7-9]\d|20[0-2]\d|203[0-8])(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01])(?:T(?:[01]\d|2[0-3])(?::[0-5]\d(?::[0-5]\d(?:\.\d{1,2}(?:Z|[+-](?:[01]\d|2[0-3])(?::[0-5]\d)?)?)?)?)?)?)?)?$/;
/** A tag of RFC 5646: a letter or digit alone stands before what it introduces (`en-x-field`). */
const LANGUAGE = /^[A-Za-z]{1,8}(?:(?:-[A-Za-z0-9])?-[A-Za-z0-9]{2,8})*$/;
const LANGUAGE_DELIMITER = /^\{lang=([^}]*)\}/;
/** A delimiter of the standard that is misspelt or out of its place; other braces are text. */
const STRAY_DELIMITER = /^\{\s*(?:lang|language|case_matters|order_matters)\b/i;
/** Characters of RFC 3986, letters of other scripts and percent-encoded octets; `[` and `]` delimit lists in SCORM. */
const URI_TEXT = /^(?:[A-Za-z0-9\-._~:/?#@!$&'()*+,;=]|%[0-9A-Fa-f]{2}|[^\p{ASCII}\p{Z}\p{C}])+$/u;
const URN = /^urn:[A-Za-z0-9][A-Za-z0-9-]{0,31}:\S+$/i;
const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*$/;

/**
 * What is taken beyond the smallest permitted maximum (SPM) of a string: the SPM binds an LMS from below only, and a
 * question's text cut out of a report helps nobody.
 */
const SPM_FACTOR = 16;

const verdict = (isGood: boolean): TypeVerdict => (isGood ? 0 : 406);

/** characterstring with its SPM in characters (RTE 4.1.1.1). */
export function characterString(spm: number): TypeCheck {
  return (value) => verdict(value.length <= spm * SPM_FACTOR);
}

/** localized_string_type: text with an optional `{lang=…}` in front (RTE 4.1.1.3). */
export function localizedString(spm: number): TypeCheck {
  return (value) => {
    if (value.length > spm * SPM_FACTOR) return 406;
    if (!/^\{lang\b/.test(value)) return 0;
    const language = LANGUAGE_DELIMITER.exec(value)?.[1];
    return verdict(language !== undefined && LANGUAGE.test(language));
  };
}

/** localized_string_type where the text itself may not begin with another delimiter (RTE 4.1.1.3): comments and descriptions. */
export function localizedText(spm: number): TypeCheck {
  const check = localizedString(spm);
  return (value) => {
    if (check(value) !== 0) return 406;
    return verdict(!STRAY_DELIMITER.test(value.replace(LANGUAGE_DELIMITER, '')));
  };
}

/** language_type, where none ('') is allowed (RTE 4.1.1.2). */
export const languageOrNone: TypeCheck = (value) => verdict(value === '' || LANGUAGE.test(value));

/** real(10,7) in a range (RTE 4.1.1.5). */
export function real(min = -Infinity, max = Infinity): TypeCheck {
  return (value) => {
    if (!REAL.test(value)) return 406;
    return Number(value) < min || Number(value) > max ? 407 : 0;
  };
}

/** Is the text a real(10,7)? */
export function isReal(value: string): boolean {
  return REAL.test(value);
}

/** One word of a vocabulary (state, RTE 4.1.1.6). */
export function vocabulary(...words: readonly string[]): TypeCheck {
  return (value) => verdict(words.includes(value));
}

/** time(second,10,0): ISO 8601 from 1970 to 2038, parts of a second in two digits at most (RTE 4.1.1.7). */
export const timestamp: TypeCheck = (value) => verdict(TIMESTAMP.test(value));

/** timeinterval(second,10,2): ISO 8601 duration (RTE 4.1.1.8). */
export const timeInterval: TypeCheck = (value) => verdict(isoDurationToMs(value) !== null);

/** long_identifier_type, a URI (RTE 4.1.1.4). */
export const longIdentifier: TypeCheck = (value) => verdict(isUri(value, 4000));

/** Is the text a short_identifier_type, a URI (RTE 4.1.1.4)? */
export function isShortIdentifier(value: string): boolean {
  return isUri(value, 250);
}

function isUri(value: string, spm: number): boolean {
  if (value.length > spm * SPM_FACTOR || !URI_TEXT.test(value) || value.split('#').length > 2) return false;
  if (/^urn:/i.test(value)) return URN.test(value);
  const end = value.search(/[:/?#]/);
  if (end < 0 || value[end] !== ':') return true;
  return SCHEME.test(value.slice(0, end)) && /^:[^#]/.test(value.slice(end));
}
