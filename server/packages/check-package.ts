import type { FileHandle } from 'node:fs/promises';
import type { CourseStructure, PackageIssue } from '../standards/index.ts';
import { checkEntries } from './archive/check-entries.ts';
import { checkLocalHeaders, type DataOffsets } from './archive/check-headers.ts';
import { CorruptEntryError, unpack } from './archive/read-entry.ts';
import type { FileToPack } from './archive/repack-archive.ts';
import { createWindowReader } from './archive/window-reader.ts';
import { readZipDirectory, type ZipEntry } from './archive/zip-directory.ts';
import { checkFiles } from './manifest/check-files.ts';
import { findManifest, isDebris } from './manifest/find-manifest.ts';
import { readManifestApart, type ManifestFindings } from './manifest/read-manifest-bytes.ts';
import { MANIFEST_LIMIT } from './manifest/read-xml.ts';

/** What is known of an uploaded zip before anything of it is kept. */
export interface PackageCheck {
  /** Errors first. */
  readonly issues: PackageIssue[];
  /** Null when there is an error. */
  readonly accepted: { readonly structure: CourseStructure; readonly files: readonly FileToPack[] } | null;
}

/** Issues that a page can show; the rest is counted. */
const MOST_ISSUES = 200;
/** Characters of one message, and of the path that it is about. */
const MOST_TEXT = 1000;

/** Checks an open zip from its directory to its manifest and lists all findings at once. */
export async function checkPackage(file: FileHandle): Promise<PackageCheck> {
  const { entries, issues: unreadable } = await readZipDirectory(file);
  if (entries.length === 0 && unreadable.length > 0) return refuse(unreadable);
  const { issues: contradictions, offsets } = await checkLocalHeaders(file, entries);
  const { found, issues: whereabouts } = findManifest(entries.map((entry) => entry.path));
  const ofArchive = [unreadable, checkEntries(entries), contradictions, whereabouts].flat();
  if (found === null) return refuse(ofArchive);
  const { structure, issues: ofManifest, files: named } = await readManifestEntry(file, entries, offsets, found.path);
  if (structure === null) return refuse([ofArchive, ofManifest].flat());
  const files = filesBelow(found.folder, entries, offsets);
  const present = files.map((one) => one.path);
  const issues = sorted([ofArchive, ofManifest, checkFiles(structure, named, present)].flat());
  return { issues, accepted: issues.some((issue) => issue.severity === 'error') ? null : { structure, files } };
}

async function readManifestEntry(
  file: FileHandle,
  entries: readonly ZipEntry[],
  offsets: DataOffsets,
  path: string,
): Promise<ManifestFindings> {
  const refused = (code: string, message: string): ManifestFindings => ({
    structure: null,
    issues: [{ severity: 'error', code, message, path }],
    files: [],
  });
  const entry = entries.find((one) => one.path === path);
  const offset = entry === undefined ? undefined : offsets.get(entry);
  const isReadable = entry !== undefined && [0, 8].includes(entry.method) && (entry.flags & 0x2041) === 0;
  // Why it is not readable has been said already, among the issues of the archive.
  if (!isReadable || offset === undefined) return { structure: null, issues: [], files: [] };
  if (Math.max(entry.bytes, entry.packedBytes) > MANIFEST_LIMIT) {
    const message = `The manifest has ${(entry.bytes / 1024 / 1024).toFixed(0)} MB; at most ${MANIFEST_LIMIT / 1024 / 1024} MB are read.`;
    return refused('MANIFEST_TOO_LARGE', `${message} Export the course with a shorter manifest.`);
  }
  try {
    const packed = await createWindowReader(file, 0).read(offset, entry.packedBytes);
    return await readManifestApart(await unpack(entry, packed));
  } catch (error) {
    if (!(error instanceof CorruptEntryError)) throw error;
    return refused('ZIP_CORRUPT', `The manifest is damaged: ${error.message}. Export or download the package again.`);
  }
}

function filesBelow(folder: string, entries: readonly ZipEntry[], offsets: DataOffsets): FileToPack[] {
  return entries.flatMap((entry) => {
    const offset = offsets.get(entry);
    if (offset === undefined || entry.path.endsWith('/') || isDebris(entry.path)) return [];
    return [{ path: entry.path.slice(folder.length), entry, offset }];
  });
}

function refuse(issues: readonly PackageIssue[]): PackageCheck {
  return { issues: sorted(issues), accepted: null };
}

/** What a message repeats of the package (a script, a path) may be as long as the package wants it to be. */
function shortened(issue: PackageIssue): PackageIssue {
  const { message, path } = issue;
  return { ...issue, message: shortText(message), ...(path !== undefined && { path: shortText(path) }) };
}

function shortText(text: string): string {
  return text.length <= MOST_TEXT ? text : `${text.slice(0, MOST_TEXT / 2)} … ${text.slice(-MOST_TEXT / 4)}`;
}

/** Errors first, at most {@link MOST_ISSUES}, the number of the others in a last line. */
export function sorted(issues: readonly PackageIssue[]): PackageIssue[] {
  const all = [
    ...issues.filter((issue) => issue.severity === 'error'),
    ...issues.filter((issue) => issue.severity === 'warning'),
  ].map(shortened);
  if (all.length <= MOST_ISSUES) return all;
  const rest = all.slice(MOST_ISSUES);
  const severity = rest.some((issue) => issue.severity === 'error') ? 'error' : 'warning';
  const message = `There are ${rest.length} more findings like these.`;
  return [...all.slice(0, MOST_ISSUES), { severity, code: 'MORE_ISSUES', message }];
}
