import { XmlDocument, XmlElement as LibElement } from 'libxml2-wasm';
import type { XmlElement } from '../../server/standards/xml-element.ts';

function convert(node: LibElement): XmlElement {
  const children: XmlElement[] = [];
  for (let child = node.firstChild; child !== null; child = child.next) {
    if (child instanceof LibElement) children.push(convert(child));
  }
  return {
    name: node.name,
    namespace: node.namespaceUri,
    attributes: node.attrs.map(({ name, namespaceUri, value }) => ({ name, namespace: namespaceUri, value })),
    children,
    text: node.content,
    line: node.line,
  };
}

/** The root element of a document, as the standards take it. Throws what libxml2 says of bytes that are not well-formed. */
export function parseXml(bytes: Uint8Array | string): XmlElement {
  const document = XmlDocument.fromBuffer(typeof bytes === 'string' ? Buffer.from(bytes) : bytes);
  try {
    return convert(document.root);
  } finally {
    document.dispose();
  }
}
