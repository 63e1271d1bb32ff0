import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Activity, CourseStructure, PackageIssue } from '../../standards/index.ts';
import { readManifest } from '../../standards/index.ts';
import { readXml } from './read-xml.ts';

/** What a manifest's bytes say; plain data, so that it can cross from one process to another. */
export interface ManifestFindings {
  readonly structure: CourseStructure | null;
  readonly issues: readonly PackageIssue[];
  /** Files that the manifest names, as paths from the manifest's folder. */
  readonly files: readonly string[];
}

/** Larger manifests (measured: 10 MB take 2.5 s and 220 MB) are read in a process of their own, so that commits go on. */
const INLINE_BYTES = 256 * 1024;
/** Items of one course: far more than a person could take. */
const MOST_ACTIVITIES = 10_000;
const LONGEST_MS = 60_000;
const HEAP_MB = 1024;

/** Reads a manifest on this thread. */
export function readManifestBytes(bytes: Uint8Array): ManifestFindings {
  const reading = readXml(bytes);
  if ('issue' in reading) return { structure: null, issues: [reading.issue], files: [] };
  const { structure, issues, files } = readManifest(reading.root);
  // Each of a hundred thousand empty items becomes a kilobyte of rules: no such tree leaves this function.
  if (structure !== null && countActivities(structure.root) > MOST_ACTIVITIES) {
    return refused(`The manifest has more than ${MOST_ACTIVITIES.toLocaleString('en-US')} items.`);
  }
  return { structure, issues: [...issues], files: [...files] };
}

/** Reads a manifest without holding up other requests, bounded in time and memory. */
export function readManifestApart(bytes: Uint8Array): Promise<ManifestFindings> {
  if (bytes.length <= INLINE_BYTES) return Promise.resolve(readManifestBytes(bytes));
  // Run from source the file ends in .ts, run from the build in .js.
  const name = `./manifest-process${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`;
  const child = fork(fileURLToPath(new URL(name, import.meta.url)), {
    // No environment: no secrets, nothing to inherit.
    env: {},
    execArgv: [...process.execArgv.filter((flag) => !flag.startsWith('--inspect')), `--max-old-space-size=${HEAP_MB}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    timeout: LONGEST_MS,
    killSignal: 'SIGKILL',
  });
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (complaint = (complaint + text).slice(-4000)));
  return new Promise((resolve, reject) => {
    child.once('message', (findings) => {
      if (isFindings(findings)) resolve(findings);
    });
    child.once('error', reject);
    child.once('close', (code, signal) => {
      // Out of memory V8 aborts, out of time the process is killed; anything else is a fault of ours.
      const isBounded = signal !== null || code === 134;
      if (isBounded) resolve(refused('Reading the manifest takes more time or memory than a course may take.'));
      else reject(new Error(`The manifest was not read (exit code ${code}): ${complaint}`));
    });
    child.send(bytes);
  });
}

function countActivities(activity: Activity): number {
  return activity.children.reduce((sum, child) => sum + countActivities(child), 1);
}

function isFindings(value: unknown): value is ManifestFindings {
  return typeof value === 'object' && value !== null && 'structure' in value && 'issues' in value && 'files' in value;
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
