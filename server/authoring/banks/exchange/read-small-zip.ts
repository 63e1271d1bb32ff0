import { fromBufferPromise } from 'yauzl';
import type { ExchangeIssue } from './exchange-issue.ts';

/** Bytes of all files of an archive together, and how many there may be. */
const MOST_BYTES = 16 * 1024 * 1024;
const MOST_FILES = 2_000;

/** Files by path; none where an issue says why. */
interface SmallZip {
  readonly files: ReadonlyMap<string, Buffer>;
  readonly issue: ExchangeIssue | null;
}

/** The XML files of a small archive by path; bounded in files and bytes, whatever the archive says of itself. */
export async function readSmallZip(bytes: Buffer): Promise<SmallZip> {
  const files = new Map<string, Buffer>();
  let total = 0;
  try {
    const zip = await fromBufferPromise(bytes, { autoClose: false, strictFileNames: true, validateEntrySizes: true });
    if (zip.entryCount > MOST_FILES) return refuse('ZIP_FILES', `The archive has more than ${MOST_FILES} files.`);
    for await (const entry of zip.eachEntry()) {
      if (!/\.xml$/i.test(entry.fileName)) continue;
      const chunks: Buffer[] = [];
      for await (const chunk of await zip.openReadStreamPromise(entry)) {
        const piece = Buffer.from(chunk);
        total += piece.length;
        if (total > MOST_BYTES) return refuse('ZIP_TOO_LARGE', 'The archive holds more than 16 MB of XML.');
        chunks.push(piece);
      }
      files.set(entry.fileName, Buffer.concat(chunks));
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return refuse('ZIP_UNREADABLE', 'The archive cannot be read: pack it again as a plain zip.');
  }
  return { files, issue: null };
}

function refuse(code: string, message: string): SmallZip {
  return { files: new Map(), issue: { file: '', line: 1, severity: 'error', code, message } };
}
