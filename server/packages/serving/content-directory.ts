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
   * than those known here, they are read again.
   */
  allowedHostsOf(versionId: string, mark: string): Promise<AllowedHosts | null>;
}

/** The hosts of a version, and what is known of them. */
export interface AllowedHosts {
  readonly hosts: readonly string[];
  /** False when the address tells of other hosts. */
  readonly isMarked: boolean;
  /** False from the moment on when they would be read again. */
  readonly isCurrent: () => boolean;
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

  function hostsWithin(versionId: string, ms: number): KnownHosts {
    const known = hosts.get(versionId);
    if (known !== undefined && now() - known.at < ms) return known;
    const value = source.loadAllowedHosts(versionId);
    value.catch(() => hosts.delete(versionId));
    const fresh = { at: now(), value };
    hosts.set(versionId, fresh, 1);
    return fresh;
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
      let known = hostsWithin(versionId, HOSTS_MS);
      let value = await known.value;
      if (value !== null && hostsMark(value) !== mark) {
        known = hostsWithin(versionId, DOUBTED_HOSTS_MS);
        value = await known.value;
      }
      if (value === null) return null;
      const isCurrent = (): boolean => hosts.get(versionId) === known && now() - known.at < HOSTS_MS;
      return { hosts: value, isMarked: hostsMark(value) === mark, isCurrent };
    },
  };
}
