import { Worker } from 'node:worker_threads';
import type { CourseStructure, PackageIssue } from '../../standards/index.ts';
import { readManifest } from '../../standards/index.ts';
import { readXml } from './read-xml.ts';

/** What a manifest's bytes say; plain data, so that it can cross from one thread to another. */
export interface ManifestFindings {
  readonly structure: CourseStructure | null;
  readonly issues: readonly PackageIssue[];
  /** Files that the manifest names, as paths from the manifest's folder. */
  readonly files: readonly string[];
}

/** Larger manifests (measured: 10 MB take 2.5 s and 220 MB) are read in a thread of their own, so that commits go on. */
const INLINE_BYTES = 256 * 1024;
const LONGEST_MS = 60_000;
const LARGEST_HEAP_MB = 1024;

/** Reads a manifest on this thread. */
export function readManifestBytes(bytes: Uint8Array): ManifestFindings {
  const reading = readXml(bytes);
  if ('issue' in reading) return { structure: null, issues: [reading.issue], files: [] };
  const { structure, issues, files } = readManifest(reading.root);
  return { structure, issues: [...issues], files: [...files] };
}

/** Reads a manifest without holding up other requests, bounded in time and memory. */
export function readManifestApart(bytes: Uint8Array): Promise<ManifestFindings> {
  if (bytes.length <= INLINE_BYTES) return Promise.resolve(readManifestBytes(bytes));
  // Run from source the file ends in .ts, run from the build in .js.
  const file = new URL(`./manifest-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);
  const worker = new Worker(file, {
    workerData: bytes,
    resourceLimits: { maxOldGenerationSizeMb: LARGEST_HEAP_MB },
  });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      resolve(refused(`Reading the manifest takes longer than ${LONGEST_MS / 1000} s.`));
      void worker.terminate();
    }, LONGEST_MS);
    worker.once('message', (findings: ManifestFindings) => resolve(findings));
    worker.once('error', (error) => {
      const isTooLarge = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      if (isTooLarge) resolve(refused('The manifest needs more memory than a course may take.'));
      else reject(error);
    });
    worker.once('exit', () => {
      clearTimeout(timer);
      reject(new Error('The manifest was not read to its end.'));
    });
  });
}

function refused(message: string): ManifestFindings {
  const told = `${message} Export the course with a shorter manifest.`;
  const issue: PackageIssue = {
    severity: 'error',
    code: 'MANIFEST_TOO_LARGE',
    message: told,
    path: 'imsmanifest.xml',
  };
  return { structure: null, issues: [issue], files: [] };
}
