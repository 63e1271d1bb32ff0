import type { PackageIssue } from './course-structure.ts';
import type { XmlElement } from './xml-element.ts';

/** Child elements with this local name; namespaces are not compared, because packages write them wrongly. */
export function childrenNamed(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/** First child element with this local name. */
export function childNamed(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name === name);
}

/** Value of an attribute by its local name, an unprefixed one first; undefined where absent. */
export function attributeOf(element: XmlElement, name: string): string | undefined {
  const named = element.attributes.filter((attribute) => attribute.name === name);
  return (named.find((attribute) => attribute.namespace === '') ?? named[0])?.value;
}

/** `xml:base` of an element, '' where absent (XML Base 3). */
export function baseOf(element: XmlElement): string {
  return (
    element.attributes.find((one) => one.name === 'base' && one.namespace === 'http://www.w3.org/XML/1998/namespace')
      ?.value ?? ''
  ).trim();
}

/** White space at the ends gone, white space inside collapsed to one blank. */
export function collapse(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** `%XX` sequences as characters; text that is no valid encoding stays as written. */
export function decodePercent(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

/** An identifier or reference of a manifest as it is compared: decoded, collapsed, its case kept. */
export function identifierText(text: string | undefined): string {
  return collapse(decodePercent(text ?? ''));
}

/** Text of a child element, collapsed; null where the child is absent. */
export function childText(element: XmlElement, name: string): string | null {
  const child = childNamed(element, name);
  return child === undefined ? null : collapse(child.text);
}

/** A finding about one element, with its line. */
export function issueAt(
  element: XmlElement,
  severity: PackageIssue['severity'],
  code: string,
  message: string,
  spec?: string,
): PackageIssue {
  return {
    severity,
    code,
    message,
    path: `imsmanifest.xml/${element.name}`,
    line: element.line,
    ...(spec && { spec }),
  };
}
