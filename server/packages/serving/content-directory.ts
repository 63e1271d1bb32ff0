import { createLooseLookup, type LooseLookup } from '../archive/loose-lookup.ts';
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
export interface ContentDirectory {
  readonly archiveKey: string;
  readonly lookup: LooseLookup<ContentFile>;
}

/** Directories of versions, read once and kept while they are used. */
export interface ContentDirectories {
  directoryOf(versionId: string): Promise<ContentDirectory | null>;
  /** Hosts that the version may reach besides its own origin; a change is seen within {@link HOSTS_MS}. */
  allowedHostsOf(versionId: string): Promise<readonly string[] | null>;
}

/** Files in all directories kept in memory (about 300 bytes each). */
const MOST_FILES = 200_000;
/** ms for which another process may still send the old hosts. */
const HOSTS_MS = 15_000;

/** Directories of immutable versions: what was read once stays right. */
export function createContentDirectories(source: ContentSource, now: () => number): ContentDirectories {
  const directories = createWeightedCache<Promise<ContentDirectory | null>>(MOST_FILES);
  const hosts = createWeightedCache<{ until: number; value: Promise<readonly string[] | null> }>(10_000);

  async function load(versionId: string): Promise<ContentDirectory | null> {
    const found = await source.loadFiles(versionId);
    if (found === null) return null;
    const lookup = createLooseLookup(new Map(found.files.map((file) => [file.path, file])));
    directories.set(versionId, Promise.resolve({ archiveKey: found.archiveKey, lookup }), found.files.length);
    return { archiveKey: found.archiveKey, lookup };
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
    allowedHostsOf(versionId) {
      const known = hosts.get(versionId);
      if (known !== undefined && known.until > now()) return known.value;
      const value = source.loadAllowedHosts(versionId);
      value.catch(() => hosts.delete(versionId));
      hosts.set(versionId, { until: now() + HOSTS_MS, value }, 1);
      return value;
    },
  };
}
