import type { XmlElement } from '../../../server/standards/index.ts';

/** An element that a mutation may change; names carry their prefix. */
export interface XmlTree {
  name: string;
  attributes: [string, string][];
  children: (XmlTree | string)[];
}

const PREFIXES: Readonly<Record<string, string>> = {
  'http://www.w3.org/XML/1998/namespace': 'xml:',
  'http://www.w3.org/2001/XMLSchema-instance': 'xsi:',
  'http://www.adlnet.org/xsd/adlcp_rootv1p2': 'adlcp:',
  'http://www.adlnet.org/xsd/adlcp_v1p3': 'adlcp:',
  'http://www.adlnet.org/xsd/adlseq_v1p3': 'adlseq:',
  'http://www.adlnet.org/xsd/adlnav_v1p3': 'adlnav:',
  'http://www.imsglobal.org/xsd/imsss': 'imsss:',
};

/** A read document as a tree whose root declares every namespace that the standards use. */
export function treeOf(root: XmlElement): XmlTree {
  const tree = convert(root);
  const is12 = JSON.stringify(root.namespace).includes('imsproject');
  tree.attributes.push(
    ['xmlns', root.namespace],
    ['xmlns:xsi', 'http://www.w3.org/2001/XMLSchema-instance'],
    ['xmlns:adlcp', is12 ? 'http://www.adlnet.org/xsd/adlcp_rootv1p2' : 'http://www.adlnet.org/xsd/adlcp_v1p3'],
    ['xmlns:adlseq', 'http://www.adlnet.org/xsd/adlseq_v1p3'],
    ['xmlns:adlnav', 'http://www.adlnet.org/xsd/adlnav_v1p3'],
    ['xmlns:imsss', 'http://www.imsglobal.org/xsd/imsss'],
  );
  return tree;
}

function convert(element: XmlElement): XmlTree {
  return {
    name: (PREFIXES[element.namespace] ?? '') + element.name,
    attributes: element.attributes.map(({ name, namespace, value }) => [(PREFIXES[namespace] ?? '') + name, value]),
    children: element.children.length > 0 ? element.children.map(convert) : [element.text],
  };
}

/** All elements below and with `root`, each with the one that holds it. */
export function allElements(root: XmlTree): { element: XmlTree; parent: XmlTree | null }[] {
  const found: { element: XmlTree; parent: XmlTree | null }[] = [{ element: root, parent: null }];
  for (let at = 0; at < found.length; at += 1) {
    const element = found[at]?.element;
    for (const child of element?.children ?? []) {
      if (typeof child !== 'string' && element !== undefined) found.push({ element: child, parent: element });
    }
  }
  return found;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string => text.replaceAll(/[&<>"]/g, (letter) => ESCAPES[letter] ?? letter);

/** The text of a tree, without a declaration. Names and values are written as they are, so a document may be broken. */
export function writeTree({ name, attributes, children }: XmlTree): string {
  const written = attributes.map(([key, value]) => ` ${key}="${escape(value)}"`).join('');
  const inside = children.map((child) => (typeof child === 'string' ? escape(child) : writeTree(child))).join('');
  return inside === '' ? `<${name}${written}/>` : `<${name}${written}>${inside}</${name}>`;
}

/** A copy that shares nothing. */
export function copyTree({ name, attributes, children }: XmlTree): XmlTree {
  return {
    name,
    attributes: attributes.map(([key, value]) => [key, value]),
    children: children.map((child) => (typeof child === 'string' ? child : copyTree(child))),
  };
}
