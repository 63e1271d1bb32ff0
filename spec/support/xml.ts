import { readXml } from '../../server/packages/manifest/read-xml.ts';
import type { XmlElement } from '../../server/standards/index.ts';

/** The root element of a document, as an import would read it. Throws what the import would say. */
export function parseXml(bytes: Uint8Array | string): XmlElement {
  const reading = readXml(typeof bytes === 'string' ? Buffer.from(bytes) : bytes);
  if ('issue' in reading) throw new Error(`${reading.issue.code}: ${reading.issue.message}`);
  return reading.root;
}
