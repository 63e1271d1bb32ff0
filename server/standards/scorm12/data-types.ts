import { timespanToMs } from '../durations.ts';

/** Says whether a value is of a type of the SCORM 1.2 data model (RTE 3.4.1). */
export type TypeCheck = (value: string) => boolean;

const DECIMAL = /^-?(?:\d+(?:\.\d*)?|\.\d+)$/;
const INTEGER = /^-?\d{1,5}$/;
const TIME_OF_DAY = /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,2})?$/;
/** No white space and nothing unprintable. */
const IDENTIFIER = /^[^\s\p{C}]{1,255}$/u;

/** CMIString255 and CMIString4096: any text up to so many characters. */
export function stringUpTo(length: number): TypeCheck {
  return (value) => value.length <= length;
}

/** CMIVocabulary: one of the words, case as written. */
export function vocabulary(...words: readonly string[]): TypeCheck {
  return (value) => words.includes(value);
}

/** CMIDecimal within a range; with no range any decimal. */
export function decimal(low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY): TypeCheck {
  return (value) => DECIMAL.test(value) && Number(value) >= low && Number(value) <= high;
}

/** CMISInteger within a range. */
export function integer(low: number, high: number): TypeCheck {
  return (value) => INTEGER.test(value) && Number(value) >= low && Number(value) <= high;
}

/** CMIBlank or the other type. */
export function orBlank(check: TypeCheck): TypeCheck {
  return (value) => value === '' || check(value);
}

/** CMITimespan, `HHHH:MM:SS.SS` with two to four digits of hours. */
export const isTimespan: TypeCheck = (value) => timespanToMs(value) !== null;

/** CMITime, a time of day `HH:MM:SS.SS`. */
export const isTimeOfDay: TypeCheck = (value) => TIME_OF_DAY.test(value);

/** CMIIdentifier: 1 to 255 characters without white space. */
export const isIdentifier: TypeCheck = (value) => IDENTIFIER.test(value);

/** An item of a list in a response: the standard says one character, every authoring tool writes words. */
const RESPONSE_ITEM = String.raw`[^\s,.{}]{1,255}`;
const LIST = new RegExp(String.raw`^\{?(?:${RESPONSE_ITEM}(?:, ?${RESPONSE_ITEM})*)?\}?$`);
const PAIRS = new RegExp(
  String.raw`^\{?(?:${RESPONSE_ITEM}\.${RESPONSE_ITEM}(?:, ?${RESPONSE_ITEM}\.${RESPONSE_ITEM})*)?\}?$`,
);
const MAX_LIST = 4096;

const FEEDBACK: Readonly<Record<string, TypeCheck>> = {
  'true-false': (value) => /^(?:[01tf]|true|false)?$/i.test(value),
  choice: (value) => value.length <= MAX_LIST && LIST.test(value),
  'fill-in': stringUpTo(255),
  numeric: orBlank(decimal()),
  likert: (value) => /^[^\s\p{C}]{0,255}$/u.test(value),
  matching: (value) => value.length <= MAX_LIST && PAIRS.test(value),
  performance: stringUpTo(255),
  sequencing: (value) => value.length <= MAX_LIST && LIST.test(value),
};

/** The interaction types of SCORM 1.2 (RTE 3.4.3.10). */
export const INTERACTION_TYPES: readonly string[] = Object.keys(FEEDBACK);

/** CMIFeedback: a response or a pattern by the interaction's type; before the type is known, any text that one could take. */
export function isFeedback(type: string | undefined, value: string): boolean {
  const check = type === undefined || !Object.hasOwn(FEEDBACK, type) ? undefined : FEEDBACK[type];
  return (check ?? stringUpTo(MAX_LIST))(value);
}
