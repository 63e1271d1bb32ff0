import { buffer } from 'node:stream/consumers';
import { openPromise } from 'yauzl';

/** The files of a zip archive by name; rejects when the archive cannot be read. */
export async function readZip(path: string): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  const zip = await openPromise(path, { autoClose: false, decodeStrings: true, strictFileNames: false });
  try {
    for await (const entry of zip.eachEntry()) {
      if (!entry.fileName.endsWith('/'))
        files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
    }
  } finally {
    zip.close();
  }
  return files;
}
