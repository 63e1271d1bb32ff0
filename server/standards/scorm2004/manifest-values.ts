import type { PackageIssue } from '../course-structure.ts';
import { attributeOf, collapse, identifierText, issueAt } from '../manifest-xml.ts';
import type { XmlElement } from '../xml-element.ts';

/** Reads attributes of one manifest and collects what is wrong with them instead of stopping. */
export interface ManifestValues {
  readonly issues: PackageIssue[];
  /** Elements that items may still take over from the sequencing collection. */
  sharedLeft: number;
  /** xs:boolean; the fallback where absent or unreadable. */
  flag(element: XmlElement | undefined, name: string, fallback: boolean, spec: string): boolean;
  /** Decimal within the range; the fallback where absent or unreadable. */
  decimal(element: XmlElement | undefined, name: string, fallback: number, range: NumberRange): number;
  /** One of the words; the fallback where absent or unknown. */
  word<T extends string>(
    element: XmlElement | undefined,
    name: string,
    fallback: T,
    words: readonly T[],
    spec: string,
  ): T;
  /** A word that must be there: null (and an issue) where it is absent or unknown. */
  requiredWord(
    element: XmlElement | undefined,
    owner: XmlElement,
    name: string,
    words: readonly string[],
    spec: string,
  ): string | null;
}

/** Smallest and largest value and the paragraph that says so. */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
  readonly isInteger?: boolean;
  readonly spec: string;
}

/** A collection of 150 KB that 1,000 items refer to became 170 MB; no course takes over a hundredth of this. */
const SHARED_ELEMENTS = 100_000;
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;

/** A reader of attribute values that writes its findings into `issues`. */
export function manifestValues(issues: PackageIssue[]): ManifestValues {
  const unknownWord = (
    element: XmlElement,
    name: string,
    text: string,
    words: readonly string[],
    spec: string,
  ): void => {
    const message = `"${text}" is not a value of ${name}; it is one of ${words.join(', ')}. It is left out.`;
    issues.push(issueAt(element, 'warning', 'MANIFEST_UNKNOWN_WORD', message, spec));
  };
  return {
    issues,
    sharedLeft: SHARED_ELEMENTS,
    flag(element, name, fallback, spec) {
      const text = trimmed(element, name);
      if (element === undefined || text === null) return fallback;
      if (text === 'true' || text === '1') return true;
      if (text === 'false' || text === '0') return false;
      const message = `${name} is "${text}"; it must be true or false. ${String(fallback)} is used.`;
      issues.push(issueAt(element, 'warning', 'MANIFEST_BAD_BOOLEAN', message, spec));
      return fallback;
    },
    decimal(element, name, fallback, range) {
      const text = trimmed(element, name);
      if (element === undefined || text === null) return fallback;
      return decimalIn(text, range) ?? reportNumber(issues, element, name, text, fallback, range);
    },
    word(element, name, fallback, words, spec) {
      const text = trimmed(element, name);
      if (element === undefined || text === null) return fallback;
      const known = words.find((word) => word === text);
      if (known === undefined) unknownWord(element, name, text, words, spec);
      return known ?? fallback;
    },
    requiredWord(element, owner, name, words, spec) {
      const text = trimmed(element, name);
      if (element === undefined || text === null) {
        const message = `${owner.name} has no ${name}; it is left out.`;
        issues.push(issueAt(owner, 'warning', 'MANIFEST_VALUE_MISSING', message, spec));
        return null;
      }
      if (words.includes(text)) return text;
      unknownWord(element, name, text, words, spec);
      return null;
    },
  };
}

/** Decimal of an element's text, checked like an attribute. */
export function decimalText(values: ManifestValues, element: XmlElement, fallback: number, range: NumberRange): number {
  const text = collapse(element.text);
  return decimalIn(text, range) ?? reportNumber(values.issues, element, element.name, text, fallback, range);
}

/** An identifier attribute as it is compared; null where absent or empty. */
export function identifierAttribute(element: XmlElement, name: string): string | null {
  const text = identifierText(attributeOf(element, name));
  return text === '' ? null : text;
}

function trimmed(element: XmlElement | undefined, name: string): string | null {
  const text = element === undefined ? undefined : attributeOf(element, name);
  return text === undefined ? null : text.trim();
}

function decimalIn(text: string, range: NumberRange): number | null {
  const value = DECIMAL.test(text) ? Number(text) : Number.NaN;
  const isGood = value >= range.min && value <= range.max && (range.isInteger !== true || Number.isInteger(value));
  return isGood ? value : null;
}

function reportNumber(
  issues: PackageIssue[],
  element: XmlElement,
  name: string,
  text: string,
  fallback: number,
  range: NumberRange,
): number {
  const kind = range.isInteger === true ? 'a whole number' : 'a number';
  const limits = Number.isFinite(range.max) ? `from ${range.min} to ${range.max}` : `not below ${range.min}`;
  const message = `${name} is "${text}"; it must be ${kind} ${limits}. ${fallback} is used.`;
  issues.push(issueAt(element, 'warning', 'MANIFEST_BAD_NUMBER', message, range.spec));
  return fallback;
}
