import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';

/** Packages that others wrote, beside the repository; specs that need them are skipped by name where they are absent. */
export const SHARED_PACKAGES = join(import.meta.dirname, '../../../shared/scorm');

/** Whether a file or folder of the shared packages is there. */
export function hasShared(path: string): boolean {
  return existsSync(join(SHARED_PACKAGES, path));
}

/** One entry of a zip written by hand; whatever is not given is made to fit. */
export interface RawEntry {
  readonly name: string | Uint8Array;
  readonly data?: string | Uint8Array;
  readonly method?: number;
  readonly flags?: number;
  /** Upper 16 bits of the external attributes: a Unix mode. */
  readonly mode?: number;
  /** Sizes and checksum that both headers claim. */
  readonly bytes?: number;
  readonly packedBytes?: number;
  readonly crc?: number;
  /** Name and method in the local header, where they differ from the directory's. */
  readonly localName?: string;
  readonly localMethod?: number;
  /** Use the data of the entry before this one again. */
  readonly shareData?: boolean;
}

const UTF8_FLAG = 0x800;

/** A zip archive with any fault that an entry asks for. */
export function rawZip(entries: readonly RawEntry[]): Buffer {
  const parts: Buffer[] = [];
  const lines: Buffer[] = [];
  let end = 0;
  let lastHeader = 0;
  for (const entry of entries) {
    const plain = Buffer.from(entry.data ?? '');
    const packed = (entry.method ?? 8) === 8 ? deflateRawSync(plain) : plain;
    const facts = {
      flags: entry.flags ?? (typeof entry.name === 'string' ? UTF8_FLAG : 0),
      method: entry.method ?? 8,
      crc: entry.crc ?? crc32(plain),
      packedBytes: entry.packedBytes ?? packed.length,
      bytes: entry.bytes ?? plain.length,
    };
    const name = Buffer.from(entry.name);
    if (entry.shareData !== true) {
      const localName = Buffer.from(entry.localName ?? entry.name);
      const header = Buffer.alloc(30);
      header.writeUInt32LE(0x04034b50, 0);
      writeFacts(header, 4, { ...facts, method: entry.localMethod ?? facts.method });
      header.writeUInt16LE(localName.length, 26);
      lastHeader = end;
      parts.push(header, localName, packed);
      end += header.length + localName.length + packed.length;
    }
    const line = Buffer.alloc(46);
    line.writeUInt32LE(0x02014b50, 0);
    line.writeUInt16LE((3 << 8) | 20, 4);
    writeFacts(line, 6, facts);
    line.writeUInt16LE(name.length, 28);
    line.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 38);
    line.writeUInt32LE(lastHeader, 42);
    lines.push(line, name);
  }
  const directory = Buffer.concat(lines);
  const last = Buffer.alloc(22);
  last.writeUInt32LE(0x06054b50, 0);
  last.writeUInt16LE(entries.length, 8);
  last.writeUInt16LE(entries.length, 10);
  last.writeUInt32LE(directory.length, 12);
  last.writeUInt32LE(end, 16);
  return Buffer.concat([...parts, directory, last]);
}

function writeFacts(
  header: Buffer,
  at: number,
  facts: { flags: number; method: number; crc: number; packedBytes: number; bytes: number },
): void {
  header.writeUInt16LE(20, at);
  header.writeUInt16LE(facts.flags, at + 2);
  header.writeUInt16LE(facts.method, at + 4);
  header.writeUInt32LE(facts.crc, at + 10);
  header.writeUInt32LE(facts.packedBytes, at + 14);
  header.writeUInt32LE(facts.bytes, at + 18);
}

/** What a built SCORM 1.2 manifest says. */
export interface ManifestOptions {
  readonly title?: string;
  readonly href?: string;
  /** Further files named by the resource. */
  readonly files?: readonly string[];
  /** XML in front of the manifest element. */
  readonly prolog?: string;
  /** XML inside the resources element. */
  readonly resources?: string;
}

/** A SCORM 1.2 manifest of one SCO. */
export function manifest12(options: ManifestOptions = {}): string {
  const { title = 'Hallway talk', href = 'index.html', files = [], resources = '' } = options;
  const prolog = options.prolog ?? '<?xml version="1.0" encoding="UTF-8"?>';
  const named = [href, ...files].map((file) => `<file href="${file}"/>`).join('\n');
  return `${prolog}
<manifest identifier="hallway" version="1.0" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="org"><organization identifier="org"><title>${title}</title>
<item identifier="item-1" identifierref="res-1"><title>${title}</title></item>
</organization></organizations>
<resources><resource identifier="res-1" type="webcontent" adlcp:scormtype="sco" href="${href}">
${named}
</resource>${resources}</resources>
</manifest>`;
}

/** A whole package: a manifest of one SCO, its page, and whatever else. */
export function packageZip(options: ManifestOptions & { extra?: readonly RawEntry[] } = {}): Buffer {
  return rawZip([
    { name: 'imsmanifest.xml', data: manifest12(options) },
    { name: options.href ?? 'index.html', data: '<!doctype html><title>Hallway talk</title><p>Good morning.</p>' },
    ...(options.extra ?? []),
  ]);
}
