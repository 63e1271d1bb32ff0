import type { XmlElement } from '../../../standards/index.ts';
import { escapeXml } from '../../build/xml-text.ts';

/** The editions of QTI that are written; both are read. */
export type QtiEdition = '2.1' | '3.0';

/** `simpleChoice` of QTI 2.1 is `qti-simple-choice` in 3.0, attributes `maxChoices` are `max-choices`. */
const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** True where an element is the one of this name in QTI 2.1 or 3.0. */
export function isQti({ name }: XmlElement, wanted: string): boolean {
  return name === wanted || name === `qti-${kebab(wanted)}`;
}

/** Value of an attribute by its name in QTI 2.1; '' where it is absent. */
export function qtiAttribute(element: XmlElement, wanted: string): string {
  return element.attributes.find(({ name }) => name === wanted || name === kebab(wanted))?.value ?? '';
}

/** All elements of a name below an element, in the order of the document. */
export function qtiBelow(element: XmlElement, wanted: string): XmlElement[] {
  return element.children.flatMap((child) => [...(isQti(child, wanted) ? [child] : []), ...qtiBelow(child, wanted)]);
}

/** Writes elements of an edition by their names in QTI 2.1; `content` is XML already. */
export type QtiTag = (name: string, attributes?: Readonly<Record<string, string>>, ...content: string[]) => string;

/** A writer of elements for an edition. */
export function qtiTags(edition: QtiEdition): QtiTag {
  const element = (name: string): string => (edition === '2.1' ? name : `qti-${kebab(name)}`);
  const attribute = (name: string): string => (edition === '2.1' || name === 'xmlns' ? name : kebab(name));
  return (name, attributes = {}, ...content) => {
    const written = Object.entries(attributes).map(([key, value]) => ` ${attribute(key)}="${xmlText(value)}"`);
    const inner = content.join('');
    const tag = element(name);
    return inner === '' ? `<${tag}${written.join('')}/>` : `<${tag}${written.join('')}>${inner}</${tag}>`;
  };
}

// XML 1.0, 2.2: what is no character of a document cannot be escaped either.
const NO_CHARACTER = /(?![\t\n\r\u007f-\u009f])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu;

/** Text for XML; what XML 1.0 knows no way to write becomes a replacement sign. */
export function xmlText(text: string): string {
  return escapeXml(text.replaceAll(NO_CHARACTER, '\ufffd'));
}
