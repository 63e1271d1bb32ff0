import { createLooseLookup, type LooseLookup } from '../archive/loose-lookup.ts';
import { hostsMark } from './content-tokens.ts';
import { createWeightedCache } from './weighted-cache.ts';

/** A file of a version and where its data lies in the stored archive. */
export interface ContentFile {
  readonly path: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly storedBytes: number;
  readonly method: 'deflate' | 'store';
  readonly offset: number;
  /** Eight hex digits. */
  readonly crc32: string;
}

/** What the content origin asks the store; both are null for a version that is not there. */
export interface ContentSource {
  loadFiles(versionId: string): Promise<{ readonly archiveKey: string; readonly files: readonly ContentFile[] } | null>;
  loadAllowedHosts(versionId: string): Promise<readonly string[] | null>;
}

/** A version as its files are found. */
interface ContentDirectory {
  readonly archiveKey: string;
  readonly lookup: LooseLookup<ContentFile>;
}

/** Directories of versions, read once and kept while they are used. */
export interface ContentDirectories {
  directoryOf(versionId: string): Promise<ContentDirectory | null>;
  /**
   * Hosts that the version may reach besides its own origin. `mark` is that of the address: where it tells of other hosts
   * than those known here, they are read again. `isMarked` is false when they differ even then.
   */
  allowedHostsOf(versionId: string, mark: string): Promise<{ hosts: readonly string[]; isMarked: boolean } | null>;
}

interface KnownHosts {
  readonly at: number;
  readonly value: Promise<readonly string[] | null>;
}

/** Files in all directories kept in memory (about 300 bytes each). */
const MOST_FILES = 200_000;
/** ms for which hosts are believed, and for which they are believed against the address. */
const HOSTS_MS = 15_000;
const DOUBTED_HOSTS_MS = 1000;

/** Directories of immutable versions: what was read once stays right. */
export function createContentDirectories(source: ContentSource, now: () => number): ContentDirectories {
  const directories = createWeightedCache<Promise<ContentDirectory | null>>(MOST_FILES);
  const hosts = createWeightedCache<KnownHosts>(10_000);

  async function load(versionId: string): Promise<ContentDirectory | null> {
    const found = await source.loadFiles(versionId);
    if (found === null) return null;
    const lookup = createLooseLookup(new Map(found.files.map((file) => [file.path, file])));
    directories.set(versionId, Promise.resolve({ archiveKey: found.archiveKey, lookup }), found.files.length);
    return { archiveKey: found.archiveKey, lookup };
  }

  function hostsWithin(versionId: string, ms: number): Promise<readonly string[] | null> {
    const known = hosts.get(versionId);
    if (known !== undefined && now() - known.at < ms) return known.value;
    const value = source.loadAllowedHosts(versionId);
    value.catch(() => hosts.delete(versionId));
    hosts.set(versionId, { at: now(), value }, 1);
    return value;
  }

  return {
    directoryOf(versionId) {
      const known = directories.get(versionId);
      if (known !== undefined) return known;
      const loading = load(versionId).then(
        (directory) => {
          if (directory === null) directories.delete(versionId);
          return directory;
        },
        (error: unknown) => {
          directories.delete(versionId);
          throw error;
        },
      );
      // Known at once, so that the hundred requests of a first page read the directory once.
      directories.set(versionId, loading, 1);
      return loading;
    },
    async allowedHostsOf(versionId, mark) {
      let value = await hostsWithin(versionId, HOSTS_MS);
      if (value !== null && hostsMark(value) !== mark) value = await hostsWithin(versionId, DOUBTED_HOSTS_MS);
      return value === null ? null : { hosts: value, isMarked: hostsMark(value) === mark };
    },
  };
}
