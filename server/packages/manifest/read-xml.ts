import {
  ParseOption,
  XmlCData,
  XmlDocument,
  XmlElement as LibElement,
  type XmlNode,
  XmlParseError,
  XmlText,
  XmlTreeNode,
} from 'libxml2-wasm';
import type { PackageIssue, XmlElement } from '../../standards/index.ts';
import { decodeXml, lineOfDoctype } from './decode-xml.ts';

/** Bytes of the largest manifest that is read. */
export const MANIFEST_LIMIT = 20 * 1024 * 1024;
/** A manifest of this many elements describes no course that a person could take. */
const ELEMENT_LIMIT = 600_000;
/** No entities, no files, no network: what a document says stays what its own bytes say. */
const OPTIONS = [
  ParseOption.XML_PARSE_NO_XXE,
  ParseOption.XML_PARSE_NONET,
  ParseOption.XML_PARSE_NO_SYS_CATALOG,
  ParseOption.XML_PARSE_NOCDATA,
  ParseOption.XML_PARSE_BIG_LINES,
].reduce((all, one) => all | one);

/** The root element of an XML file, or the one issue that kept it from being read. */
export type XmlReading = { readonly root: XmlElement } | { readonly issue: PackageIssue };

/** Parses XML without document type, entities or network; `path` names the file in the issue. */
export function readXml(bytes: Uint8Array, path = 'imsmanifest.xml'): XmlReading {
  const refuse = (code: string, message: string, line?: number): XmlReading => ({
    issue: { severity: 'error', code, message, path, ...(line !== undefined && { line }), spec: 'XML 1.0' },
  });
  if (bytes.length > MANIFEST_LIMIT) {
    const most = MANIFEST_LIMIT / 1024 / 1024;
    return refuse(
      'MANIFEST_TOO_LARGE',
      `The file is larger than ${most} MB. Export the course with a shorter manifest.`,
    );
  }
  const decoded = decodeXml(bytes);
  if (!('text' in decoded)) {
    const message = `The file cannot be read: ${decoded.problem}. Save it as UTF-8 and pack the course again.`;
    return refuse('MANIFEST_ENCODING', message, decoded.line);
  }
  const doctype = lineOfDoctype(decoded.text);
  if (doctype !== null) {
    const message = 'The file has a document type declaration. Remove it: entities and DTDs are not read.';
    return refuse('MANIFEST_DOCTYPE', message, doctype);
  }
  try {
    return parse(decoded.text) ?? refuse('MANIFEST_TOO_LARGE', `The file has more than ${ELEMENT_LIMIT} elements.`);
  } catch (error) {
    if (!(error instanceof XmlParseError)) throw error;
    const { message = error.message, line } = error.details.at(0) ?? {};
    const told = message.trim().replace(/\.$/, '');
    if (told.startsWith('Excessive depth')) {
      return refuse('MANIFEST_TOO_DEEP', 'The elements of the file are nested more than 255 deep.', line);
    }
    const place = line === undefined ? '' : ` at line ${line}`;
    return refuse('MANIFEST_NOT_WELL_FORMED', `The file is not well-formed XML${place}: ${told}.`, line);
  }
}

function parse(text: string): { root: XmlElement } | null {
  const document = XmlDocument.fromString(text, { option: OPTIONS });
  try {
    const counter = { left: ELEMENT_LIMIT };
    const root = convert(document.root, counter);
    return root === null ? null : { root };
  } finally {
    document.dispose();
  }
}

/** A processing instruction does not lead on to what follows it: a parent that has one is asked for all its children at once. */
function childrenOf(node: LibElement): readonly XmlNode[] {
  const found: XmlNode[] = [];
  for (let child: XmlNode | null = node.firstChild; child !== null; child = child.next) {
    if (!(child instanceof XmlTreeNode)) return node.find('node()');
    found.push(child);
  }
  return found;
}

/** Null when there are more elements than allowed. The depth is bounded by the parser (256). */
function convert(node: LibElement, counter: { left: number }): XmlElement | null {
  if ((counter.left -= 1) < 0) return null;
  const children: XmlElement[] = [];
  const pieces: (string | XmlElement)[] = [];
  for (const child of childrenOf(node)) {
    if (child instanceof XmlText || child instanceof XmlCData) pieces.push(child.content);
    if (!(child instanceof LibElement)) continue;
    const converted = convert(child, counter);
    if (converted === null) return null;
    children.push(converted);
    pieces.push(converted);
  }
  return {
    name: node.name,
    namespace: node.namespaceUri,
    attributes: node.attrs.map(({ name, namespaceUri, value }) => ({ name, namespace: namespaceUri, value })),
    children,
    pieces,
    // Joined when asked: joining at every level would copy a large manifest as often as it is deep.
    get text() {
      return pieces.map((piece) => (typeof piece === 'string' ? piece : piece.text)).join('');
    },
    line: node.line,
  };
}
