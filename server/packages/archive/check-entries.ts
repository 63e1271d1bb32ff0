import type { PackageIssue } from '../../standards/index.ts';
import type { ZipEntry } from './zip-directory.ts';
import { foldName } from './zip-names.ts';

const GIB = 1024 ** 3;
/** Bytes of a package when unpacked. */
const TOTAL_LIMIT = 8 * GIB;
/** Text packs 20 to 1 at most; what packs better than this is made to fill a disk. */
const RATIO_LIMIT = 200;
const RATIO_FREE_BYTES = 10 * 1024 * 1024;
const REGULAR_MODES = [0, 0o100000, 0o040000];

/** Checks what the directory says of each entry and of all together: sizes, ratios, links, encryption, names said twice. */
export function checkEntries(entries: readonly ZipEntry[]): PackageIssue[] {
  const issues = entries.flatMap(checkEntry);
  const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  const packed = entries.reduce((sum, entry) => sum + entry.packedBytes, 0);
  if (bytes > TOTAL_LIMIT) {
    const message = `The package unpacks to ${(bytes / GIB).toFixed(1)} GB; at most ${TOTAL_LIMIT / GIB} GB are taken.`;
    issues.push({ severity: 'error', code: 'ZIP_TOO_LARGE', message });
  }
  if (isBomb(bytes, packed)) {
    const message = `The package unpacks to more than ${RATIO_LIMIT} times its size. No course does that.`;
    issues.push({ severity: 'error', code: 'ZIP_RATIO', message });
  }
  return [...issues, ...checkNames(entries)];
}

function isBomb(bytes: number, packed: number): boolean {
  return bytes > RATIO_FREE_BYTES && bytes > packed * RATIO_LIMIT;
}

function checkEntry(entry: ZipEntry): PackageIssue[] {
  const issues: PackageIssue[] = [];
  const add = (code: string, message: string): void => {
    issues.push({ severity: 'error', code, message, path: entry.path });
  };
  const mode = (entry.attributes >>> 16) & 0o170000;
  if (mode === 0o120000) add('ZIP_SYMLINK', 'The entry is a symbolic link. Put the file itself into the package.');
  else if (!REGULAR_MODES.includes(mode)) add('ZIP_SPECIAL_FILE', 'The entry is neither a file nor a folder.');
  if ((entry.flags & 0x2041) !== 0) add('ZIP_ENCRYPTED', 'The file is encrypted. Pack the course without a password.');
  if (entry.method !== 0 && entry.method !== 8) {
    add('ZIP_METHOD', `The file is packed by method ${entry.method}. Pack the course with ordinary zip compression.`);
  }
  if (entry.method === 0 && entry.packedBytes !== entry.bytes && (entry.flags & 1) === 0) {
    add('ZIP_SIZES', 'The file is stored, but its two sizes differ.');
  }
  if (isBomb(entry.bytes, entry.packedBytes)) {
    add('ZIP_RATIO', `The file unpacks to more than ${RATIO_LIMIT} times its packed size. No course does that.`);
  }
  return issues;
}

/** Two entries of one name are refused; names that differ in case only are refused unless they hold the same bytes. */
function checkNames(entries: readonly ZipEntry[]): PackageIssue[] {
  const seen = new Map<string, ZipEntry>();
  const issues: PackageIssue[] = [];
  for (const entry of entries) {
    if (entry.path.endsWith('/')) continue;
    const other = seen.get(foldName(entry.path));
    if (other === undefined) {
      seen.set(foldName(entry.path), entry);
    } else if (other.path === entry.path) {
      const message = 'The package has two files of this name.';
      issues.push({ severity: 'error', code: 'ZIP_NAME_TWICE', message, path: entry.path });
    } else {
      const isSame = other.crc32 === entry.crc32 && other.bytes === entry.bytes;
      const message = `The name differs from "${other.path}" by upper and lower case only${isSame ? '' : '. Rename one of them'}.`;
      issues.push({ severity: isSame ? 'warning' : 'error', code: 'ZIP_NAME_CASE', message, path: entry.path });
    }
  }
  return [...issues, ...checkFolders(entries, seen)];
}

/** A file that is also the folder of other files could be served as only one of the two. */
function checkFolders(entries: readonly ZipEntry[], files: ReadonlyMap<string, ZipEntry>): PackageIssue[] {
  const folders = new Set<string>();
  for (const { path } of entries) {
    const segments = path.split('/').slice(0, -1);
    for (let depth = 1; depth <= segments.length; depth += 1) folders.add(foldName(segments.slice(0, depth).join('/')));
  }
  return [...files.entries()]
    .filter(([folded]) => folders.has(folded))
    .map(([, { path }]) => ({
      severity: 'error' as const,
      code: 'ZIP_NAME_TWICE',
      message: 'The package has a file and a folder of this name.',
      path,
    }));
}
