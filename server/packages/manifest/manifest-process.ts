import { readManifestBytes } from './read-manifest-bytes.ts';

// Run by readManifestApart: one manifest comes in, its findings go out, the process ends.
process.once('message', (bytes) => {
  if (bytes instanceof Uint8Array) process.send?.(readManifestBytes(bytes), () => process.disconnect());
});
