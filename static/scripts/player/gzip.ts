const HEADER = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
/** Bytes that one stored block takes at most (RFC 1951 3.2.4). */
const BLOCK = 0xffff;
const CRC_TABLE = crcTable();

/** gzip of a text in base64, as small as the browser can make it. */
export async function gzipBase64(text: string): Promise<string> {
  if (typeof CompressionStream === 'undefined') return gzipStoredBase64(text);
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return toBase64(new Uint8Array(await new Response(stream).arrayBuffer()));
}

/** gzip of a text in base64 without compression (RFC 1952): what can still be made while a page is being closed. */
export function gzipStoredBase64(text: string): string {
  const data = new TextEncoder().encode(text);
  const blocks = Math.max(1, Math.ceil(data.length / BLOCK));
  const bytes = new Uint8Array(HEADER.length + data.length + blocks * 5 + 8);
  const view = new DataView(bytes.buffer);
  bytes.set(HEADER);
  let at = HEADER.length;
  for (let n = 0; n < blocks; n += 1) {
    const block = data.subarray(n * BLOCK, (n + 1) * BLOCK);
    bytes[at] = n === blocks - 1 ? 1 : 0;
    view.setUint16(at + 1, block.length, true);
    view.setUint16(at + 3, ~block.length & 0xffff, true);
    bytes.set(block, at + 5);
    at += 5 + block.length;
  }
  view.setUint32(at, crc32(data), true);
  view.setUint32(at + 4, data.length >>> 0, true);
  return toBase64(bytes);
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  // In pieces: a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) crc = (crc >>> 8) ^ (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0);
  return ~crc >>> 0;
}

function crcTable(): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    return value >>> 0;
  });
}
