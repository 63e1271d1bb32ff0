import { buffer } from 'node:stream/consumers';
import { fromBufferPromise, openPromise, type ZipFile } from 'yauzl';

const OPTIONS = { autoClose: false, decodeStrings: true, strictFileNames: false };

/** The files of a zip archive by name; rejects when the archive cannot be read. */
export async function readZip(path: string): Promise<Map<string, Uint8Array>> {
  return filesOf(await openPromise(path, OPTIONS));
}

/** The files of a zip archive in memory. */
export async function readZipBytes(bytes: Buffer): Promise<Map<string, Buffer>> {
  const files = await filesOf(await fromBufferPromise(bytes, OPTIONS));
  return new Map([...files].map(([name, data]) => [name, Buffer.from(data)]));
}

async function filesOf(zip: ZipFile): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
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
