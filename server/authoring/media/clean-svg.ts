import type { XmlElement } from '../../standards/index.ts';
import { readXml } from '../../packages/index.ts';
import { escapeXml } from '../build/xml-text.ts';
import { SVG_ATTRIBUTES, SVG_ELEMENTS } from './svg-allowed.ts';

/** A drawing as it may be served, and what was taken out of it, each thing once. */
export interface CleanSvg {
  readonly svg: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly removed: readonly string[];
}

const SVG = 'http://www.w3.org/2000/svg';
const XLINK = 'http://www.w3.org/1999/xlink';
const XML = 'http://www.w3.org/XML/1998/namespace';

/**
 * Writes a drawing anew out of elements and attributes that only draw: no script, no event, no style sheet, no foreign content, no
 * address but of a part of the same file. Null where the file is no drawing, or has a document type or entities.
 */
export function cleanSvg(bytes: Buffer): CleanSvg | null {
  const read = readXml(bytes, 'drawing');
  if (!('root' in read) || read.root.name !== 'svg' || ![SVG, ''].includes(read.root.namespace)) return null;
  const removed = new Set<string>();
  const { root } = read;
  const inner = write(root, removed, true);
  return { svg: `${inner}\n`, ...sizeOf(root), removed: [...removed].sort() };
}

function write(element: XmlElement, removed: Set<string>, isRoot = false): string {
  const attributes = element.attributes.flatMap((one) => {
    const written = attributeOf(one, removed);
    return written === null ? [] : [written];
  });
  const inner = element.pieces
    .map((piece) => {
      if (typeof piece === 'string') return escapeXml(piece);
      if ([SVG, ''].includes(piece.namespace) && SVG_ELEMENTS.has(piece.name)) return write(piece, removed);
      removed.add(`<${piece.name.slice(0, 40)}>`);
      return '';
    })
    .join('');
  const start = [element.name, ...(isRoot ? [`xmlns="${SVG}"`] : []), ...attributes].join(' ');
  return inner === '' ? `<${start}/>` : `<${start}>${inner}</${element.name}>`;
}

function attributeOf(
  { name, namespace, value }: XmlElement['attributes'][number],
  removed: Set<string>,
): string | null {
  const isLink = name === 'href' && ['', XLINK].includes(namespace);
  if (isLink && /^#[A-Za-z_][\w.-]*$/.test(value.trim())) return `href="${value.trim()}"`;
  if (name === 'space' && namespace === XML) return `xml:space="${value === 'preserve' ? 'preserve' : 'default'}"`;
  if (namespace === '' && name === 'style') return styleOf(value, removed);
  if (namespace === '' && SVG_ATTRIBUTES.has(name) && isHarmless(value)) return `${name}="${escapeXml(value)}"`;
  // Notes of drawing programs are no loss that anybody needs to hear of.
  if (namespace === '' || isLink) removed.add(isLink ? 'links and pictures from elsewhere' : name.slice(0, 40));
  return null;
}

/** A style attribute with its properties that are attributes too. */
function styleOf(style: string, removed: Set<string>): string | null {
  const kept = style.split(';').flatMap((rule) => {
    const at = rule.indexOf(':');
    const [name, value] =
      at < 0 ? [rule.trim(), ''] : [rule.slice(0, at).trim().toLowerCase(), rule.slice(at + 1).trim()];
    if (name === '') return [];
    if (SVG_ATTRIBUTES.has(name) && isHarmless(value)) return [`${name}:${value}`];
    // Programs write properties of their own with a prefix; that they go changes nothing.
    if (!name.startsWith('-')) removed.add(`style ${name.slice(0, 40)}`);
    return [];
  });
  return kept.length === 0 ? null : `style="${escapeXml(kept.join(';'))}"`;
}

/** A value names nothing outside of the file and hides nothing behind an escape of CSS. */
function isHarmless(value: string): boolean {
  if (/[\\<]|\/\*|@|javascript|expression|data:/i.test(value)) return false;
  const addresses = [...value.matchAll(/url\s*\(([^)]*)\)?/gi)].map(([, address = '']) => address.trim());
  return addresses.every((address) => /^["']?#[A-Za-z_][\w.-]*["']?$/.test(address));
}

function sizeOf(root: XmlElement): { width: number | null; height: number | null } {
  const attribute = (wanted: string): string => root.attributes.find(({ name }) => name === wanted)?.value ?? '';
  const [, , width, height] = attribute('viewBox')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const pixels = [width, height].map((side) =>
    side !== undefined && Number.isFinite(side) && side > 0 && side < 100_000 ? Math.round(side) : null,
  );
  return { width: pixels[0] ?? null, height: pixels[1] ?? null };
}
