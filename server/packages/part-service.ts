import { newId, type Platform, type Tx } from '../platform/index.ts';
import type { VersionPartRow } from './part-model.ts';
import type { PartStore } from './part-store.ts';

/** A part of one of our own courses: what it is, how long it takes, what it adds to skills. */
export interface VersionPart extends Pick<VersionPartRow, 'identifier' | 'kind' | 'minutes'> {
  readonly skills: readonly { readonly skill: string; readonly adds: string }[];
  /** `TX 1` */
  readonly topics: readonly string[];
}

/** Parts of versions that we built; an uploaded package has none. */
export function createParts({ database }: Pick<Platform, 'database'>, store: PartStore) {
  return {
    /** The parts of a version in their order. */
    async of(versionId: string, tx: Tx | null = null): Promise<VersionPart[]> {
      return (await store.ofVersions(tx, [versionId])).map(partOf);
    },

    /** The parts of several versions, one statement. */
    async ofVersions(tx: Tx | null, versionIds: readonly string[]): Promise<Map<string, VersionPart[]>> {
      const found = new Map<string, VersionPart[]>();
      for (const row of await store.ofVersions(tx, versionIds)) {
        found.set(row.versionId, [...(found.get(row.versionId) ?? []), partOf(row)]);
      }
      return found;
    },

    /** Keeps the parts of a version that was built here; once more replaces them. */
    async keep(versionId: string, parts: readonly VersionPart[]): Promise<void> {
      const rows = parts.map(({ skills, topics, ...part }) => ({
        id: newId(),
        versionId,
        ...part,
        skills: JSON.stringify(skills),
        topics: JSON.stringify(topics),
      }));
      await database.write((tx) => store.save(tx, versionId, rows));
    },
  };
}

/** See `createParts`. */
export type Parts = ReturnType<typeof createParts>;

function partOf({ identifier, kind, minutes, ...row }: VersionPartRow): VersionPart {
  const skills: VersionPart['skills'] = JSON.parse(row.skills);
  const topics: string[] = JSON.parse(row.topics);
  return { identifier, kind, minutes, skills, topics };
}
